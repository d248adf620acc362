import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What one run of a program took, its threads included; the last line that it printed. */
export interface Measured {
  readonly cpuMs: number;
  readonly wallMs: number;
  /** The most memory that it held. */
  readonly peakMb: number;
  readonly said: string;
  readonly exitCode: number | null;
}

/** Reports the use of resources of a process as its last words on stderr. */
const meter =
  "data:text/javascript,process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write('\\n%5Bused%5D '+JSON.stringify([u.userCPUTime+u.systemCPUTime,u.maxRSS])+'\\n')})";

/** Runs a program of Node and measures it from its start to its end. */
export async function measure(args: readonly string[], workingFolder: string): Promise<Measured> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', meter, ...args], {
    cwd: workingFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    ended(child),
  ]);
  const used = /\[used\] (\[.*\])/.exec(stderr)?.[1];
  const [cpuUs = 0, peakKb = 0] = JSON.parse(used ?? '[]') as number[];
  return {
    cpuMs: cpuUs / 1_000,
    wallMs: performance.now() - startedAt,
    peakMb: peakKb / 1_000,
    said: (stdout.trim() || stderr.replace(/\[used\].*/, '').trim()).split('\n').at(-1) ?? '',
    exitCode,
  };
}

/** The least of several runs: what else the machine does only ever adds. */
export async function measureBest(
  times: number,
  args: readonly string[],
  workingFolder: string,
): Promise<Measured> {
  const runs: Measured[] = [];
  for (let run = 0; run < times; run++) runs.push(await measure(args, workingFolder));
  return runs.sort((a, b) => a.cpuMs - b.cpuMs)[0] as Measured;
}

/** One to five minutes of load, as the system counts it; empty where it does not. */
export function load(): string {
  try {
    return readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 2).join(', ');
  } catch {
    return '';
  }
}

async function textOf(stream: ChildProcess['stdout']): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.on('close', resolve);
  });
}
