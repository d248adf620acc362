import { array, assert, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillDisc } from '../../../../src/report/page/layout/fill-disc.ts';
import { layOut, type Point } from '../../../../src/report/page/layout/lay-out.ts';
import { partDiscs } from '../../../../src/report/page/layout/part-discs.ts';

const apart = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

describe('the layout of a graph', () => {
  const pulls = [
    { a: 0, b: 1, weight: 9 },
    { a: 1, b: 2, weight: 9 },
    { a: 3, b: 4, weight: 9 },
    { a: 4, b: 5, weight: 9 },
    { a: 2, b: 3, weight: 1 },
  ];

  it('brings together what is tied', () => {
    const points = layOut(6, pulls);
    const [a, b, , , , f] = points as [Point, Point, Point, Point, Point, Point];
    expect(apart(a, b)).toBeLessThan(apart(a, f));
  });

  it('is the same every time', () => {
    expect(layOut(6, pulls)).toEqual(layOut(6, pulls));
  });

  it.each([0, 1, 2])('has a place for each of %i nodes', (count) => {
    expect(layOut(count, [])).toHaveLength(count);
  });
});

describe('points that fill a disc', () => {
  const point = record({ x: integer({ min: -99, max: 99 }), y: integer({ min: -99, max: 99 }) });

  it('stay in it, half of them in the half of its area that is further in', () => {
    assert(
      property(array(point, { minLength: 1, maxLength: 60 }), (points) => {
        const radii = fillDisc(points).map(({ x, y }) => Math.hypot(x, y));
        expect(Math.max(...radii)).toBeLessThan(1);
        const inner = radii.filter((radius) => radius < 0.94 * Math.SQRT1_2).length;
        expect(Math.abs(inner - points.length / 2)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('discs that are parted', () => {
  const disc = record({
    x: integer({ min: -50, max: 50 }),
    y: integer({ min: -50, max: 50 }),
    radius: integer({ min: 1, max: 30 }),
  });

  it('never overlap, and keep their size', () => {
    assert(
      property(array(disc, { maxLength: 25 }), (discs) => {
        const parted = partDiscs(discs, 2);
        expect(parted.map(({ radius }) => radius)).toEqual(discs.map(({ radius }) => radius));
        for (const [index, a] of parted.entries())
          for (const b of parted.slice(index + 1)) expect(apart(a, b)).toBeGreaterThan(a.radius + b.radius);
      }),
    );
  });

  it('stay where they are when nothing overlaps', () => {
    const discs = [
      { x: 0, y: 0, radius: 1 },
      { x: 9, y: 0, radius: 1 },
    ];
    expect(partDiscs(discs, 1)).toEqual(discs);
  });
});
