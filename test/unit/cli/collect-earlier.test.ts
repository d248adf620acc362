import { expect, test } from 'vitest';
import { growingPercent } from '../../../src/cli/collect-earlier.ts';

test('a small heap is left to the engine, a larger one doubles at most, up to what is wanted, and grows by ten percent at least', () => {
  const grown = [0.05, 1, 1.6, 2.4, 3, 3.2, 8].map((gigabytes) => growingPercent(gigabytes * 1e9));
  expect(grown).toEqual([0, 100, 100, 33, 10, 10, 10]);
});
