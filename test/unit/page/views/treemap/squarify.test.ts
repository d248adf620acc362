import { expect, it } from 'vitest';
import { createRandom } from '../../../../../src/analyzer/graph/random.ts';
import { type Rectangle, squarify } from '../../../../../src/page/views/treemap/squarify.ts';

const rounded = ({ x, y, width, height }: Rectangle) =>
  [x, y, width, height].map((value) => Math.round(value * 100) / 100);

it('divides the area of the paper as the paper does', () => {
  const area = { x: 0, y: 0, width: 6, height: 4 };
  expect(squarify([6, 6, 4, 3, 2, 2, 1], area).map(rounded)).toEqual([
    [0, 0, 3, 2],
    [0, 2, 3, 2],
    [3, 0, 1.71, 2.33],
    [4.71, 0, 1.29, 2.33],
    [3, 2.33, 1.2, 1.67],
    [4.2, 2.33, 1.2, 1.67],
    [5.4, 2.33, 0.6, 1.67],
  ]);
});

it('gives nothing an area that has no size', () => {
  const area = { x: 1, y: 2, width: 10, height: 10 };
  expect(squarify([0, 5, -1], area).map(({ width, height }) => width * height)).toEqual([0, 100, 0]);
  expect(squarify([1, 1], { ...area, width: 0 }).map(({ width }) => width)).toEqual([0, 0]);
  expect(squarify([], area)).toEqual([]);
});

it.each([1, 2, 3, 4])('covers the area without overlaps, in proportion (values %i)', (seed) => {
  const random = createRandom(seed);
  const values = Array.from({ length: 60 }, () => 1 + Math.floor(random.next() ** 3 * 900));
  const area = { x: 5, y: 7, width: 300 + 100 * seed, height: 200 };
  const total = values.reduce((sum, value) => sum + value, 0);
  const rectangles = squarify(values, area);
  for (const [index, { x, y, width, height }] of rectangles.entries()) {
    expect(width * height).toBeCloseTo(((values[index] as number) / total) * area.width * area.height, 4);
    expect(x).toBeGreaterThanOrEqual(area.x);
    expect(y).toBeGreaterThanOrEqual(area.y);
    expect(x + width).toBeLessThanOrEqual(area.x + area.width + 1e-6);
    expect(y + height).toBeLessThanOrEqual(area.y + area.height + 1e-6);
  }
  for (const [index, a] of rectangles.entries())
    for (const b of rectangles.slice(index + 1)) {
      const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
      const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
      expect(Math.min(across, down)).toBeLessThan(1e-6);
    }
});
