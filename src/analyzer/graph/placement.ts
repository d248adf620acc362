import { togetherness } from './ensemble.ts';
import { membersOf, type Partition } from './partition.ts';
import { forEachEdge, type WeightedGraph } from './weighted-graph.ts';

/** What perturbed runs say about the places that a partition gives to its nodes. */
export interface Placement {
  /** Per node: mean share of the runs, 0..1, in which it is together with another node of its community. */
  readonly own: Float64Array;
  /** Per node: the other community that it is together with most, of equals the first; -1 where it never is. */
  readonly rival: Int32Array;
  /** Per node: mean share of the runs, 0..1, in which it is together with a node of its rival. */
  readonly rivalShare: Float64Array;
}

/** Counts who is together with whom. O(runs · nodes · communities that share a community of a run). */
export function placementOf(partition: Partition, runs: readonly Partition[]): Placement {
  const members = membersOf(partition);
  const shares = Array.from(partition, () => new Map<number, number>());
  for (const run of runs) {
    const presence = presenceIn(run, partition);
    run.forEach((label, node) => {
      const own = partition[node] as number;
      for (const [community, count] of presence[label] as Map<number, number>) {
        const others = (members[community] as number[]).length - (community === own ? 1 : 0);
        const together = count - (community === own ? 1 : 0);
        const share = others === 0 ? 1 : together / others;
        const row = shares[node] as Map<number, number>;
        row.set(community, (row.get(community) ?? 0) + share / runs.length);
      }
    });
  }
  return summarise(partition, shares);
}

/** By label of the run: how many nodes of each community it holds. */
function presenceIn(run: Partition, partition: Partition): Map<number, number>[] {
  const presence: Map<number, number>[] = [];
  run.forEach((label, node) => {
    const row = (presence[label] ??= new Map<number, number>());
    const community = partition[node] as number;
    row.set(community, (row.get(community) ?? 0) + 1);
  });
  return presence;
}

function summarise(partition: Partition, shares: readonly ReadonlyMap<number, number>[]): Placement {
  const own = new Float64Array(partition.length);
  const rival = new Int32Array(partition.length).fill(-1);
  const rivalShare = new Float64Array(partition.length);
  shares.forEach((row, node) => {
    own[node] = row.get(partition[node] as number) ?? 0;
    for (const [community, share] of [...row].sort(([a], [b]) => a - b)) {
      if (community === partition[node] || share <= (rivalShare[node] as number)) continue;
      rival[node] = community;
      rivalShare[node] = share;
    }
  });
  return { own, rival, rivalShare };
}

/** Two communities with edges between them, `a < b`. */
export interface Border {
  readonly a: number;
  readonly b: number;
  /** Mean share of the runs, 0..1, that part the ends of an edge between them, by weight. */
  readonly parted: number;
}

/** Every border of a partition; sorted by `a`, then `b`. Nodes without a community have no border. O(runs · edges). */
export function bordersOf(graph: WeightedGraph, partition: Partition, runs: readonly Partition[]): Border[] {
  const communities = Math.max(0, ...partition) + 1;
  const sums = new Map<number, { weight: number; parted: number }>();
  forEachEdge(graph, (source, target, weight) => {
    const [left, right] = [partition[source], partition[target]];
    if (left === undefined || right === undefined || left === right) return;
    const key = Math.min(left, right) * communities + Math.max(left, right);
    const sum = sums.get(key) ?? { weight: 0, parted: 0 };
    sum.weight += weight;
    sum.parted += weight * (1 - togetherness(runs, source, target));
    sums.set(key, sum);
  });
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([key, { weight, parted }]) => ({
      a: Math.floor(key / communities),
      b: key % communities,
      parted: parted / weight,
    }));
}
