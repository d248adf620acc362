import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import type { Analysis } from '../../../src/model/analysis.ts';
import { featureTree } from '../../support/feature-tree.ts';
import { runCli } from '../../support/run-cli.ts';
import { sourceTree } from '../../support/source-tree.ts';

/** Analyses the same code each time, from a folder that holds the reports. */
function analyst(files: Record<string, string> = {}) {
  const [root, workingFolder] = [sourceTree(featureTree), sourceTree(files)];
  const run = (...options: string[]) =>
    runCli(['analyze', root, '--no-history', ...options], commands, { workingFolder });
  return {
    run,
    workingFolder,
    document: async (...options: string[]): Promise<Analysis> => {
      return JSON.parse((await run('--json', ...options)).stdout) as Analysis;
    },
    report: () => readFileSync(join(workingFolder, 'banyan-report/analysis.json'), 'utf8'),
  };
}

describe('--what-if', () => {
  it('shows what the same decisions in banyan.yaml lead to, and writes nothing', async () => {
    const { run, document, report, workingFolder } = analyst();
    const options = ['--cache-dir', join(sourceTree({}), 'kept')];
    const before = await document(...options);
    const written = report();
    const edits = ['--what-if', 'merge orders, stock; rename users to people; move money.ts to people'];
    const changes = JSON.parse((await run(...options, '--json', ...edits)).stdout) as {
      numbers: { name: string; before: number; after: number }[];
    };
    expect(report()).toBe(written);
    expect(changes.numbers).toContainEqual({ name: 'contexts', before: 3, after: 2 });
    expect(before.contexts).toHaveLength(3);

    const { stderr } = await run(...options, ...edits);
    writeFileSync(join(workingFolder, 'team.yaml'), `pins:\n${stderr.slice(stderr.indexOf('  - '))}`);
    const previous = ['--output', 'decided', '--previous', 'banyan-report/analysis.json'];
    const after = await document(...options, '--config', 'team.yaml', ...previous);
    expect(after.contexts.map(({ id }) => id)).toEqual(['orders', 'people']);
    expect(after.metrics).toMatchObject(
      Object.fromEntries(
        changes.numbers.filter(({ name }) => name in after.metrics).map((each) => [each.name, each.after]),
      ),
    );
  });

  it('names every edit that cannot be understood', async () => {
    const { run, workingFolder } = analyst();
    const { exitCode, stdout } = await run('--json', '--what-if', 'mve a to b; split');
    expect(exitCode).toBe(2);
    expect((JSON.parse(stdout) as { error: { problems: unknown[] } }).error.problems).toHaveLength(2);
    const unknown = await run('--what-if', 'move no.such.ts to users');
    expect(unknown).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('edit 1: no module is called no.such.ts'),
    });
    expect(existsSync(join(workingFolder, 'banyan-report'))).toBe(false);
  });
});

describe('the analysis in the output folder', () => {
  it('gives its context ids to the next one, so that twice the same code is twice the same document', async () => {
    const { document, report, workingFolder } = analyst();
    const first = await document();
    const bytes = report();
    await document();
    expect(report()).toBe(bytes);
    const file = join(workingFolder, 'banyan-report/analysis.json');
    writeFileSync(file, bytes.replaceAll('"stock"', '"our-name"'));
    expect((await document()).contexts.map(({ id }) => id)).toEqual(['orders', 'our-name', 'users']);
    expect((await document()).contexts.map(({ id }) => id)).toEqual(['orders', 'our-name', 'users']);
    expect(await document('--no-previous')).toEqual(first);
  });

  it('is only said where it is none, and an error where it was named', async () => {
    const { run } = analyst({ 'banyan-report/analysis.json': '{"schemaVersion": 99}', 'other.json': 'no' });
    expect(await run()).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('is not an analysis of this version'),
    });
    expect((await run('--previous', 'other.json')).stderr).toContain('DOCUMENT_INVALID');
    expect((await run('--previous', 'none.json')).stderr).toContain('PATH_MISSING');
  });
});

describe('--contexts', () => {
  it('gives so many contexts, of those that belong together most', async () => {
    const { document } = analyst();
    const two = await document('--contexts', '2');
    expect(two.contexts).toHaveLength(2);
    expect((await document('--contexts', '3', '--no-previous')).contexts).toHaveLength(3);
    expect((await document('--contexts', '1', '--no-previous')).contexts).toHaveLength(1);
    expect(two.candidates.balanced.contexts.map(({ id }) => id)).toEqual(two.contexts.map(({ id }) => id));
  });

  it('says why where the code has not so many parts', async () => {
    const { run, document } = analyst();
    expect((await run('--contexts', '40')).stderr).toContain('40 contexts were asked for, and there are');
    expect((await document('--contexts', '40')).diagnostics.map(({ code }) => code)).toContain(
      'CONTEXT_COUNT_MISSED',
    );
    expect((await run('--contexts', 'many')).exitCode).toBe(2);
  });
});
