import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A generation for new objects that does not grow with the load: what is left growing is a leak. */
const SMALL_HEAP = ['--max-semi-space-size=2', '--max-old-space-size=128'];

/** The built program on a configuration of its own. */
export interface ProxyProcess {
  readonly port: number;
  /** Changes the configuration that it follows. */
  reload(configuration: string): void;
  /** Of the process, in MB; NaN where the operating system does not say. */
  residentMegabytes(): number;
  stop(): Promise<void>;
}

export async function startProxyProcess(configuration: string): Promise<ProxyProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-soak-'));
  const file = join(folder, 'proxy.yaml');
  const write = (text: string): void => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };
  write(configuration);
  const child = spawn(
    process.execPath,
    [...SMALL_HEAP, resolve('dist/cli/bin.js'), 'proxy', 'run', '--config', file],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env['PATH'], NO_COLOR: '1' },
    },
  );
  let output = '';
  child.stderr.setEncoding('utf8');
  const port = await new Promise<number>((done, fail) => {
    child.once('exit', () => fail(new Error(`the proxy ended:\n${output}`)));
    child.stderr.on('data', (text: string) => {
      output = (output + text).slice(-10_000);
      const found = /listening on http:\S+:(\d+)/.exec(output);
      if (found) done(Number(found[1]));
    });
  });
  return {
    port,
    reload: write,
    residentMegabytes: () => residentMegabytes(child.pid),
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
      rmSync(folder, { recursive: true });
    },
  };
}

function residentMegabytes(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
  } catch {
    return Number.NaN;
  }
}
