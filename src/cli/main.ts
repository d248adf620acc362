import { readFileSync } from 'node:fs';
import type { Command } from './command.ts';
import { formatError } from './format-error.ts';
import { guardStreams } from './guard-streams.ts';
import { exitCodes, run } from './run.ts';

/** Runs the command line of this process over some verbs, with its streams and signals, and sets its exit code. */
export async function main(commands: readonly Command[]): Promise<void> {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const { version } = manifest as { version: string };
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // The first asks for an orderly end; who asks twice does not want to wait for it.
      if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
      interruption.abort();
    });
  }
  let failedOutput: number | null = null;
  guardStreams(process, (error) => {
    failedOutput = error.exitCode;
    process.exitCode = failedOutput;
    process.stderr.write(`${formatError(error)}\n`);
  });
  const exitCode = await run(process.argv.slice(2), commands, {
    stdout: process.stdout,
    stderr: process.stderr,
    version,
    workingFolder: process.cwd(),
    environment: process.env,
    today: () => new Date().toISOString().slice(0, 10),
    signal: interruption.signal,
    // Threads of Node 20 read no TypeScript.
    hasThreads: import.meta.url.endsWith('.js'),
    onSignal(signal, listener) {
      process.on(signal, listener);
      return () => process.off(signal, listener);
    },
  });
  // The stream may fail before or after this line.
  process.exitCode = failedOutput ?? exitCode;
}
