import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Division } from '../../../src/analyzer/judge/metrics/division.ts';

/** One application of the replication material of Mono2Micro: classes, the calls between them, and partitions of Mono2Micro. */
export interface Application {
  readonly name: string;
  /** Classes that call or are called, sorted; the root of the traces is none. */
  readonly classes: readonly string[];
  readonly uses: Division['uses'];
  /** Published partitions, by the number that they were asked for. */
  readonly partitions: ReadonlyMap<number, ReadonlyMap<string, string>>;
}

export const applicationNames = ['acmeair', 'daytrader', 'jpetstore', 'plants'] as const;

/** Reads `datasets_runtime/<name>/mono2micro_output` of a check-out of kaliaanup/Mono2Micro-FSE-2021. */
export function readApplication(folder: string, name: string): Application {
  const output = join(folder, 'datasets_runtime', name, 'mono2micro_output');
  const volumes = readJson(join(output, 'runtime_call_volume.json'));
  const uses = Object.entries(volumes).flatMap(([ends, volume]) => {
    const [from = '', to = ''] = ends.split('--');
    const isOfRoot = [from, to].some((each) => each === '' || each.toLowerCase() === 'root');
    return isOfRoot || from === to ? [] : [{ from, to, weight: Number(volume) }];
  });
  const partitions = new Map<number, ReadonlyMap<string, string>>();
  for (const file of existsSync(output) ? readdirSync(output).sort() : []) {
    const asked = /^vertical_cluster_assignment_(\d+)\.json$/.exec(file)?.[1];
    if (asked === undefined) continue;
    const assigned = Object.entries(readJson(join(output, file))).filter(([each]) => each !== 'Root');
    partitions.set(Number(asked), new Map(assigned.map(([each, part]) => [each, String(part)])));
  }
  return {
    name,
    classes: [...new Set(uses.flatMap(({ from, to }) => [from, to]))].sort(),
    uses,
    partitions: new Map([...partitions].sort(([a], [b]) => a - b)),
  };
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
}
