import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../src/analyzer/graph/random.ts';
import { layeredOrder, type Use } from '../../../../../src/page/views/matrix/layered-order.ts';

const use = (from: number, to: number, weight = 1): Use => ({ from, to, weight });
const isBack = (order: readonly number[]) => (each: Use) => order.indexOf(each.from) > order.indexOf(each.to);

describe('the order of a matrix', () => {
  it('puts users before what they use, layer by layer, and equals as given', () => {
    const { order, cycles } = layeredOrder(5, [use(4, 3), use(3, 0), use(2, 0), use(0, 1)]);
    expect(order).toEqual([2, 4, 3, 0, 1]);
    expect(cycles).toEqual([]);
  });

  it('keeps the nodes of a cycle together and lets the lighter use point back', () => {
    const { order, cycles, cycleOf } = layeredOrder(4, [use(0, 2, 9), use(2, 0, 1), use(3, 0), use(2, 1)]);
    expect(order).toEqual([3, 0, 2, 1]);
    expect(cycles).toEqual([[0, 2]]);
    expect(cycleOf).toEqual([0, -1, 0, -1]);
  });

  it('takes no node for a cycle because it uses itself', () => {
    expect(layeredOrder(2, [use(0, 0), use(0, 1)])).toEqual({ order: [0, 1], cycleOf: [-1, -1], cycles: [] });
  });

  it('is empty for nothing', () => {
    expect(layeredOrder(0, [])).toEqual({ order: [], cycleOf: [], cycles: [] });
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'lets only cycles point back, by less than half of their weight (graph %i)',
    (seed) => {
      const random = createRandom(seed);
      const size = 40;
      const uses = Array.from({ length: 90 }, () =>
        use(
          Math.floor(random.next() * size),
          Math.floor(random.next() * size),
          1 + Math.floor(random.next() * 5),
        ),
      );
      const { order, cycleOf } = layeredOrder(size, uses);
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, node) => node));
      const back = uses.filter(isBack(order));
      for (const { from, to } of back) {
        expect(cycleOf[from]).not.toBe(-1);
        expect(cycleOf[from]).toBe(cycleOf[to]);
      }
      const weigh = (some: readonly Use[]) => some.reduce((sum, { weight }) => sum + weight, 0);
      const onCycles = uses.filter(
        ({ from, to }) => from !== to && cycleOf[from] !== -1 && cycleOf[from] === cycleOf[to],
      );
      expect(weigh(back)).toBeLessThanOrEqual(weigh(onCycles) / 2);
    },
  );
});
