import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sourceTree } from '../../support/source-tree.ts';
import { CliProcess } from '../../support/spawn-cli.ts';

function watching(root: string): CliProcess {
  const command = new CliProcess(['analyze', '--watch', '--no-history'], { cwd: root });
  onTestFinished(() => command.signal('SIGKILL'));
  return command;
}

function modulesIn(root: string): string[] {
  const text = readFileSync(join(root, 'banyan-report/analysis.json'), 'utf8');
  const { modules } = JSON.parse(text) as { modules: { path: string; lines: number }[] };
  return modules.map(({ path, lines }) => `${path} ${lines}`);
}

describe('banyan analyze --watch', () => {
  it('writes the report anew after every change, says a line for each, and ends well on Ctrl-C', async () => {
    const root = sourceTree({ 'src/a.ts': "import './b';\n", 'src/b.ts': 'export const b = 1;\n' });
    const command = watching(root);
    await command.next(/Watching for changes/);
    writeFileSync(join(root, 'src/b.ts'), 'export const b = 1;\n// a note\n');
    await command.next(/^Report written: 2 modules, .+$/m);
    expect(modulesIn(root)).toEqual(['src/a.ts 2', 'src/b.ts 3']);

    mkdirSync(join(root, 'src/new'));
    writeFileSync(join(root, 'src/new/c.ts'), 'export const c = 1;\n');
    await command.next(/3 modules \(2 before\)/);
    writeFileSync(join(root, 'src/new/d.ts'), 'export const d = 1;\n');
    await command.next(/4 modules \(3 before\)/);
    expect(modulesIn(root)).toHaveLength(4);

    command.signal('SIGINT');
    expect(await command.exitCode()).toBe(0);
  });

  it('goes on after a change that cannot be analysed', async () => {
    const root = sourceTree({ 'src/a.ts': 'export const a = 1;\n' });
    const command = watching(root);
    await command.next(/Watching for changes/);
    rmSync(join(root, 'src/a.ts'));
    await command.next(/error NO_SOURCE_FILES/);
    writeFileSync(join(root, 'src/b.ts'), 'export const b = 1;\n');
    await command.next(/Report written: 1 modules/);
    expect(modulesIn(root)).toEqual(['src/b.ts 2']);
  });
});
