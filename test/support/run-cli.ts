import { run } from '../../src/cli/run.ts';
import type { Command } from '../../src/cli/command.ts';

export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in process over captured streams; `isTerminal` makes both of them look like a terminal. */
export async function runCli(
  argv: readonly string[],
  commands: readonly Command[],
  options: {
    environment?: Record<string, string>;
    /** `YYYY-MM-DD`. */
    today?: string;
    isTerminal?: boolean;
    workingFolder?: string;
    signal?: AbortSignal;
  } = {},
): Promise<CliResult> {
  const captured = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY: options.isTerminal ?? false,
    columns: 100,
    write(text: string) {
      captured[name] += text;
    },
  });
  const exitCode = await run(argv, commands, {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    version: '0.0.0-test',
    workingFolder: options.workingFolder ?? process.cwd(),
    environment: options.environment ?? {},
    today: () => options.today ?? '2026-11-21',
    signal: options.signal ?? new AbortController().signal,
    onSignal: () => () => undefined,
  });
  return { exitCode, ...captured };
}
