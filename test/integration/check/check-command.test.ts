import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { featureTree } from '../../support/feature-tree.ts';
import { runCli } from '../../support/run-cli.ts';
import { sourceTree } from '../../support/source-tree.ts';

const run = (workingFolder: string, ...words: string[]) => runCli(words, commands, { workingFolder });

/** A code base whose contexts have been accepted. */
async function accepted(): Promise<string> {
  const root = sourceTree(featureTree);
  expect((await run(root, 'analyze', '--no-cache')).exitCode).toBe(0);
  expect(await run(root, 'accept')).toMatchObject({ exitCode: 0 });
  return root;
}

describe('banyan accept and banyan check', () => {
  it('hold right after one another, and write nothing over what is there', async () => {
    const root = await accepted();
    const held = await run(root, 'check');
    expect(held.stdout).toMatch(/^The boundaries hold: \d+ contexts, \d+ modules\./);
    expect(held.exitCode).toBe(0);
    const again = await run(root, 'accept');
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain('banyan.boundaries.yaml exists already');
  });

  it('a new dependency across fails with its place, and only that', async () => {
    const root = await accepted();
    const file = join(root, 'src/orders/orders.service.ts');
    const before = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      `import { serve as stranger } from '../users/users.service';\n${before}\nexport const other = stranger;\n`,
    );
    const broken = await run(root, 'check');
    expect(broken.exitCode).toBe(1);
    expect(broken.stdout).toMatch(/^src\/orders\/orders\.service\.ts:\d+ {2}dependency$/m);
    expect(broken.stdout).toMatch(/^The boundaries do not hold: 1 new/);
    expect((await run(root, 'check', '--format', 'github')).stdout).toMatch(
      /^::error file=src\/orders\/orders\.service\.ts,line=\d/,
    );
    const json = JSON.parse((await run(root, 'check', '--json')).stdout) as { isKept: boolean };
    expect(json.isKept).toBe(false);
  });

  it('what is mended has to leave the baseline, and cannot come back', async () => {
    const root = await accepted();
    const baseline = join(root, 'banyan.baseline.json');
    const known = JSON.parse(readFileSync(baseline, 'utf8')) as { violations: { key: string }[] };
    const grown = { ...known, violations: [{ key: 'a dependency that was' }, ...known.violations] };
    writeFileSync(baseline, JSON.stringify(grown));
    const stale = await run(root, 'check', '--format', 'sarif');
    expect(stale.exitCode).toBe(1);
    expect(stale.stdout).toContain('"uri": "banyan.baseline.json"');
    expect((await run(root, 'check', '--update-baseline')).stdout).toContain('1 violation gone');
    expect(JSON.parse(readFileSync(baseline, 'utf8'))).toEqual(known);
    expect((await run(root, 'check')).exitCode).toBe(0);
  });

  it('prints the boundaries for another tool, and what is lost, as a document where one is asked for', async () => {
    const root = sourceTree({
      'banyan.boundaries.yaml': 'version: banyan/v1\ncontexts: {a: {modules: [src]}}\n',
    });
    const text = await run(root, 'check', '--export', 'nx');
    expect(text.stderr).toContain('What nx does not hold: ');
    const json = await run(root, 'check', '--export', 'nx', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ schemaVersion: 1, tool: 'nx', text: text.stdout });
    expect((await run(root, 'check', '--export', 'make')).exitCode).toBe(2);
  });

  it('says what is missing or wrong, with exit code 2', async () => {
    const root = sourceTree(featureTree);
    const without = await run(root, 'check');
    expect(without.exitCode).toBe(2);
    expect(without.stderr).toContain('write the boundaries of an analysis with `banyan accept`');
    writeFileSync(
      join(root, 'banyan.boundaries.yaml'),
      'version: banyan/v1\ncontexts: {a: {modules: [elsewhere]}}\n',
    );
    const nothing = await run(root, 'check');
    expect(nothing.exitCode).toBe(2);
    expect(nothing.stderr).toContain('The accepted boundaries mean no module of this code');
    writeFileSync(join(root, 'banyan.baseline.json'), '{"violations": 1}');
    expect((await run(root, 'check')).stderr).toContain('banyan.baseline.json is not a baseline');
    expect((await run(root, 'check', '--format', 'xml')).exitCode).toBe(2);
  });
});
