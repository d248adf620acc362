import { describe, expect, it } from 'vitest';
import { assembleBoundaries } from '../../../src/analyzer/assemble-boundaries.ts';

const contextOf = new Map([
  ['cart.ts', 'orders'],
  ['order.ts', 'orders'],
  ['stock.ts', 'stock'],
]);
const certainty = (confidence: number) => ({
  agreementOf: new Map([
    ['cart.ts', 0.55],
    ['order.ts', 1],
    ['stock.ts', 0.7],
  ]),
  rivalOf: new Map([
    ['cart.ts', { context: 'stock', confidence: 0.45 }],
    ['order.ts', { context: 'stock', confidence: 0.1 }],
    ['stock.ts', { context: 'orders', confidence: 0.3 }],
  ]),
  borders: [{ between: ['orders', 'stock'] as const, confidence }],
});

describe('a boundary', () => {
  it('is decided by the modules that the runs put on either side, the closest first', () => {
    expect(assembleBoundaries(certainty(0.58), contextOf)).toEqual([
      {
        between: ['orders', 'stock'],
        confidence: 0.58,
        band: 'contested',
        deciding: [
          { path: 'cart.ts', context: 'orders', own: 0.55, elsewhere: 0.45 },
          { path: 'stock.ts', context: 'stock', own: 0.7, elsewhere: 0.3 },
        ],
      },
    ]);
  });

  it('needs nobody to decide where it is firm', () => {
    expect(assembleBoundaries(certainty(0.95), contextOf)).toMatchObject([{ band: 'firm', deciding: [] }]);
  });
});
