import { createGraphBuilder, forEachEdge, type WeightedGraph } from './weighted-graph.ts';
import type { DisjointSets } from './components.ts';
import { canonical, type Partition } from './partition.ts';

/**
 * A graph in which nodes that must stay together are one node; what ties them to each other is its loop, so that its partitions
 * are as good as those of the original that they mean.
 */
export interface Contraction {
  readonly graph: WeightedGraph;
  /** The partition of the original nodes that a partition of the contracted ones means. */
  readonly expand: (partition: Partition) => Partition;
  /** The contracted node of an original one. */
  readonly nodeOf: (node: number) => number;
}

export function contract(graph: WeightedGraph, sets: DisjointSets): Contraction {
  const nodeOf = canonical(Array.from({ length: graph.size }, (_, node) => sets.find(node)));
  const size = new Set(nodeOf).size;
  const builder = createGraphBuilder(size);
  const loops = new Float64Array(size);
  forEachEdge(graph, (source, target, weight) => {
    const [a, b] = [nodeOf[source] as number, nodeOf[target] as number];
    if (a === b) loops[a] = (loops[a] as number) + weight;
    else builder.add(a, b, weight);
  });
  return {
    graph: { ...builder.build(), loops },
    nodeOf: (node) => nodeOf[node] as number,
    expand: (partition) => canonical(nodeOf.map((node) => partition[node] as number)),
  };
}
