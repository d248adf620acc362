import type { Partition } from './partition.ts';
import { forEachEdge, type WeightedGraph } from './weighted-graph.ts';

/**
 * Modularity of a partition: the share of weight inside communities minus what a random graph with the same degrees
 * would have.
 *
 * Range -0.5..1, no unit; 0 is no better than chance; 0 for a graph without edges. O(edges).
 *
 * Source: M. Newman, M. Girvan, "Finding and evaluating community structure in networks", 2004 (weighted form).
 */
export function modularity(graph: WeightedGraph, partition: Partition): number {
  let total = 0;
  let inside = 0;
  const volumes = new Map<number, number>();
  forEachEdge(graph, (source, target, weight) => {
    const a = partition[source] as number;
    const b = partition[target] as number;
    total += weight;
    if (a === b) inside += weight;
    for (const end of [a, b]) volumes.set(end, (volumes.get(end) ?? 0) + weight);
  });
  if (total === 0) return 0;
  let expected = 0;
  for (const volume of volumes.values()) expected += (volume / (2 * total)) * (volume / (2 * total));
  return inside / total - expected;
}
