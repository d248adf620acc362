import { expect, test } from 'vitest';
import { fuseAffinity } from '../../../../src/analyzer/cluster/affinity.ts';
import { findFeatureFolders } from '../../../../src/analyzer/cluster/folders.ts';
import { forEachEdge } from '../../../../src/analyzer/graph/weighted-graph.ts';

/** Pairs of files that their names tie together. */
function tiedByName(paths: readonly string[]): string[] {
  const modules = paths.map((path) => ({ path, terms: new Map<string, number>() }));
  const { vocabulary } = fuseAffinity(modules, [], findFeatureFolders(paths));
  const pairs: string[] = [];
  forEachEdge(vocabulary, (a, b) => pairs.push(`${paths[a]} - ${paths[b]}`));
  return pairs;
}

const others = ['cart', 'stock', 'tax', 'mail', 'audit', 'refund', 'voucher', 'parcel'].map(
  (name) => `src/controllers/${name}.ts`,
);

test('files of one name in several layers are about one thing', () => {
  const layers = ['controllers', 'models', 'routes', 'services'];
  expect(tiedByName([...layers.map((layer) => `src/${layer}/user.ts`), ...others])).toHaveLength(6);
});

test('files of one name in layers of one name are doubles of two applications', () => {
  const paths = ['booking/models/user.ts', 'flight/models/user.ts', 'flight/services/user.ts'];
  expect(tiedByName([...paths, ...others])).toEqual([
    'booking/models/user.ts - flight/services/user.ts',
    'flight/models/user.ts - flight/services/user.ts',
  ]);
});

test('a number that tells doubles apart is no word of their name', () => {
  expect(tiedByName(['src/models/user.ts', 'src/models/user2.ts', ...others])).toEqual([]);
});

test('a name that many features have is a role and ties nothing', () => {
  const features = ['orders', 'users', 'catalog'];
  expect(tiedByName([...features.map((feature) => `${feature}/extension-points.ts`), ...others])).toEqual([]);
});
