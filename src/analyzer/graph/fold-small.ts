import { canonical, type Partition } from './partition.ts';
import { forEachEdge, type WeightedGraph } from './weighted-graph.ts';

/**
 * Merges each community of fewer than `minSize` members, the smallest first, into the neighbour that it has most weight
 * with; one without neighbours stays. Nodes from `countedNodes` on move along but do not count as members.
 */
export function foldSmall(
  graph: WeightedGraph,
  partition: Partition,
  minSize: number,
  countedNodes: number,
): Partition {
  const labels = canonical(partition);
  const rows = rowsBetween(graph, labels);
  const sizes = rows.map(() => 0);
  for (const label of labels.subarray(0, countedNodes)) (sizes[label] as number)++;
  const home = rows.map((_, label) => label);
  for (let smallest = next(); smallest !== undefined; smallest = next()) merge(strongest(smallest), smallest);
  return canonical(labels.map(resolve));

  function next(): number | undefined {
    let best: number | undefined;
    sizes.forEach((size, label) => {
      const isOpen = home[label] === label && size < minSize && (rows[label]?.size ?? 0) > 0;
      if (isOpen && (best === undefined || size < (sizes[best] as number))) best = label;
    });
    return best;
  }

  function strongest(community: number): number {
    const neighbours = [...(rows[community] ?? [])].sort(([a], [b]) => a - b);
    return neighbours.reduce((best, each) => (each[1] > best[1] * (1 + 1e-9) ? each : best))[0];
  }

  function merge(into: number, from: number): void {
    for (const [other, weight] of rows[from] ?? []) {
      rows[other]?.delete(from);
      if (other !== into) connect(rows, into, other, weight);
    }
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
