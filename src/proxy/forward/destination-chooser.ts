import type { Cluster, Destination } from '../snapshot.ts';

/** Takes the destinations of a cluster in turn. */
export class DestinationChooser {
  readonly #turns = new WeakMap<Cluster, number>();

  /** The next destination, not `failed` while there is another; undefined for a cluster without destinations. */
  next(cluster: Cluster, failed: Destination | undefined): Destination | undefined {
    const { destinations } = cluster;
    if (destinations.length < 2) return destinations[0];
    const turn = this.#turns.get(cluster) ?? 0;
    this.#turns.set(cluster, (turn + 1) % destinations.length);
    const chosen = destinations[turn % destinations.length];
    return chosen === failed ? destinations[(turn + 1) % destinations.length] : chosen;
  }
}
