import { expect, test } from 'vitest';
import { growingPercent } from '../../../src/cli/collect-earlier.ts';

test('a small heap is left to the engine, a large one grows by half of what is left, and by ten percent at least', () => {
  const grown = [0.05, 1, 1.6, 2.4, 3, 3.2, 8].map((gigabytes) => growingPercent(gigabytes * 1e9));
  expect(grown).toEqual([0, 0, 50, 17, 10, 10, 10]);
});
