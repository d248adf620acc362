import { expect, it } from 'vitest';
import { fuseAffinity } from '../../../../src/analyzer/cluster/affinity.ts';
import { findFeatureFolders } from '../../../../src/analyzer/cluster/folders.ts';
import { forEachEdge } from '../../../../src/analyzer/graph/weighted-graph.ts';

const paths = ['a.ts', 'b.ts', 'c.ts', 'd.ts'];
const pair = (a: string, b: string, commits: number) => ({
  a,
  b,
  commits,
  confidence: { ofA: 1, ofB: 1 },
  lift: 2,
});

it('ties modules by the share of their commits that they have in common, scaled by how many have any', () => {
  const { coChange } = fuseAffinity(
    paths.map((path) => ({ path, terms: new Map() })),
    [],
    findFeatureFolders(paths),
    {
      modules: paths.map((path) => ({ path, commits: 4, authors: 1 })),
      coChanges: [pair('a.ts', 'b.ts', 4), pair('b.ts', 'c.ts', 2), pair('a.ts', 'elsewhere.ts', 3)],
    },
  );
  const edges: [number, number, number][] = [];
  forEachEdge(coChange, (a, b, weight) => edges.push([a, b, weight]));
  // 4 of 4 commits, and 2 of the 6 to either; three of four modules have a pair.
  const total = 1 + 2 / 6;
  expect(edges).toEqual([
    [0, 1, 0.75 / total],
    [1, 2, (0.75 * (2 / 6)) / total],
  ]);
});
