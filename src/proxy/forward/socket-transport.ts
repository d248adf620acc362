import type { Clock } from '../clock.ts';
import type { Deadlines } from '../deadlines.ts';
import { headLimits } from '../head-limits.ts';
import type { HeadLimits } from '../http1/head-buffer.ts';
import type { Cluster, Destination, Snapshot } from '../snapshot.ts';
import type { DestinationStatus } from '../observe/proxy-status.ts';
import { ConnectionPool } from './connection-pool.ts';
import { SocketAttempt } from './socket-attempt.ts';
import type { AttemptEvents, AttemptHandle, OutboundRequest, Transport } from './transport.ts';

/** HTTP/1.1 on sockets, with a pool of kept connections per destination. */
export class SocketTransport implements Transport {
  #limits: HeadLimits;
  readonly #deadlines: Deadlines;
  readonly #clock: Clock;
  readonly #pools = new Map<Destination, ConnectionPool>();

  constructor(snapshot: Snapshot, deadlines: Deadlines, clock: Clock) {
    this.#limits = headLimits(snapshot);
    this.#deadlines = deadlines;
    this.#clock = clock;
  }

  send(request: OutboundRequest, events: AttemptEvents): AttemptHandle {
    const pool = this.#poolOf(request.cluster, request.destination);
    const attempt = new SocketAttempt(request, events, pool);
    pool.acquire(attempt);
    return attempt;
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

  /** The state of every pool, in the order in which the destinations were first asked. */
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

  #poolOf(cluster: Cluster, destination: Destination): ConnectionPool {
    const known = this.#pools.get(destination);
    if (known !== undefined) return known;
    const pool = new ConnectionPool(cluster, destination, this.#limits, this.#deadlines, this.#clock);
    this.#pools.set(destination, pool);
    return pool;
  }
}
