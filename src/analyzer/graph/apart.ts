import { createDisjointSets } from './components.ts';
import { canonical, membersOf, type Partition } from './partition.ts';
import { forEachEdge, type WeightedGraph } from './weighted-graph.ts';

/**
 * What may not be in one community: of each rule the side that a node is on. Nodes on two sides of one rule are kept apart; a
 * node without a side may be anywhere.
 */
export type Apart = readonly ReadonlyMap<number, number>[];

/** Groups of nodes that grow as long as nobody in them must be apart. */
export interface Camps {
  mayJoin(a: number, b: number): boolean;
  /** Takes all that `from` stands for to `into`. */
  join(into: number, from: number): void;
}

/** One camp for each of `size` nodes or communities, `campOf` says whose sides it takes. */
export function createCamps(apart: Apart, campOf: (node: number) => number): Camps {
  const sidesOf = new Map<number, Map<number, number>>();
  apart.forEach((sides, rule) => {
    for (const [node, side] of sides) {
      const camp = campOf(node);
      sidesOf.set(camp, (sidesOf.get(camp) ?? new Map<number, number>()).set(rule, side));
    }
  });
  return {
    mayJoin(a, b) {
      const other = sidesOf.get(b);
      if (!other) return true;
      return [...(sidesOf.get(a) ?? [])].every(([rule, side]) => (other.get(rule) ?? side) === side);
    },
    join(into, from) {
      const moved = sidesOf.get(from);
      if (!moved) return;
      const joined = sidesOf.get(into) ?? new Map<number, number>();
      for (const [rule, side] of moved) joined.set(rule, side);
      sidesOf.set(into, joined);
    },
  };
}

/** Rounds in which nodes may still change to the part that they have most weight with. */
const maxRounds = 8;

/**
 * The partition in which no community holds nodes that must be apart: one that does is cut where it hangs together least.
 *
 * Its edges join its nodes again, the heaviest first, except over a border; then single nodes go to the part that they have
 * most weight with. O(edges · log edges), and nothing for communities without a conflict.
 *
 * Source: J. Cousty et al., "Watershed Cuts: Minimum Spanning Forests and the Drop of Water Principle", 2009.
 */
export function keepApart(graph: WeightedGraph, partition: Partition, apart: Apart): Partition {
  const torn = conflicting(partition, apart);
  if (torn.size === 0) return partition;
  const edges: { a: number; b: number; weight: number }[] = [];
  forEachEdge(graph, (a, b, weight) => {
    if (partition[a] === partition[b] && torn.has(partition[a] as number)) edges.push({ a, b, weight });
  });
  const sets = createDisjointSets(graph.size);
  const firstOf = new Map<number, number>();
  partition.forEach((label, node) => {
    if (!torn.has(label)) sets.join(firstOf.get(label) ?? node, node);
    firstOf.set(label, firstOf.get(label) ?? node);
  });
  const camps = createCamps(apart, (node) => node);
  edges.sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b);
  for (const { a, b } of edges) {
    const [left, right] = [sets.find(a), sets.find(b)];
    if (left === right || !camps.mayJoin(left, right)) continue;
    sets.join(left, right);
    camps.join(Math.min(left, right), Math.max(left, right));
  }
  const parts = canonical(Int32Array.from(partition, (_, node) => sets.find(node)));
  return canonical(settle(parts, edges, apart));
}

/** Labels of communities that hold nodes of two sides. */
function conflicting(partition: Partition, apart: Apart): Set<number> {
  const torn = new Set<number>();
  for (const sides of apart) {
    const seen = new Map<number, number>();
    for (const [node, side] of sides) {
      const label = partition[node] as number;
      if ((seen.get(label) ?? side) !== side) torn.add(label);
      seen.set(label, side);
    }
  }
  return torn;
}

/** Lets nodes without a side go where most of their weight is. */
function settle(
  parts: Partition,
  edges: readonly { readonly a: number; readonly b: number; readonly weight: number }[],
  apart: Apart,
): Partition {
  const fixed = new Set(apart.flatMap((sides) => [...sides.keys()]));
  const neighbours = new Map<number, { other: number; weight: number }[]>();
  for (const { a, b, weight } of edges) {
    for (const [node, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const list = neighbours.get(node) ?? [];
      list.push({ other, weight });
      neighbours.set(node, list);
    }
  }
  const sizes = membersOf(parts).map(({ length }) => length);
  for (let round = 0; round < maxRounds; round++) {
    let moved = false;
    for (const [node, around] of [...neighbours].sort(([a], [b]) => a - b)) {
      const own = parts[node] as number;
      if (fixed.has(node) || sizes[own] === 1) continue;
      const best = heaviest(own, around, parts);
      if (best === own) continue;
      parts[node] = best;
      sizes[own] = (sizes[own] as number) - 1;
      sizes[best] = (sizes[best] as number) + 1;
      moved = true;
    }
    if (!moved) break;
  }
  return parts;
}

/** The part with most weight; its own of equals. */
function heaviest(
  own: number,
  around: readonly { readonly other: number; readonly weight: number }[],
  parts: Partition,
): number {
  const sums = new Map<number, number>([[own, 0]]);
  for (const { other, weight } of around) {
    const part = parts[other] as number;
    sums.set(part, (sums.get(part) ?? 0) + weight);
  }
  let best = own;
  for (const [part, sum] of [...sums].sort(([a], [b]) => a - b))
    if (sum > (sums.get(best) as number) * (1 + 1e-9)) best = part;
  return best;
}
