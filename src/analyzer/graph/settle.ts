import { type Apart, keepApart } from './apart.ts';
import { splitDisconnected } from './components.ts';
import { canonical, type Partition } from './partition.ts';
import { forEachEdge, type WeightedGraph } from './weighted-graph.ts';

/** Where a search starts that is to change as little as it must. */
export interface Start {
  /** Community of each node; -1 where none is known. */
  readonly labels: Int32Array;
  /** Nodes that stay where they are. */
  readonly fixed: ReadonlySet<number>;
  /** Nodes that something is new about. */
  readonly restless: ReadonlySet<number>;
  readonly apart: Apart;
}

/** Visits of nodes, as a multiple of their number, after which the search ends whatever would still move. */
const maxVisitsPerNode = 20;

/**
 * Communities near those that a search starts from: what must be apart is parted, then nodes move to the community that gains most
 * modularity, the restless ones and their neighbours first, and whoever has a neighbour that moved. Every changed community is connected, but for
 * nodes that are fixed in it.
 * O(edges) for a change that stays local.
 *
 * Source: N. Zarayeneh, A. Kalyanaraman, "Delta-Screening: A Fast and Efficient Technique to Update Communities in Dynamic Graphs", 2021.
 */
export function settleFrom(graph: WeightedGraph, resolution: number, start: Start): Partition {
  const neighbours = neighboursOf(graph);
  const given = complete(start.labels, neighbours);
  const labels = keepApart(graph, given, start.apart);
  const restless = new Set(start.restless);
  const before = alike(given);
  const afterwards = alike(labels);
  given.forEach((_, node) => {
    if (before(node) !== afterwards(node)) restless.add(node);
  });
  const movable = (node: number): boolean => !start.fixed.has(node);
  for (const node of Array.from(restless))
    for (const { other } of neighbours[node] ?? []) restless.add(other);
  const touched = move(
    graph,
    resolution,
    labels,
    neighbours,
    [...restless].sort((a, b) => a - b),
    movable,
  );
  for (const node of restless) touched.add(labels[node] as number);
  return splitTouched(graph, labels, touched, start.fixed);
}

interface Neighbour {
  readonly other: number;
  readonly weight: number;
}

function neighboursOf(graph: WeightedGraph): Neighbour[][] {
  const lists: Neighbour[][] = Array.from({ length: graph.size }, () => []);
  forEachEdge(graph, (a, b, weight) => {
    lists[a]?.push({ other: b, weight });
    lists[b]?.push({ other: a, weight });
  });
  return lists;
}

/** Gives nodes without a community that of most of their weight, in the order of nodes; a new one where there is none. */
function complete(labels: Int32Array, neighbours: readonly (readonly Neighbour[])[]): Partition {
  const known = Int32Array.from(labels);
  let free = labels.reduce((most, label) => Math.max(most, label), -1) + 1;
  labels.forEach((label, node) => {
    if (label !== -1) return;
    const [best] = strongest(weightsTo(known, neighbours[node] ?? []));
    known[node] = best === undefined || best[0] === -1 ? free++ : best[0];
  });
  return canonical(known);
}

function weightsTo(labels: Int32Array, around: readonly Neighbour[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { other, weight } of around) {
    const label = labels[other] as number;
    if (label !== -1) sums.set(label, (sums.get(label) ?? 0) + weight);
  }
  return sums;
}

function strongest(sums: ReadonlyMap<number, number>): [label: number, weight: number][] {
  return [...sums].sort(([a, x], [b, y]) => y - x || a - b);
}

/** The first node of each node's community, which tells communities of two partitions apart. */
function alike(labels: Partition): (node: number) => string {
  const first = new Map<number, number>();
  const sizes = new Map<number, number>();
  labels.forEach((label, node) => {
    if (!first.has(label)) first.set(label, node);
    sizes.set(label, (sizes.get(label) ?? 0) + 1);
  });
  return (node) => `${first.get(labels[node] as number)} ${sizes.get(labels[node] as number)}`;
}

/** Moves nodes in place; returns the communities that gained or lost one. */
function move(
  graph: WeightedGraph,
  resolution: number,
  labels: Partition,
  neighbours: readonly (readonly Neighbour[])[],
  queue: number[],
  movable: (node: number) => boolean,
): Set<number> {
  const degrees = neighbours.map(
    (around, node) => around.reduce((sum, { weight }) => sum + weight, 0) + 2 * (graph.loops?.[node] ?? 0),
  );
  const volumes = new Map<number, number>();
  labels.forEach((label, node) => volumes.set(label, (volumes.get(label) ?? 0) + (degrees[node] as number)));
  const total = degrees.reduce((sum, degree) => sum + degree, 0);
  const touched = new Set<number>();
  const waiting = new Set(queue);
  let visits = maxVisitsPerNode * graph.size;
  for (const node of waiting) {
    waiting.delete(node);
    if (!movable(node) || total === 0 || visits-- <= 0) continue;
    const own = labels[node] as number;
    const degree = degrees[node] as number;
    const sums = weightsTo(labels, neighbours[node] ?? []);
    const worth = (label: number): number => {
      const volume = (volumes.get(label) ?? 0) - (label === own ? degree : 0);
      return (sums.get(label) ?? 0) - (resolution * degree * volume) / total;
    };
    let best = own;
    for (const [label] of strongest(sums)) if (worth(label) > worth(best) + 1e-9 * total) best = label;
    if (best === own) continue;
    labels[node] = best;
    volumes.set(own, (volumes.get(own) ?? 0) - degree);
    volumes.set(best, (volumes.get(best) ?? 0) + degree);
    touched.add(own).add(best);
    for (const { other } of neighbours[node] ?? []) if (labels[other] !== best) waiting.add(other);
  }
  return touched;
}

/** Splits only what changed, and nothing from its community that holds a fixed node: what was there before is as connected as it was. */
function splitTouched(
  graph: WeightedGraph,
  labels: Partition,
  touched: ReadonlySet<number>,
  fixed: ReadonlySet<number>,
): Partition {
  const parts = splitDisconnected(graph, labels);
  const held = new Set([...fixed].map((node) => parts[node]));
  const offset = graph.size;
  return canonical(
    labels.map((label, node) =>
      touched.has(label) && !held.has(parts[node]) ? offset + (parts[node] as number) : label,
    ),
  );
}
