import { expect, it } from 'vitest';
import { groupsOf, layOutTreemap, outside } from '../../../../../src/page/views/treemap/lay-out-treemap.ts';

const roles = ['domain', 'shared', 'test'] as const;
const modules = {
  roles,
  role: [0, 0, 0, 1, 2],
  context: [1, 0, 1, -1, 0],
  lines: [300, 200, 500, 100, 900],
  confidence: [100, 100, 100, 100, 100],
  parts: [],
};
const area = { x: 0, y: 0, width: 400, height: 300 };

it('groups what is deployed together, the largest first, what is in no context last, tests not at all', () => {
  expect(groupsOf({ modules })).toEqual([
    { context: 1, modules: [2, 0], lines: 800 },
    { context: 0, modules: [1], lines: 200 },
    { context: outside, modules: [3], lines: 100 },
  ]);
});

it('lays the modules inside of their context, below its name', () => {
  for (const { x, y, width, height, head, tiles } of layOutTreemap(
    { modules },
    groupsOf({ modules }),
    area,
  )) {
    expect(tiles.length).toBeGreaterThan(0);
    for (const tile of tiles) {
      expect(tile.x).toBeGreaterThanOrEqual(x);
      expect(tile.y).toBeGreaterThanOrEqual(y + head);
      expect(tile.x + tile.width).toBeLessThanOrEqual(x + width + 1e-6);
      expect(tile.y + tile.height).toBeLessThanOrEqual(y + height + 1e-6);
    }
  }
});

it('draws no module that is too small to be seen, and no name where it has no room', () => {
  const lines = [1, 0, 100_000, 0, 0];
  const [frame] = layOutTreemap({ modules: { ...modules, lines } }, groupsOf({ modules }), {
    ...area,
    height: 50,
  });
  expect(frame?.tiles.map(({ module }) => module)).toEqual([2]);
  expect(frame?.head).toBe(0);
});
