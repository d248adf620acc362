import { expect, it } from 'vitest';
import { nextCell } from '../../../../src/page/shell/next-cell.ts';

it.each([
  ['ArrowUp', [0, 1]],
  ['ArrowDown', [2, 1]],
  ['ArrowLeft', [1, 0]],
  ['ArrowRight', [1, 2]],
  ['PageUp', [0, 1]],
  ['PageDown', [4, 1]],
  ['Home', [1, 0]],
  ['End', [1, 3]],
])('%s leads through the grid and not out of it', (key, expected) => {
  expect(nextCell([1, 1], key, 5, 4)).toEqual(expected);
});

it('stays at the border', () => {
  expect(nextCell([0, 3], 'ArrowRight', 5, 4)).toEqual([0, 3]);
});

it.each(['a', 'Enter', 'toString', '__proto__'])('leads nowhere for %s', (key) => {
  expect(nextCell([1, 1], key, 5, 4)).toBeNull();
});
