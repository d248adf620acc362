import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const bin = resolve('dist/cli/bin.js');

/** The built command line as a process of its own. */
export class CliProcess {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  #read = 0;
  readonly #exited: Promise<number>;

  constructor(argv: readonly string[], options: { cwd: string; environment?: Record<string, string> }) {
    if (!existsSync(bin)) throw new Error('dist/cli/bin.js is missing; run npm run build first');
    this.child = spawn(process.execPath, [bin, ...argv], {
      cwd: options.cwd,
      env: { PATH: process.env['PATH'], NO_COLOR: '1', ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.#exited = once(this.child, 'close').then(([code, signal]) => {
      if (typeof code === 'number') return code;
      throw new Error(`killed by ${String(signal)}`);
    });
    this.#exited.catch(() => undefined);
  }

  /** What matches on stderr next, after the last match; rejects when the process ends without it. */
  async next(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.stderr.slice(this.#read));
      if (found) {
        this.#read += found.index + found[0].length;
        return found;
      }
      if (this.child.exitCode !== null || !this.child.stderr?.readable)
        throw new Error(`ended without ${String(pattern)}:\n${this.stderr}`);
      const waiting = new AbortController();
      const { signal } = waiting;
      const news = [once(this.child.stderr, 'data', { signal }), once(this.child, 'close', { signal })];
      await Promise.race(news);
      waiting.abort();
      await Promise.allSettled(news);
    }
  }

  /** The exit code, once the process has ended and its output is complete. */
  exitCode(): Promise<number> {
    return this.#exited;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}
