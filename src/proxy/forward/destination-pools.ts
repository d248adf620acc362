import type { Cluster, Destination, Snapshot } from '../snapshot.ts';
import type { DestinationStatus } from '../observe/proxy-status.ts';

/** The kept connections to one destination. */
interface DestinationPool {
  readonly clusterName: string;
  readonly usage: Omit<DestinationStatus, 'cluster' | 'destination'>;
  /** Takes nothing new; attempts in flight finish. */
  retire(): void;
  /** Ends every connection at once. */
  close(): void;
}

/** One pool for each destination that was asked. */
export class DestinationPools<Pool extends DestinationPool> {
  readonly #create: (cluster: Cluster, destination: Destination) => Pool;
  readonly #pools = new Map<Destination, Pool>();

  constructor(create: (cluster: Cluster, destination: Destination) => Pool) {
    this.#create = create;
  }

  of(cluster: Cluster, destination: Destination): Pool {
    const known = this.#pools.get(destination);
    if (known !== undefined) return known;
    const pool = this.#create(cluster, destination);
    this.#pools.set(destination, pool);
    return pool;
  }

  /** Retires the pools of destinations that the snapshot does not name. */
  retain(snapshot: Snapshot): void {
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
}
