import { type Apart, createCamps } from './apart.ts';
import { canonical, type Partition } from './partition.ts';
import { forEachEdge, type WeightedGraph } from './weighted-graph.ts';

/**
 * Joins counted communities until `target` are left, each time the two that gain most modularity, or lose least; only such as have
 * ties and need not be apart. More are left where nothing else may be joined.
 *
 * O(communities² + edges) for each two that are joined.
 *
 * Source: A. Clauset, M. Newman, C. Moore, "Finding community structure in very large networks", 2004 (agglomeration).
 */
export function mergeCommunities(
  graph: WeightedGraph,
  partition: Partition,
  isCounted: (label: number) => boolean,
  target: number,
  apart: Apart,
): Partition {
  let labels = canonical(partition);
  let counted = new Set([...new Set(labels)].filter(isCounted));
  while (counted.size > target) {
    const pair = bestPair(graph, labels, counted, apart);
    if (!pair) break;
    const [into, from] = pair;
    labels = labels.map((label) => (label === from ? into : label));
    counted = new Set([...counted].filter((label) => label !== from));
  }
  return canonical(labels);
}

function bestPair(
  graph: WeightedGraph,
  labels: Partition,
  counted: ReadonlySet<number>,
  apart: Apart,
): [into: number, from: number] | null {
  const camps = createCamps(apart, (node) => labels[node] as number);
  const ties = new Map<string, { a: number; b: number; weight: number }>();
  const volumes = new Map<number, number>();
  let total = 0;
  forEachEdge(graph, (source, target, weight) => {
    const [left, right] = [labels[source] as number, labels[target] as number];
    total += weight;
    for (const end of [left, right]) volumes.set(end, (volumes.get(end) ?? 0) + weight);
    if (left === right || !counted.has(left) || !counted.has(right)) return;
    const [a, b] = left < right ? [left, right] : [right, left];
    const tie = ties.get(`${a} ${b}`) ?? { a, b, weight: 0 };
    tie.weight += weight;
    ties.set(`${a} ${b}`, tie);
  });
  const gain = ({ a, b, weight }: { a: number; b: number; weight: number }): number =>
    weight - ((volumes.get(a) ?? 0) * (volumes.get(b) ?? 0)) / (2 * total);
  const [best] = [...ties.values()]
    .filter(({ a, b }) => camps.mayJoin(a, b))
    .sort((x, y) => gain(y) - gain(x) || x.a - y.a || x.b - y.b);
  return best ? [best.a, best.b] : null;
}
