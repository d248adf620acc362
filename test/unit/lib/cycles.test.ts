import { expect, it } from 'vitest';
import { createRandom } from '../../../src/analyzer/graph/random.ts';
import { cyclesOf } from '../../../src/lib/cycles.ts';

it('finds cycles, sorted, and no node that is not on one', () => {
  expect(cyclesOf([[1], [2], [0, 3], [4], [3], []])).toEqual([
    [0, 1, 2],
    [3, 4],
  ]);
  expect(cyclesOf([[1], [2], []])).toEqual([]);
});

it.each([1, 2, 3, 4, 5])('finds the cycles that reachability in both directions gives (graph %i)', (seed) => {
  const random = createRandom(seed);
  const size = 14;
  const successors = Array.from({ length: size }, () =>
    Array.from({ length: size }, (_, node) => node).filter(() => random.next() < 0.1),
  );
  const reach = (from: number): Set<number> => {
    const seen = new Set<number>();
    const pending = [...(successors[from] ?? [])];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      pending.push(...(successors[node] ?? []));
    }
    return seen;
  };
  const reached = successors.map((_, node) => reach(node));
  const expected = new Map<string, number[]>();
  for (let node = 0; node < size; node++) {
    const cycle = reached.flatMap((nodes, other) =>
      other === node || (nodes.has(node) && reached[node]?.has(other)) ? [other] : [],
    );
    if (cycle.length > 1) expected.set(cycle.join(), cycle);
  }
  expect(cyclesOf(successors)).toEqual([...expected.values()]);
});
