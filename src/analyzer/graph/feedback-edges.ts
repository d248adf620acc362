import { cyclesOf } from '../../lib/cycles.ts';

/** A directed edge between the nodes 0..size-1 with a positive weight. */
export interface DirectedEdge {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/**
 * Edges whose removal leaves no cycle, light ones first: the cheapest way out that a simple search finds.
 *
 * Takes the lightest edges on cycles until none is left, then gives back, the heaviest first, what turns out not to be
 * needed; so no edge of the result can be spared. Not always the minimum, which is NP-hard to find.
 * O(edges²) time. The result is in the order of the input.
 *
 * Source of the problem: R. M. Karp, "Reducibility Among Combinatorial Problems", 1972 (feedback arc set).
 */
export function feedbackEdges<Edge extends DirectedEdge>(size: number, edges: readonly Edge[]): Edge[] {
  const lightFirst = [...edges].sort((a, b) => a.weight - b.weight || a.from - b.from || a.to - b.to);
  const kept = new Set(lightFirst);
  const removed: Edge[] = [];
  for (let cycles = cyclesIn(size, kept); cycles.length > 0; cycles = cyclesIn(size, kept)) {
    const cycleOf = new Map(cycles.flatMap((nodes, cycle) => nodes.map((node) => [node, cycle] as const)));
    const lightest = lightFirst.find(
      (edge) => kept.has(edge) && cycleOf.has(edge.from) && cycleOf.get(edge.from) === cycleOf.get(edge.to),
    ) as Edge;
    kept.delete(lightest);
    removed.push(lightest);
  }
  for (const edge of removed.toReversed()) {
    kept.add(edge);
    if (cyclesIn(size, kept).length > 0) kept.delete(edge);
  }
  return edges.filter((edge) => !kept.has(edge));
}

function cyclesIn(size: number, edges: Iterable<DirectedEdge>): number[][] {
  const successors: number[][] = Array.from({ length: size }, () => []);
  for (const { from, to } of edges) (successors[from] as number[]).push(to);
  return cyclesOf(successors);
}
