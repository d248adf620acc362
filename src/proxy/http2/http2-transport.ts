import type { Deadlines } from '../deadlines.ts';
import { DestinationPools } from '../forward/destination-pools.ts';
import type { AttemptEvents, AttemptHandle, OutboundRequest, Transport } from '../forward/transport.ts';
import { headLimits } from '../head-limits.ts';
import type { HeadLimits } from '../http1/head-buffer.ts';
import type { DestinationStatus } from '../observe/proxy-status.ts';
import type { Snapshot } from '../snapshot.ts';
import { SessionPool } from './session-pool.ts';
import { StreamAttempt } from './stream-attempt.ts';

/** HTTP/2 to destinations: attempts are streams of sessions that they share. */
export class Http2Transport implements Transport {
  #limits: HeadLimits;
  readonly #deadlines: Deadlines;
  readonly #pools: DestinationPools<SessionPool>;

  constructor(snapshot: Snapshot, deadlines: Deadlines) {
    this.#limits = headLimits(snapshot);
    this.#deadlines = deadlines;
    this.#pools = new DestinationPools(
      (cluster, destination) => new SessionPool(cluster, destination, this.#limits, this.#deadlines),
    );
  }

  send(request: OutboundRequest, events: AttemptEvents): AttemptHandle {
    const pool = this.#pools.of(request.cluster, request.destination);
    return new StreamAttempt(request, events, pool);
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
