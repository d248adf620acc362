import { describe, expect, it } from 'vitest';
import { analyzeCommand } from '../../../src/cli/commands/analyze.ts';
import type { Analysis } from '../../../src/model/analysis.ts';
import { gitRepository } from '../../support/git-repository.ts';
import { runCli } from '../../support/run-cli.ts';

const repository = () =>
  gitRepository([
    { files: { 'src/a.ts': '1', CODEOWNERS: '/src/ @team\n' } },
    { files: { 'src/a.ts': '2' } },
  ]);

async function analysed(
  ...options: readonly string[]
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  return runCli(['analyze', '--json', '--quiet', ...options], [analyzeCommand], {
    workingFolder: repository(),
    environment: { PATH: process.env['PATH'] ?? '' },
  });
}

async function historyWith(...options: readonly string[]): Promise<Analysis['history']> {
  const { stdout } = await analysed(...options);
  return (JSON.parse(stdout) as Analysis).history;
}

describe('banyan analyze', () => {
  it('reads the commits of the last 24 months before the newest one', async () =>
    expect(await historyWith()).toMatchObject({ state: 'read', since: '2022-05-01', commits: 2 }));

  it('reads those since a day, or all', async () => {
    expect(await historyWith('--history-since', '2024-05-02')).toMatchObject({ state: 'read', commits: 0 });
    expect(await historyWith('--history-since', 'all')).toMatchObject({ since: null, commits: 2 });
  });

  it('reads none with --no-history', async () =>
    expect(await historyWith('--no-history')).toMatchObject({ state: 'off', commits: 0 }));

  it.each(['yesterday', '2024-13-01', '2024-02-30', ''])('refuses the day "%s"', async (day) => {
    const { exitCode, stdout } = await analysed('--history-since', day);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'USAGE' } });
  });

  it('names the owners of modules', async () => {
    const { modules } = JSON.parse((await analysed()).stdout) as Analysis;
    expect(modules.map(({ path, owners }) => [path, owners])).toEqual([['src/a.ts', ['@team']]]);
  });
});
