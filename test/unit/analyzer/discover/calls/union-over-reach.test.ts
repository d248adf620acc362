import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { unionOverReach } from '../../../../../src/analyzer/discover/calls/union-over-reach.ts';

const size = 12;
const node = fc.nat(size - 1);

/** The slow oracle: everything that is reached, one node after the other. */
function unionOf(
  edges: readonly (readonly [number, number])[],
  bits: readonly number[],
  start: number,
): number {
  const reached = new Set([start]);
  for (const each of reached) for (const [from, to] of edges) if (from === each) reached.add(to);
  return [...reached].reduce((union, each) => union | (bits[each] ?? 0), 0);
}

it('whatever the circles and whoever is asked first, the answer is the union of what is reached', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(node, node), { maxLength: 30 }),
      fc.shuffledSubarray(
        Array.from({ length: size }, (_, index) => index),
        { minLength: size },
      ),
      (edges, questions) => {
        const bits = Array.from({ length: size }, (_, index) => 2 ** index);
        const union = unionOverReach(
          (from: number) => edges.filter(([each]) => each === from).map(([, to]) => to),
          (each) => bits[each] ?? 0,
        );
        for (const each of questions) expect(union(each)).toBe(unionOf(edges, bits, each));
      },
    ),
    { seed: 21, numRuns: 2_000 },
  );
});

it('a chain of 100,000 does not exhaust the stack', () => {
  const union = unionOverReach(
    (each: number) => (each < 100_000 ? [each + 1] : []),
    (each) => (each === 100_000 ? 1 : 0),
  );
  expect(union(0)).toBe(1);
});
