import { canonical, type Partition } from './partition.ts';
import { forEachEdge, type WeightedGraph } from './weighted-graph.ts';

/** Sets of nodes that grow together; the smallest node names its set. */
export interface DisjointSets {
  join(a: number, b: number): void;
  find(node: number): number;
}

/** Source: R. E. Tarjan, "Efficiency of a Good But Not Linear Set Union Algorithm", 1975 (path halving). */
export function createDisjointSets(size: number): DisjointSets {
  const parents = Int32Array.from({ length: size }, (_, node) => node);
  const find = (node: number): number => {
    let current = node;
    while (parents[current] !== current) {
      parents[current] = parents[parents[current] as number] as number;
      current = parents[current] as number;
    }
    return current;
  };
  return {
    find,
    join(a, b) {
      const left = find(a);
      const right = find(b);
      if (left !== right) parents[Math.max(left, right)] = Math.min(left, right);
    },
  };
}

/** The partition in which every community is connected: each is split into its connected components. O(edges). */
export function splitDisconnected(graph: WeightedGraph, partition: Partition): Partition {
  const sets = createDisjointSets(graph.size);
  forEachEdge(graph, (source, target) => {
    if (partition[source] === partition[target]) sets.join(source, target);
  });
  return canonical(Array.from({ length: graph.size }, (_, node) => sets.find(node)));
}
