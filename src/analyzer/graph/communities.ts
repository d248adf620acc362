import { UndirectedGraph } from 'graphology';
import { type Apart, keepApart } from './apart.ts';
import { louvain } from './louvain-interop.ts';
import { canonical, type Partition } from './partition.ts';
import { createRandom } from './random.ts';
import { forEachEdge, type WeightedGraph } from './weighted-graph.ts';

interface CommunityOptions {
  /** Above 1 gives more and smaller communities, below 1 fewer and larger ones. */
  readonly resolution: number;
  readonly seed: number;
  /** Weights in place of the graph's own, one per edge; 0 drops an edge. */
  readonly weights?: Float64Array;
}

/** Finds communities in one graph many times over; the graph is built once. */
export interface CommunityFinder {
  find(options: CommunityOptions): Partition;
}

/**
 * Communities of a weighted graph by modularity, the same for the same seed.
 *
 * A node without edges is a community of its own; what must be `apart` is, see `keepApart`. About O(edges) time per run.
 *
 * Source: V. Blondel et al., "Fast unfolding of communities in large networks", 2008 (Louvain), with the resolution of
 * R. Lambiotte et al., "Laplacian Dynamics and Multiscale Modular Structure in Networks", 2008.
 */
export function createCommunityFinder(graph: WeightedGraph, apart: Apart = []): CommunityFinder {
  const louvainGraph = new UndirectedGraph();
  for (let node = 0; node < graph.size; node++) louvainGraph.addNode(node);
  forEachEdge(graph, (source, target, _weight, edge) => {
    louvainGraph.addUndirectedEdge(source, target, { edge });
  });
  graph.loops?.forEach((inside, node) => {
    if (inside > 0) louvainGraph.addUndirectedEdge(node, node, { inside });
  });
  avoidOverflow(louvainGraph);
  return {
    find({ resolution, seed, weights = graph.weights }) {
      if (weights.length === 0) return Int32Array.from({ length: graph.size }, (_, node) => node);
      const random = createRandom(seed);
      const communities = louvain(louvainGraph, {
        resolution,
        rng: () => random.next(),
        getEdgeWeight: (_key, { edge, inside }) =>
          (edge === undefined ? inside : weights[edge as number]) as number,
      });
      const found = canonical(Array.from({ length: graph.size }, (_, node) => communities[node] as number));
      return keepApart({ ...graph, weights }, found, apart);
    },
  };
}

/** Ends of edges that Louvain's index cannot count: as many as one or two bytes have values, of which it keeps the last in too few bits. */
const uncountable: readonly number[] = [2 ** 8, 2 ** 16];

/**
 * Adds two nodes that are tied to nothing where the index would lose the last node's edges and never end: graphology-indices 0.17 keeps
 * positions 0..n in an array for values below n.
 */
function avoidOverflow(graph: UndirectedGraph): void {
  if (!uncountable.includes(2 * (graph.size - graph.selfLoopCount))) return;
  graph.mergeUndirectedEdge(graph.order, graph.order + 1, { inside: 0 });
}
