import { readdirSync, readFileSync } from 'node:fs';

/** CPU time in microseconds that the system has charged a process, its threads and its children so far. Linux only. */
export function cpuMicros(pid: number): number {
  let nanos = 0;
  for (const each of familyOf(pid)) {
    for (const task of tasksOf(each)) {
      nanos += Number(textOf(`/proc/${each}/task/${task}/schedstat`).split(' ')[0] ?? 0);
    }
  }
  return nanos / 1000;
}

/** Bytes that a process and its children hold in memory. */
export function residentBytes(pid: number): number {
  let kilobytes = 0;
  for (const each of familyOf(pid)) {
    kilobytes += Number(/^VmRSS:\s+(\d+) kB/m.exec(textOf(`/proc/${each}/status`))?.[1] ?? 0);
  }
  return kilobytes * 1024;
}

function familyOf(pid: number): number[] {
  const family = [pid];
  for (const task of tasksOf(pid)) {
    const children = textOf(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number);
    for (const child of children) family.push(...familyOf(child));
  }
  return family;
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** Empty for what has ended in the meantime. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
