import type { Deadlines } from '../deadlines.ts';
import type { Cluster, Snapshot } from '../snapshot.ts';
import { ClusterState } from './cluster-state.ts';
import type { ClusterStatus } from './cluster-status.ts';

/** The live state of every cluster, by name. */
export class ClusterStates {
  readonly #deadlines: Deadlines;
  readonly #random: () => number;
  readonly #states = new Map<string, ClusterState>();

  constructor(snapshot: Snapshot, deadlines: Deadlines, random: () => number) {
    this.#random = random;
    this.#deadlines = deadlines;
    this.retain(snapshot);
  }

  /** An exchange that began with an earlier snapshot may bring a cluster that is no more. */
  of(cluster: Cluster): ClusterState {
    return this.#states.get(cluster.name) ?? new ClusterState(cluster, this.#deadlines, this.#random);
  }

  /** Follows a new snapshot: clusters that keep their name keep their state. */
  retain(snapshot: Snapshot): void {
    for (const name of this.#states.keys()) if (!snapshot.clusters.has(name)) this.#states.delete(name);
    for (const cluster of snapshot.clusters.values()) {
      const known = this.#states.get(cluster.name);
      if (known === undefined)
        this.#states.set(cluster.name, new ClusterState(cluster, this.#deadlines, this.#random));
      else known.configure(cluster);
    }
  }

  all(): Iterable<ClusterState> {
    return this.#states.values();
  }

  status(): readonly ClusterStatus[] {
    return [...this.#states.values()].map((state) => state.status());
  }
}
