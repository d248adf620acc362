import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { plannedAnalysis } from '../../support/planned-analysis.ts';
import { runCli } from '../../support/run-cli.ts';
import { sourceTree } from '../../support/source-tree.ts';

function banyan(...argv: string[]) {
  const folder = sourceTree({});
  mkdirSync(join(folder, 'banyan-report'));
  writeFileSync(join(folder, 'banyan-report/analysis.json'), JSON.stringify(plannedAnalysis()));
  return runCli(argv, commands, { workingFolder: folder });
}

describe('banyan plan', () => {
  it('gives the order with reasons, and names the first step as what is next', async () => {
    const { exitCode, stdout, stderr } = await banyan('plan');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('worth: 50 % of the modules');
    expect(stderr).toContain('Next: banyan plan orders');
  });

  it('gives the work for a context, whatever case its name is written in', async () => {
    const { exitCode, stdout, stderr } = await banyan('plan', 'ORDERS');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Take out orders: step 1 of 2');
    expect(stdout).toContain('[ ] orders → users: Users.find of src/users/user.ts');
    expect(stderr).toContain('Next: banyan proxy init');
  });

  it('gives one document with --json, and a task list with --markdown', async () => {
    const { stdout } = await banyan('plan', 'orders', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, step: { context: 'orders' } });
    expect((await banyan('plan', 'orders', '--markdown')).stdout).toContain('- [ ] GET /api/orders');
    const all = JSON.parse((await banyan('plan', '--json')).stdout) as { steps: unknown[]; cuts: unknown[] };
    expect([all.steps.length, all.cuts.length]).toEqual([2, 3]);
  });

  it.each([
    [['plan', 'ordrs'], 'has no context ordrs; did you mean orders?'],
    [['plan', 'legacy'], 'The analysis says no work for legacy'],
    [['plan', '--json', '--markdown'], '--markdown and --json exclude each other'],
    [['plan', '--from', 'gone.json'], 'Cannot read the analysis gone.json'],
  ])('%j is for the user to fix', async (argv, message) => {
    const { exitCode, stdout, stderr } = await banyan(...argv);
    expect(exitCode).toBe(2);
    expect(stdout + stderr).toContain(message);
  });
});
