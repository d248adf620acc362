import { canonical, type Partition } from './partition.ts';
import { forEachEdge, type WeightedGraph } from './weighted-graph.ts';

/** Communities that can be merged one pair at a time, with the weights between them kept up to date. */
interface Merging {
  /** Communities that hold at least one counted node. */
  count(): number;
  /** Counted nodes of a community. */
  sizeOf(community: number): number;
  communities(): number[];
  neighbours(community: number): ReadonlyMap<number, number>;
  /** Sum of the weights at the community's nodes. */
  volume(community: number): number;
  merge(into: number, from: number): void;
  partition(): Partition;
}

/**
 * Coarser and coarser partitions: the best pair of adjacent communities is merged until each of the wanted counts is
 * reached; the result has one partition per entry of `counts` (descending).
 *
 * The best pair has the highest weight between them relative to what chance would put there, `w / (volume · volume)`,
 * so that large communities are not joined for being large. Where nothing is adjacent any more, a partition keeps more
 * communities than wanted. Nodes from `countedNodes` on take part but do not count as members.
 * O(merges · adjacent pairs) time.
 */
export function agglomerate(
  graph: WeightedGraph,
  partition: Partition,
  counts: readonly number[],
  countedNodes: number,
): Partition[] {
  const merging = startMerging(graph, partition, countedNodes);
  return counts.map((count) => {
    while (merging.count() > count) {
      const pair = closestPair(merging);
      if (!pair) break;
      merging.merge(...pair);
    }
    return merging.partition();
  });
}

/** Merges each community of fewer than `minSize` counted nodes, the smallest first, into its closest neighbour. */
export function foldSmall(
  graph: WeightedGraph,
  partition: Partition,
  minSize: number,
  countedNodes: number,
): Partition {
  const merging = startMerging(graph, partition, countedNodes);
  for (;;) {
    const smallest = merging
      .communities()
      .filter((each) => merging.sizeOf(each) < minSize && merging.neighbours(each).size > 0)
      .reduce<number | undefined>(
        (best, each) => (best === undefined || merging.sizeOf(each) < merging.sizeOf(best) ? each : best),
        undefined,
      );
    if (smallest === undefined) return merging.partition();
    merging.merge(strongest(merging, smallest), smallest);
  }
}

function closestPair(merging: Merging): [number, number] | undefined {
  let best: [number, number] | undefined;
  let bestCloseness = 0;
  for (const a of merging.communities()) {
    for (const [b, weight] of merging.neighbours(a)) {
      if (b < a) continue;
      const closeness = weight / (merging.volume(a) * merging.volume(b));
      if (closeness > bestCloseness * (1 + 1e-9)) {
        best = [a, b];
        bestCloseness = closeness;
      }
    }
  }
  return best;
}

function strongest(merging: Merging, community: number): number {
  const [first, ...rest] = [...merging.neighbours(community)].sort(([a], [b]) => a - b);
  return rest.reduce(
    (best, each) => (each[1] > best[1] * (1 + 1e-9) ? each : best),
    first as [number, number],
  )[0];
}

function startMerging(graph: WeightedGraph, partition: Partition, countedNodes: number): Merging {
  const labels = canonical(partition);
  const rows = new Map<number, Map<number, number>>();
  const volumes = new Map<number, number>();
  const sizes = new Map<number, number>();
  const home = new Map<number, number>();
  labels.forEach((label, node) => {
    rows.set(label, rows.get(label) ?? new Map<number, number>());
    sizes.set(label, (sizes.get(label) ?? 0) + (node < countedNodes ? 1 : 0));
    home.set(label, label);
  });
  forEachEdge(graph, (source, target, weight) => {
    const a = labels[source] as number;
    const b = labels[target] as number;
    for (const end of [a, b]) volumes.set(end, (volumes.get(end) ?? 0) + weight);
    if (a !== b) connect(rows, a, b, weight);
  });
  let count = [...sizes.values()].filter((size) => size > 0).length;
  const resolve = (label: number): number => {
    let current = label;
    for (let next = home.get(current); next !== undefined && next !== current; next = home.get(current)) {
      current = next;
    }
    return current;
  };
  return {
    count: () => count,
    sizeOf: (community) => sizes.get(community) ?? 0,
    communities: () => [...rows.keys()].sort((a, b) => a - b),
    neighbours: (community) => rows.get(community) ?? new Map<number, number>(),
    volume: (community) => volumes.get(community) ?? 0,
    merge(into, from) {
      if (this.sizeOf(into) > 0 && this.sizeOf(from) > 0) count--;
      sizes.set(into, this.sizeOf(into) + this.sizeOf(from));
      volumes.set(into, this.volume(into) + this.volume(from));
      for (const [other, weight] of this.neighbours(from)) {
        rows.get(other)?.delete(from);
        if (other !== into) connect(rows, into, other, weight);
      }
      rows.delete(from);
      sizes.delete(from);
      home.set(from, into);
    },
    partition: () => canonical(labels.map(resolve)),
  };
}

function connect(rows: Map<number, Map<number, number>>, a: number, b: number, weight: number): void {
  const left = rows.get(a);
  const right = rows.get(b);
  left?.set(b, (left.get(b) ?? 0) + weight);
  right?.set(a, (right.get(a) ?? 0) + weight);
}
