import { existsSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sourceTree } from '../../support/source-tree.ts';
import { CliProcess } from '../../support/spawn-cli.ts';

it('a thread of its own gives the report, and what is wrong with the input, like the command in process', async () => {
  const root = sourceTree({ 'src/a.ts': "import './b';\n", 'src/b.ts': 'export const b = 1;\n' });
  const good = new CliProcess(['analyze', '--json', '--quiet'], { cwd: root });
  expect([await good.exitCode(), good.stderr]).toEqual([0, '']);
  expect(JSON.parse(good.stdout)).toMatchObject({ summary: { files: 2 } });
  expect(readFileSync(join(root, 'banyan-report/analysis.json'), 'utf8')).toBe(good.stdout);

  const broken = new CliProcess(['analyze'], { cwd: sourceTree({ 'a.ts': 'const =' }) });
  expect(await broken.exitCode()).toBe(2);
  expect(broken.stderr).toContain('error NOTHING_PARSED');
  expect(broken.stderr).toContain('a.ts:1');
  expect(broken.stderr).toContain('fix: ');
});

it('an interruption ends it wherever the thread is, and leaves no report', async () => {
  const files = Array.from({ length: 500 }, (_, index) => [
    `src/part-${index}.ts`,
    `export const part = ${index};\n`,
  ]);
  const root = sourceTree(Object.fromEntries(files) as Record<string, string>);
  const folderMade = new Promise<void>((made) => {
    const watcher = watch(root, () => {
      watcher.close();
      made();
    });
  });
  const command = new CliProcess(['analyze'], { cwd: root });
  await folderMade;
  command.signal('SIGINT');
  expect(await command.exitCode()).toBe(130);
  expect(existsSync(join(root, 'banyan-report'))).toBe(false);
});
