import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A server that the demo started: what it said so far, and how to end it. */
export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  /** Every line of stdout and stderr so far. */
  readonly lines: readonly string[];
  /** Resolves with the first line, past or future, that matches; rejects when the process ends or the time is over. */
  waitForLine(pattern: RegExp, timeoutMs: number): Promise<RegExpMatchArray>;
  /** Lines said after now only: for answers to a signal. */
  waitForNewLine(pattern: RegExp, timeoutMs: number): Promise<RegExpMatchArray>;
  signal(name: NodeJS.Signals): void;
  /** SIGTERM, then SIGKILL after `graceMs`; returns the exit code, or null when it had to be killed. */
  stop(graceMs: number): Promise<number | null>;
}

interface Launch {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly workingFolder: string;
}

/** Starts a server; it belongs to the caller, who must `stop` it. */
export function start(launch: Launch): RunningProcess {
  const child = spawn(launch.command, launch.arguments, {
    cwd: launch.workingFolder,
    env: { ...process.env, ...launch.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collectLines(child);
  return {
    name: launch.name,
    pid: child.pid ?? -1,
    lines: output.lines,
    waitForLine: (pattern, timeoutMs) => output.wait(pattern, timeoutMs, 0),
    waitForNewLine: (pattern, timeoutMs) => output.wait(pattern, timeoutMs, output.lines.length),
    signal: (name) => {
      child.kill(name);
    },
    stop: (graceMs) => stopChild(child, graceMs),
  };

  function collectLines(source: ChildProcess) {
    const lines: string[] = [];
    const listeners = new Set<() => void>();
    let end: string | undefined;
    const notify = (): void => {
      for (const listener of listeners) listener();
    };
    for (const stream of [source.stdout, source.stderr] as Readable[]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        notify();
      });
    }
    source.once('error', (error) => {
      end = error.message;
      notify();
    });
    source.once('close', (code, signal) => {
      end = `it ended with ${signal ?? `exit code ${code}`}`;
      notify();
    });
    const wait = (pattern: RegExp, timeoutMs: number, from: number): Promise<RegExpMatchArray> =>
      new Promise((resolve, reject) => {
        let next = from;
        const settle = (finish: () => void): void => {
          clearTimeout(timer);
          listeners.delete(check);
          finish();
        };
        const check = (): void => {
          for (; next < lines.length; next += 1) {
            const match = (lines[next] as string).match(pattern);
            if (match) return settle(() => resolve(match));
          }
          if (end !== undefined)
            settle(() => reject(failure(`${launch.name} did not print ${pattern}: ${end}`)));
        };
        const timer = setTimeout(() => {
          settle(() =>
            reject(failure(`${launch.name} did not print ${pattern} within ${timeoutMs / 1000} s`)),
          );
        }, timeoutMs);
        listeners.add(check);
        check();
      });
    const failure = (what: string): Error => new Error(`${what}\n${lines.slice(-20).join('\n')}`);
    return { lines, wait };
  }
}

async function stopChild(child: ChildProcess, graceMs: number): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await exit;
  clearTimeout(timer);
  return child.exitCode;
}

/** Runs a command to its end and returns what it printed; throws with its output when it fails. */
export async function runToEnd(launch: Launch): Promise<string> {
  const child = spawn(launch.command, launch.arguments, {
    cwd: launch.workingFolder,
    env: { ...process.env, ...launch.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${launch.name} failed with exit code ${code}\n${stdout}${stderr}`);
  return stdout;
}
