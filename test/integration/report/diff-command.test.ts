import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { plannedAnalysis } from '../../support/planned-analysis.ts';
import { runCli } from '../../support/run-cli.ts';

const before = plannedAnalysis();
const after = { ...before, verdict: { ...before.verdict, decision: 'do-not-split' as const } };
const workingFolder = mkdtempSync(join(tmpdir(), 'banyan-diff-'));
writeFileSync(join(workingFolder, 'before.json'), JSON.stringify(before));
writeFileSync(join(workingFolder, 'after.json'), JSON.stringify(after));

const run = (...words: string[]) => runCli(['diff', ...words], commands, { workingFolder });

describe('banyan diff', () => {
  it('is silent where nothing is different', async () => {
    for (const form of [[], ['--markdown'], ['--exit-code']])
      expect(await run('before.json', 'before.json', ...form)).toEqual({
        exitCode: 0,
        stdout: '',
        stderr: '',
      });
    const json = JSON.parse((await run('before.json', 'before.json', '--json')).stdout) as Record<
      string,
      unknown
    >;
    expect(json).toMatchObject({
      schemaVersion: 1,
      numbers: [],
      moved: [],
      crossings: { appeared: [], gone: [] },
    });
  });

  it('says what is, and is an error only when asked to be', async () => {
    const text = await run('before.json', 'after.json');
    expect(text.exitCode).toBe(0);
    expect(text.stdout).toMatch(/^The verdict changes: split → do-not-split\n/);
    expect(text.stderr).toBe('\nNext: banyan plan --from after.json\n');
    const markdown = await run('before.json', 'after.json', '--markdown', '--exit-code');
    expect(markdown.exitCode).toBe(1);
    expect(markdown.stdout).toContain('The verdict changes: split → **do-not-split**.');
  });

  it('names the document that it cannot read', async () => {
    const missing = await run('before.json');
    expect(missing.exitCode).toBe(2);
    expect(missing.stderr).toContain('Cannot read the analysis banyan-report/analysis.json');
  });
});
