/**
 * An undirected graph over the nodes 0..size-1 as parallel arrays, one entry per edge.
 *
 * `sources[i] < targets[i]`; edges are sorted by source, then target; weights are positive; no loops, no parallels.
 */
export interface WeightedGraph {
  readonly size: number;
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float64Array;
  /** Weight inside of each node, where nodes stand for several; none when absent. */
  readonly loops?: Float64Array;
}

/** Collects weights between nodes; parallel edges add up, loops and weights that are not positive are ignored. */
export interface GraphBuilder {
  add(a: number, b: number, weight: number): void;
  build(): WeightedGraph;
}

export function createGraphBuilder(size: number): GraphBuilder {
  const rows: Map<number, number>[] = Array.from({ length: size }, () => new Map<number, number>());
  return {
    add(a, b, weight) {
      if (a === b || !(weight > 0)) return;
      const row = rows[Math.min(a, b)] as Map<number, number>;
      const column = Math.max(a, b);
      row.set(column, (row.get(column) ?? 0) + weight);
    },
    build() {
      const edges = rows.flatMap((row, source) =>
        [...row].sort(([a], [b]) => a - b).map(([target, weight]) => ({ source, target, weight })),
      );
      return {
        size,
        sources: Int32Array.from(edges, ({ source }) => source),
        targets: Int32Array.from(edges, ({ target }) => target),
        weights: Float64Array.from(edges, ({ weight }) => weight),
      };
    },
  };
}

export function totalWeight({ weights }: WeightedGraph): number {
  let total = 0;
  for (const weight of weights) total += weight;
  return total;
}

/** Calls back once per edge. */
export function forEachEdge(
  { sources, targets, weights }: WeightedGraph,
  visit: (source: number, target: number, weight: number, edge: number) => void,
): void {
  for (let edge = 0; edge < weights.length; edge++) {
    visit(sources[edge] as number, targets[edge] as number, weights[edge] as number, edge);
  }
}
