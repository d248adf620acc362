import type { Clock } from '../clock.ts';
import type { Deadlines } from '../deadlines.ts';
import { headLimits } from '../head-limits.ts';
import type { HeadLimits } from '../http1/head-buffer.ts';
import type { Snapshot } from '../snapshot.ts';
import type { DestinationStatus } from '../observe/proxy-status.ts';
import { DestinationPools } from './destination-pools.ts';
import { ConnectionPool } from './connection-pool.ts';
import { SocketAttempt } from './socket-attempt.ts';
import type { AttemptEvents, AttemptHandle, OutboundRequest, Transport } from './transport.ts';

/** HTTP/1.1 on sockets, with a pool of kept connections per destination. */
export class SocketTransport implements Transport {
  #limits: HeadLimits;
  readonly #deadlines: Deadlines;
  readonly #clock: Clock;
  readonly #pools: DestinationPools<ConnectionPool>;

  constructor(snapshot: Snapshot, deadlines: Deadlines, clock: Clock) {
    this.#limits = headLimits(snapshot);
    this.#deadlines = deadlines;
    this.#clock = clock;
    this.#pools = new DestinationPools(
      (cluster, destination) =>
        new ConnectionPool(cluster, destination, this.#limits, this.#deadlines, this.#clock),
    );
  }

  send(request: OutboundRequest, events: AttemptEvents): AttemptHandle {
    const pool = this.#pools.of(request.cluster, request.destination);
    const attempt = new SocketAttempt(request, events, pool);
    pool.acquire(attempt);
    return attempt;
  }

  retain(snapshot: Snapshot): void {
    this.#limits = headLimits(snapshot);
    this.#pools.retain(snapshot);
  }

  usage(): DestinationStatus[] {
    return this.#pools.usage();
  }

  close(): void {
    this.#pools.close();
  }
}
