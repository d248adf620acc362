import type { Deadlines } from '../deadlines.ts';
import type { AttemptEvents, AttemptHandle, OutboundRequest, Transport } from '../forward/transport.ts';
import { headLimits } from '../head-limits.ts';
import type { HeadLimits } from '../http1/head-buffer.ts';
import type { DestinationStatus } from '../observe/proxy-status.ts';
import type { Cluster, Destination, Snapshot } from '../snapshot.ts';
import { SessionPool } from './session-pool.ts';
import { StreamAttempt } from './stream-attempt.ts';

/** HTTP/2 to destinations: attempts are streams of sessions that they share. */
export class Http2Transport implements Transport {
  #limits: HeadLimits;
  readonly #deadlines: Deadlines;
  readonly #pools = new Map<Destination, SessionPool>();

  constructor(snapshot: Snapshot, deadlines: Deadlines) {
    this.#limits = headLimits(snapshot);
    this.#deadlines = deadlines;
  }

  send(request: OutboundRequest, events: AttemptEvents): AttemptHandle {
    const pool = this.#poolOf(request.cluster, request.destination);
    return new StreamAttempt(request, events, pool);
  }

  retain(snapshot: Snapshot): void {
    this.#limits = headLimits(snapshot);
    const named = new Set([...snapshot.clusters.values()].flatMap(({ destinations }) => destinations));
    for (const [destination, pool] of this.#pools) {
      if (named.has(destination)) continue;
      this.#pools.delete(destination);
      pool.retire();
    }
  }

  usage(): DestinationStatus[] {
    return [...this.#pools].map(([destination, pool]) => ({
      cluster: pool.clusterName,
      destination: destination.name,
      ...pool.usage,
    }));
  }

  close(): void {
    for (const pool of this.#pools.values()) pool.close();
    this.#pools.clear();
  }

  #poolOf(cluster: Cluster, destination: Destination): SessionPool {
    const known = this.#pools.get(destination);
    if (known !== undefined) return known;
    const pool = new SessionPool(cluster, destination, this.#limits, this.#deadlines);
    this.#pools.set(destination, pool);
    return pool;
  }
}
