import { type Apart, createCamps } from './apart.ts';
import { canonical, type Partition } from './partition.ts';
import { forEachEdge, type WeightedGraph } from './weighted-graph.ts';

/** What must not be merged: nodes that must be apart, and nodes whose community stays whatever its size. */
export interface FoldLimits {
  readonly apart: Apart;
  readonly kept: ReadonlySet<number>;
}

/**
 * Merges each community of fewer than `minSize` members, the smallest first, into the neighbour that it has most weight
 * with and may join; one without such a neighbour stays, and so does one with a node of `kept`. Nodes from `countedNodes` on
 * move along but do not count as members.
 */
export function foldSmall(
  graph: WeightedGraph,
  partition: Partition,
  minSize: number,
  countedNodes: number,
  { apart, kept }: FoldLimits = { apart: [], kept: new Set() },
): Partition {
  const labels = canonical(partition);
  const camps = createCamps(apart, (node) => labels[node] as number);
  const staying = new Set([...kept].map((node) => labels[node] as number));
  const rows = rowsBetween(graph, labels);
  const sizes = rows.map(() => 0);
  for (const label of labels.subarray(0, countedNodes)) (sizes[label] as number)++;
  const home = rows.map((_, label) => label);
  for (let smallest = next(); smallest !== undefined; smallest = next()) {
    const target = strongest(smallest);
    if (target === undefined) staying.add(smallest);
    else merge(target, smallest);
  }
  return canonical(labels.map(resolve));

  function next(): number | undefined {
    let best: number | undefined;
    sizes.forEach((size, label) => {
      const isOpen = home[label] === label && size < minSize && !staying.has(label);
      if (isOpen && (best === undefined || size < (sizes[best] as number))) best = label;
    });
    return best;
  }

  function strongest(community: number): number | undefined {
    const neighbours = [...(rows[community] ?? [])]
      .filter(([other]) => camps.mayJoin(community, other))
      .sort(([a], [b]) => a - b);
    const [first] = neighbours;
    return first && neighbours.reduce((best, each) => (each[1] > best[1] * (1 + 1e-9) ? each : best))[0];
  }

  function merge(into: number, from: number): void {
    for (const [other, weight] of rows[from] ?? []) {
      rows[other]?.delete(from);
      if (other !== into) connect(rows, into, other, weight);
    }
    camps.join(into, from);
    sizes[into] = (sizes[into] as number) + (sizes[from] as number);
    home[from] = into;
  }

  function resolve(label: number): number {
    let current = label;
    while (home[current] !== current) current = home[current] as number;
    return current;
  }
}

/** The weight between each community and every other that it has edges with. */
function rowsBetween(graph: WeightedGraph, labels: Partition): Map<number, number>[] {
  const rows: Map<number, number>[] = [];
  for (const label of labels) rows[label] ??= new Map<number, number>();
  forEachEdge(graph, (source, target, weight) => {
    const a = labels[source] as number;
    const b = labels[target] as number;
    if (a !== b) connect(rows, a, b, weight);
  });
  return rows;
}

function connect(rows: readonly Map<number, number>[], a: number, b: number, weight: number): void {
  const left = rows[a];
  const right = rows[b];
  left?.set(b, (left.get(b) ?? 0) + weight);
  right?.set(a, (right.get(a) ?? 0) + weight);
}
