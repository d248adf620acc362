import { describe, expect, it } from 'vitest';
import { fittingSide, nextUse } from '../../../../../src/page/views/matrix/matrix-geometry.ts';

it('takes the largest cells with which the matrix is no larger than a window', () => {
  expect([1, 40, 100, 640, 3000].map(fittingSide)).toEqual([16, 16, 6, 1, 1]);
});

describe('the next use', () => {
  const matrix = {
    rows: [
      new Map([
        [2, 0],
        [1, 1],
      ]),
      new Map<number, number>(),
      new Map([[0, 2]]),
    ],
  };

  it('is to the right, then in a row below', () => {
    expect(nextUse(matrix, [0, 0], 'n')).toEqual([0, 1]);
    expect(nextUse(matrix, [0, 1], 'n')).toEqual([0, 2]);
    expect(nextUse(matrix, [0, 2], 'n')).toEqual([2, 0]);
    expect(nextUse(matrix, [2, 0], 'n')).toBeNull();
  });

  it('goes back the same way', () => {
    expect(nextUse(matrix, [2, 0], 'p')).toEqual([0, 2]);
    expect(nextUse(matrix, [0, 1], 'p')).toBeNull();
  });

  it('is none for another key', () => {
    expect(nextUse(matrix, [0, 0], 'x')).toBeNull();
  });
});
