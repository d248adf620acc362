import { describe, expect, it } from 'vitest';
import { heaviestAssignment } from '../../../../src/analyzer/graph/assignment.ts';
import { createRandom } from '../../../../src/analyzer/graph/random.ts';

function sumOf(weights: readonly (readonly number[])[], assignment: readonly number[]): number {
  return assignment.reduce((sum, column, row) => sum + (weights[row]?.[column] ?? 0), 0);
}

/** The slow oracle: every way to pair rows with columns. */
function best(weights: readonly (readonly number[])[], row = 0, taken = new Set<number>()): number {
  if (row === weights.length) return 0;
  const skipped = best(weights, row + 1, taken);
  return (weights[row] ?? []).reduce((most, weight, column) => {
    if (taken.has(column)) return most;
    return Math.max(most, weight + best(weights, row + 1, new Set([...taken, column])));
  }, skipped);
}

describe('the heaviest assignment', () => {
  it('gives up a heavy pair where the rest gains more', () => {
    expect(
      heaviestAssignment([
        [5, 4],
        [4, 1],
      ]),
    ).toEqual([1, 0]);
  });

  it('leaves alone what has nothing in common', () => {
    expect(
      heaviestAssignment([
        [0, 0],
        [0, 2],
      ]),
    ).toEqual([-1, 1]);
    expect(heaviestAssignment([])).toEqual([]);
    expect(heaviestAssignment([[], []])).toEqual([-1, -1]);
  });

  it('is as heavy as the best of all assignments, whatever the shape', () => {
    const random = createRandom(7);
    for (let round = 0; round < 200; round++) {
      const [rows, columns] = [random.below(6), random.below(6)];
      const weights = Array.from({ length: rows }, () =>
        Array.from({ length: columns }, () => (random.next() < 0.4 ? 0 : random.below(9))),
      );
      const assignment = heaviestAssignment(weights);
      const used = assignment.filter((column) => column >= 0);
      expect(new Set(used).size).toBe(used.length);
      expect(sumOf(weights, assignment)).toBe(best(weights));
    }
  });
});
