import { describe, expect, it } from 'vitest';
import { cyclesOf } from '../../../../src/lib/cycles.ts';
import { type DirectedEdge, feedbackEdges } from '../../../../src/analyzer/graph/feedback-edges.ts';
import { createRandom } from '../../../../src/analyzer/graph/random.ts';

const cycles = (size: number, edges: readonly DirectedEdge[]): number[][] => {
  const successors: number[][] = Array.from({ length: size }, () => []);
  for (const { from, to } of edges) successors[from]?.push(to);
  return cyclesOf(successors);
};

describe('the edges that break all cycles', () => {
  it('are the light ones', () => {
    const back = { from: 2, to: 0, weight: 1 };
    const edges = [
      { from: 0, to: 1, weight: 5 },
      { from: 1, to: 2, weight: 3 },
      back,
      { from: 2, to: 3, weight: 1 },
    ];
    expect(feedbackEdges(4, edges)).toEqual([back]);
  });

  it('are none where there is no cycle', () => {
    expect(feedbackEdges(2, [{ from: 0, to: 1, weight: 1 }])).toEqual([]);
  });

  it.each([1, 2, 3, 4])('leave none, and none of them can be spared (graph %i)', (seed) => {
    const random = createRandom(seed);
    const size = 9;
    const edges: DirectedEdge[] = [];
    for (let from = 0; from < size; from++) {
      for (let to = 0; to < size; to++) {
        if (from !== to && random.next() < 0.3) edges.push({ from, to, weight: 1 + random.below(9) });
      }
    }
    const removed = feedbackEdges(size, edges);
    const kept = edges.filter((edge) => !removed.includes(edge));
    expect(removed.length).toBeGreaterThan(0);
    expect(cycles(size, kept)).toEqual([]);
    for (const edge of removed) expect(cycles(size, [...kept, edge])).not.toEqual([]);
  });
});
