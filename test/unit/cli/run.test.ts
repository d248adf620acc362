import { describe, expect, it } from 'vitest';
import type { Command, Invocation } from '../../../src/cli/command.ts';
import { BanyanError } from '../../../src/errors/banyan-error.ts';
import { runCli } from '../../support/run-cli.ts';

function command(run: (invocation: Invocation) => number | Promise<number>): Command {
  return {
    name: 'sow',
    summary: 'sow a seed',
    arguments: [{ syntax: '[field]', summary: 'where to sow' }],
    options: [{ flags: '--depth <cm>', summary: 'how deep', default: '2' }],
    examples: ['banyan sow north'],
    run: async (invocation) => run(invocation),
  };
}

describe('the command line', () => {
  it('hands arguments and options to the command and returns its exit code', async () => {
    const seen: unknown[] = [];
    const sow = command(({ arguments: [field], options }) => {
      seen.push(field, options['depth']);
      return 1;
    });
    expect((await runCli(['sow', 'north', '--depth', '5'], [sow])).exitCode).toBe(1);
    expect(seen).toEqual(['north', '5']);
  });

  it('prints help on stdout and exits 0 when called with nothing', async () => {
    const { exitCode, stdout, stderr } = await runCli([], [command(() => 0)]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('sow a seed');
    expect(stderr).toBe('');
  });

  it('suggests the nearest command for a misspelt one and exits 2', async () => {
    const { exitCode, stdout, stderr } = await runCli(['sew'], [command(() => 0)]);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Did you mean sow?');
    expect(stderr).toContain('fix:');
  });

  it('tells what, where and how to fix when a command fails for a reason the user can change', async () => {
    const failing = command(() => {
      throw new BanyanError('CONFIG_INVALID', 'proxy.yaml has 1 problem', {
        problems: [{ where: 'proxy.yaml:3:5', what: 'port must be at most 65535' }],
      });
    });
    const { exitCode, stderr } = await runCli(['sow'], [failing]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('error CONFIG_INVALID: proxy.yaml has 1 problem');
    expect(stderr).toContain('  proxy.yaml:3:5: port must be at most 65535');
    expect(stderr).toMatch(/^fix: /m);
  });

  it('prints the error as a document on stdout with --json', async () => {
    const failing = command(() => {
      throw new BanyanError('PATH_MISSING', 'no such folder: north');
    });
    const { stdout, stderr } = await runCli(['sow', '--json'], [failing]);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, error: { code: 'PATH_MISSING' } });
    expect(stderr).toBe('');
  });

  it('calls an unexpected failure a defect of its own and exits 70', async () => {
    const broken = command(() => {
      throw new TypeError('undefined is not a seed');
    });
    const { exitCode, stderr } = await runCli(['sow'], [broken]);
    expect(exitCode).toBe(70);
    expect(stderr).toContain('undefined is not a seed');
  });

  it('exits 130 when a command gave up because it was interrupted', async () => {
    const interruption = new AbortController();
    const patient = command(({ signal }) => {
      interruption.abort();
      signal.throwIfAborted();
      return 0;
    });
    const { exitCode } = await runCli(['sow'], [patient], { signal: interruption.signal });
    expect(exitCode).toBe(130);
  });
});

describe('the terminal', () => {
  const colourful = command(({ terminal }) => {
    terminal.progress('sowing 1 of 2');
    terminal.note('sown');
    terminal.result(terminal.colors.green('ripe'));
    return 0;
  });

  it('colours and shows progress where a person is looking', async () => {
    const { stdout, stderr } = await runCli(['sow'], [colourful], { isTerminal: true });
    expect(stdout).toContain('\u001b[32mripe');
    expect(stderr).toContain('sowing 1 of 2');
  });

  it.each([
    ['the output is piped', { isTerminal: false }],
    ['NO_COLOR is set', { isTerminal: true, environment: { NO_COLOR: '1' } }],
  ])('does not colour when %s', async (_, options) => {
    const { stdout } = await runCli(['sow'], [colourful], options);
    expect(stdout).toBe('ripe\n');
  });

  it('shows no progress in CI and no notes with --quiet', async () => {
    const inCi = await runCli(['sow'], [colourful], { isTerminal: true, environment: { CI: 'true' } });
    expect(inCi.stderr).toBe('sown\n');
    const quiet = await runCli(['sow', '--quiet'], [colourful], { isTerminal: true });
    expect(quiet.stderr).toBe('');
  });
});
