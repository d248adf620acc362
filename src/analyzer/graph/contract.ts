import { createGraphBuilder, forEachEdge, type WeightedGraph } from './weighted-graph.ts';
import type { DisjointSets } from './components.ts';
import { canonical, type Partition } from './partition.ts';

/** A graph in which nodes that must stay together are one node. */
export interface Contraction {
  readonly graph: WeightedGraph;
  /** The partition of the original nodes that a partition of the contracted ones means. */
  readonly expand: (partition: Partition) => Partition;
}

export function contract(graph: WeightedGraph, sets: DisjointSets): Contraction {
  const nodeOf = canonical(Array.from({ length: graph.size }, (_, node) => sets.find(node)));
  const builder = createGraphBuilder(new Set(nodeOf).size);
  forEachEdge(graph, (source, target, weight) => {
    builder.add(nodeOf[source] as number, nodeOf[target] as number, weight);
  });
  return {
    graph: builder.build(),
    expand: (partition) => canonical(nodeOf.map((node) => partition[node] as number)),
  };
}
