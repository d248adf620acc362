import type { Random } from './random.ts';
import { createGraphBuilder, type WeightedGraph } from './weighted-graph.ts';

/** Swaps tried per edge; enough to forget the original graph. */
const swapsPerEdge = 10;

/**
 * A random graph in which every node keeps its number of edges, and every edge its weight: what is left of a structure
 * when only the degrees are.
 *
 * Pairs of edges exchange their targets; a swap that would make a loop or a parallel edge is skipped. O(edges).
 *
 * Source: S. Maslov, K. Sneppen, "Specificity and Stability in Topology of Protein Networks", Science 296, 2002.
 */
export function rewire(graph: WeightedGraph, random: Random): WeightedGraph {
  const sources = Int32Array.from(graph.sources);
  const targets = Int32Array.from(graph.targets);
  const key = (a: number, b: number): number => Math.min(a, b) * graph.size + Math.max(a, b);
  const edges = sources.length;
  const present = new Set<number>();
  for (let edge = 0; edge < edges; edge++) present.add(key(sources[edge] as number, targets[edge] as number));
  for (let swap = 0; swap < swapsPerEdge * edges; swap++) {
    const first = random.below(edges);
    const second = random.below(edges);
    const flip = random.next() < 0.5;
    const a = sources[first] as number;
    const b = targets[first] as number;
    const c = (flip ? targets : sources)[second] as number;
    const d = (flip ? sources : targets)[second] as number;
    if (a === d || b === c || present.has(key(a, d)) || present.has(key(c, b))) continue;
    present.delete(key(a, b));
    present.delete(key(c, d));
    present.add(key(a, d));
    present.add(key(c, b));
    targets[first] = d;
    sources[second] = c;
    targets[second] = b;
  }
  const builder = createGraphBuilder(graph.size);
  for (let edge = 0; edge < edges; edge++) {
    builder.add(sources[edge] as number, targets[edge] as number, graph.weights[edge] as number);
  }
  return builder.build();
}
