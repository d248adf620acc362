import { array, assert, boolean, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LabelWish, placeLabels } from '../../../../src/page/views/map/place-labels.ts';

const wish = (parts: Partial<LabelWish> = {}): LabelWish => ({
  x: 0,
  y: 0,
  radius: 10,
  width: 40,
  height: 10,
  mayBeInside: false,
  ...parts,
});

describe('labels on the map', () => {
  it('never touch each other, however many want a place', () => {
    const anyWish = record({
      x: integer({ min: 0, max: 300 }),
      y: integer({ min: 0, max: 300 }),
      radius: integer({ min: 1, max: 60 }),
      width: integer({ min: 5, max: 120 }),
      height: integer({ min: 8, max: 30 }),
      mayBeInside: boolean(),
    });
    assert(
      property(array(anyWish, { maxLength: 80 }), (wishes) => {
        const boxes = placeLabels(wishes, 1_000).filter((box) => box !== null);
        for (const [index, a] of boxes.entries())
          for (const b of boxes.slice(index + 1)) {
            const wide = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
            const high = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
            expect(wide <= 0 || high <= 0).toBe(true);
          }
        expect(boxes.length > 0).toBe(wishes.length > 0);
      }),
    );
  });

  it('stand in a circle that has room, and beside one that has none', () => {
    const [inside, beside] = placeLabels(
      [wish({ radius: 50, mayBeInside: true }), wish({ x: 500, radius: 4, mayBeInside: true })],
      9,
    );
    expect(inside).toEqual({ left: -20, top: -5, width: 40, height: 10 });
    expect(beside?.top).toBeGreaterThan(4);
  });

  it('make way for the ones before them', () => {
    const [first, second] = placeLabels([wish(), wish()], 9);
    expect(first?.left).toBeGreaterThan(0);
    expect(second?.left).toBeLessThan(0);
    expect(placeLabels([wish(), wish()], 1)[1]).toBeNull();
  });
});
