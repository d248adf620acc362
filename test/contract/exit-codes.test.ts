import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { exitCodes } from '../../src/cli/run.ts';
import { BanyanError } from '../../src/errors/banyan-error.ts';
import { errorCodes } from '../../src/errors/codes.ts';
import { runCli } from '../support/run-cli.ts';
import { CliProcess } from '../support/spawn-cli.ts';

function verb(run: Command['run']): Command {
  return { name: 'graft', summary: 'join two trees', arguments: [], options: [], examples: [], run };
}

const exitCodeOf = async (run: Command['run'], signal?: AbortSignal) =>
  (await runCli(['graft'], [verb(run)], signal && { signal })).exitCode;

describe('exit codes', () => {
  it('are the documented ones', () => {
    const page = readFileSync('docs/reference/errors.md', 'utf8');
    const documented = [...page.matchAll(/^\| ([0-9]+) \|/gm)].map(([, code]) => Number(code));
    expect(documented).toEqual(Object.values(exitCodes));
  });

  it('are 0 when all is fine and 1 when a command has findings', async () => {
    expect(await exitCodeOf(() => Promise.resolve(exitCodes.fine))).toBe(0);
    expect(await exitCodeOf(() => Promise.resolve(exitCodes.findings))).toBe(1);
  });

  it.each(Object.entries(errorCodes))('follow the table for %s', async (code, row) => {
    expect(
      await exitCodeOf(() => Promise.reject(new BanyanError(code as keyof typeof errorCodes, row.title))),
    ).toBe(row.exitCode);
  });

  it('are 70 for a defect and 130 for an interruption', async () => {
    expect(await exitCodeOf(() => Promise.reject(new TypeError('ours')))).toBe(70);
    const interruption = AbortSignal.abort();
    expect(await exitCodeOf(() => Promise.reject(new Error('gave up')), interruption)).toBe(130);
  });

  it('come with a document where one was asked for, also without a result', async () => {
    const fail = () => Promise.reject(new TypeError('ours'));
    const said = async (signal?: AbortSignal) =>
      JSON.parse((await runCli(['graft', '--json'], [verb(fail)], signal && { signal })).stdout) as unknown;
    expect(await said()).toEqual({ schemaVersion: 1, error: { code: 'DEFECT', message: 'ours' } });
    expect(await said(AbortSignal.abort())).toMatchObject({ error: { code: 'INTERRUPTED' } });
  });

  it.each([
    [['--version'], 0],
    [['--help'], 0],
    [['proxy', 'run', '--help'], 0],
    [['prune'], 2],
    [['proxy', 'validate', '--config', 'missing.yaml'], 2],
    [['proxy', 'validate', '--nonsense'], 2],
  ])('leave the built command line: %j ends with %i', async (argv, expected) => {
    expect(await new CliProcess(argv, { cwd: process.cwd() }).exitCode()).toBe(expected);
  });
});
