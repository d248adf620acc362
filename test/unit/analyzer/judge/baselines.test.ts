import { expect, it } from 'vitest';
import { baselines } from '../../../../src/analyzer/judge/baselines.ts';
import { by, sortedUnique } from '../../../../src/lib/ordered.ts';
import type { Division } from '../../../../src/analyzer/judge/metrics/division.ts';

/** Two triangles of modules, one reference between them, each half in a folder of its own. */
const paths = ['app/a/1', 'app/a/2', 'app/b/3', 'app/b/4', 'app/b/5', 'app/a/6'];
const edges = [
  [0, 1],
  [1, 0],
  [1, 5],
  [5, 0],
  [2, 3],
  [3, 4],
  [4, 2],
  [0, 2],
] as const;
const division: Division = {
  partOf: new Map(paths.map((path, index) => [path, index < 2 ? 'x' : 'y'])),
  uses: edges.map(([from, to]) => ({ from: paths[from] as string, to: paths[to] as string, weight: 1 })),
};

/** The parts that a baseline makes, as sorted lists of paths. */
function partsOf(name: string): string[][] {
  const parts = new Map<string, string[]>();
  for (const [path, part] of baselines.find((each) => each.name === name)?.divide(division) ?? [])
    parts.set(part, [...(parts.get(part) ?? []), path]);
  return [...parts.values()].map(sortedUnique).sort(by((each) => each.join()));
}

const halves = [
  ['app/a/1', 'app/a/2', 'app/a/6'],
  ['app/b/3', 'app/b/4', 'app/b/5'],
];

it('one baseline is everything together', () => {
  expect(partsOf('all-in-one')).toEqual([[...paths].sort()]);
});

it('one is the folders at the depth that gives about as many parts', () => {
  expect(partsOf('folders')).toEqual(halves);
});

it('one is the communities of the imports', () => {
  expect(partsOf('louvain-on-imports')).toEqual(halves);
});

it('one has the same sizes at random, and the same every time', () => {
  expect(new Set(partsOf('random').map(({ length }) => length))).toEqual(new Set([2, 4]));
  expect(partsOf('random')).toEqual(partsOf('random'));
});
