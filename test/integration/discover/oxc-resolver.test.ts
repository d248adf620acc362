import { join } from 'node:path';
import { ResolverFactory } from 'oxc-resolver';
import { expect, test } from 'vitest';
import { openProject } from '../../../src/project/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

/** A workspace of every kind of reference that the oracle follows without a build: per-package paths, exports, imports. */
const files = {
  'package.json': '{"name":"shop","workspaces":["packages/*","apps/*"]}',
  'tsconfig.base.json':
    '{"compilerOptions":{"paths":{"@base/*":["./packages/*/src"],"@exact":["./packages/stock/src/level.ts"]}}}',
  'packages/stock/package.json': JSON.stringify({
    name: '@shop/stock',
    exports: {
      '.': { types: './src/index.ts', default: './src/index.ts' },
      './level': { import: './src/level.ts' },
      './parts/*': './src/parts/*.ts',
      './parts/inner/*': null,
      './data.json': './data.json',
    },
    imports: { '#level': './src/level.ts', '#parts/*': { node: './src/parts/*.ts' } },
  }),
  'packages/stock/data.json': '{}',
  'packages/stock/src/index.ts': '',
  'packages/stock/src/level.ts': '',
  'packages/stock/src/parts/a.ts': '',
  'packages/stock/src/parts/b/index.ts': '',
  'packages/stock/src/twin.ts': '',
  'packages/stock/src/twin/index.ts': '',
  'packages/stock/src/view.tsx': '',
  'packages/stock/src/legacy.js': '',
  'packages/stock/src/module.mts': '',
  'packages/stock/src/common.cts': '',
  'apps/api/package.json': '{"name":"api","dependencies":{"@shop/stock":"*"}}',
  'apps/api/tsconfig.json':
    '{"extends":"../../tsconfig.base.json","compilerOptions":{"paths":{"~/*":["./src/*"],"~/special/*":["./src/other/*"],"lib":["./src/none.ts","./src/lib.ts"]}}}',
  'apps/api/src/main.ts': '',
  'apps/api/src/lib.ts': '',
  'apps/api/src/special/x.ts': '',
  'apps/api/src/other/x.ts': '',
  'apps/web/package.json': '{"name":"web"}',
  'apps/web/tsconfig.json': '{"extends":"../../tsconfig.base.json"}',
  'apps/web/src/main.ts': '',
};

const cases = {
  'apps/api/src/main.ts': [
    './lib',
    './lib.js',
    '~/lib',
    '~/special/x',
    'lib',
    '@shop/stock',
    '@shop/stock/level',
    '@shop/stock/parts/a',
    '../src',
    './none',
    '~/none',
  ],
  'apps/web/src/main.ts': ['@base/stock', '@exact', '@base/none'],
  'packages/stock/src/index.ts': [
    '#level',
    '#parts/a',
    '@shop/stock/level',
    './twin',
    './twin/',
    './view',
    './view.js',
    './legacy',
    './module.mjs',
    './common.cjs',
    './parts/b',
    '../data.json',
    '.',
    './parts',
    '..',
    '../../stock/src/../src',
  ],
};

test('in a workspace, oxc-resolver leads to the same files, and nowhere where nothing is', () => {
  const root = sourceTree({
    ...files,
    'node_modules/@shop/stock/package.json': files['packages/stock/package.json'],
    ...Object.fromEntries(
      Object.entries(files)
        .filter(([path]) => path.startsWith('packages/stock/'))
        .map(([path, text]) => [`node_modules/@shop/stock/${path.slice('packages/stock/'.length)}`, text]),
    ),
  });
  const { resolver } = openProject({ root });
  const oracle = new ResolverFactory({
    tsconfig: 'auto',
    extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.json'],
    extensionAlias: { '.js': ['.ts', '.tsx', '.js'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'] },
    conditionNames: ['types', 'import', 'node', 'default'],
  });
  const differences: string[] = [];
  let compared = 0;
  for (const [from, specifiers] of Object.entries(cases)) {
    for (const specifier of specifiers) {
      const expected = oracle.resolveFileSync(join(root, from), specifier).path;
      const theirs =
        expected?.slice(root.length + 1).replace('node_modules/@shop/stock', 'packages/stock') ?? 'nowhere';
      const found = resolver.resolve(from, specifier);
      const ours = 'path' in found ? found.path : 'nowhere';
      if (ours !== theirs) differences.push(`${from} ${specifier}: ${ours}, not ${theirs}`);
      compared++;
    }
  }
  expect(differences).toEqual([]);
  expect(compared).toBe(30);
});
