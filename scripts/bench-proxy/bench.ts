import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import type { LoadOrder, LoadResult } from './load.ts';
import type { Peer } from './peers.ts';
import { cpuMicros } from './process-cost.ts';
import type { LoadCase } from './request.ts';

/** No order takes so long, whatever else the machine does. */
const PATIENCE_MS = 90_000;

/** Drives one load generator and reads what its requests cost. */
export class Bench {
  readonly backendPort: number;
  readonly #load: ChildProcess;
  readonly #rounds: number;
  readonly #slotMs: number;

  constructor(
    backendPort: number,
    load: ChildProcess,
    times: { readonly rounds: number; readonly slotMs: number },
  ) {
    this.backendPort = backendPort;
    this.#load = load;
    this.#rounds = times.rounds;
    this.#slotMs = times.slotMs;
  }

  async order(message: LoadOrder): Promise<LoadResult> {
    this.#load.send(message);
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const [result] = (await once(this.#load, 'message', { signal })) as [LoadResult];
    return result;
  }

  /** The result of a load on a port, and the CPU microseconds that a process spent on each of its requests; connecting is not counted. */
  async slot(
    { pid, port }: Pick<Peer, 'pid' | 'port'>,
    load: LoadCase,
    ms: number,
    leastRequests = 0,
  ): Promise<LoadResult & { micros: number }> {
    await this.order({ order: 'connect', port, load, asksOnce: true });
    const before = cpuMicros(pid);
    const result = await this.order({ order: 'run', ms, leastRequests });
    const micros = (cpuMicros(pid) - before) / result.requests;
    await this.order({ order: 'close' });
    if (result.failures > 0) console.error(`${result.failures} of ${result.requests} requests failed`);
    return { ...result, micros };
  }

  /** CPU microseconds per request of each peer under one load, slot by slot. */
  compare(peers: readonly Peer[], load: LoadCase): Promise<number[][]> {
    return this.alternate(peers.map((peer) => ({ peer, load })));
  }

  /** The same, each under a load of its own. They take turns, so that a busy machine is busy for all; and a slot has
   * so many requests at least that what opening and closing connections leaves behind does not count. */
  async alternate(contestants: readonly { peer: Peer; load: LoadCase }[]): Promise<number[][]> {
    for (const { peer, load } of contestants) await this.slot(peer, load, 0, load.warmUpRequests);
    const costs = contestants.map((): number[] => []);
    for (let round = 0; round < this.#rounds; round++) {
      for (const [index, { peer, load }] of contestants.entries())
        costs[index]?.push((await this.slot(peer, load, this.#slotMs, load.warmUpRequests / 8)).micros);
    }
    return costs;
  }
}

export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

/** How many times as much each slot cost as its neighbour: median, and the range of the middle half. */
export function ratio(costs: readonly number[], than: readonly number[]): string {
  const ratios = costs.map((cost, index) => cost / (than[index] ?? Number.NaN)).sort((a, b) => a - b);
  const at = (share: number) => (ratios[Math.floor((ratios.length - 1) * share)] ?? Number.NaN).toFixed(2);
  return `${at(0.5)} (${at(0.25)}–${at(0.75)})`;
}

export function micros(costs: readonly number[]): string {
  return `${median(costs).toFixed(1)} µs`;
}

export function busyness(): string {
  return `load average ${loadavg()[0]?.toFixed(1)}`;
}
