import { join } from 'node:path';
import { ResolverFactory } from 'oxc-resolver';
import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { openProject, parseSource } from '../../../src/project/index.ts';
import { resolveIn } from '../../support/resolve-in.ts';
import { sourceTree } from '../../support/source-tree.ts';

test('relative specifiers find TypeScript behind JavaScript extensions, index files and files that are no modules', () => {
  const files = {
    'src/a.ts': '',
    'src/b.tsx': '',
    'src/c.mts': '',
    'src/d.cts': '',
    'src/e/index.ts': '',
    'src/f.d.ts': '',
    'src/g.json': '{}',
    'src/h.js': '',
    'src/h.ts': '',
  };
  expect(
    resolveIn(files, 'src/main.ts', [
      './a',
      './a.js',
      './b.js',
      './c.mjs',
      './d.cjs',
      './e',
      './e/',
      './f',
      './g.json',
      './h.js',
      '.',
      './none',
    ]),
  ).toEqual({
    './a': 'src/a.ts',
    './a.js': 'src/a.ts',
    './b.js': 'src/b.tsx',
    './c.mjs': 'src/c.mts',
    './d.cjs': 'src/d.cts',
    './e': 'src/e/index.ts',
    './e/': 'src/e/index.ts',
    './f': 'file:src/f.d.ts',
    './g.json': 'file:src/g.json',
    './h.js': 'src/h.ts',
    '.': '? no file matches',
    './none': '? no file matches',
  });
});

test('packages of a workspace resolve without install or build: exports, patterns, conditions, main, self reference', () => {
  const files = {
    'package.json': '{"name":"shop","private":true,"workspaces":["packages/*"]}',
    'packages/orders/package.json': JSON.stringify({
      name: '@shop/orders',
      exports: {
        '.': { types: './dist/index.d.ts', import: './dist/index.js' },
        './*': './dist/*.js',
        './deep/*': './dist/inner/*.js',
      },
    }),
    'packages/orders/tsconfig.json': '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
    'packages/orders/src/index.ts': '',
    'packages/orders/src/place.ts': '',
    'packages/orders/src/inner/x.ts': '',
    'packages/stock/package.json':
      '{"name":"@shop/stock","main":"lib/stock.js","imports":{"#level":"./lib/level.js","#pg":"pg"}}',
    'packages/stock/src/stock.ts': '',
    'packages/stock/src/level.ts': '',
    'packages/bare/package.json': '{"name":"bare"}',
    'packages/bare/src/index.ts': '',
  };
  expect(
    resolveIn(files, 'packages/stock/src/main.ts', [
      '@shop/orders',
      '@shop/orders/place',
      '@shop/orders/deep/x',
      '@shop/orders/none',
      '@shop/stock',
      'bare',
      '#level',
      '#pg',
      '#none',
    ]),
  ).toEqual({
    '@shop/orders': 'packages/orders/src/index.ts',
    '@shop/orders/place': 'packages/orders/src/place.ts',
    '@shop/orders/deep/x': 'packages/orders/src/inner/x.ts',
    '@shop/orders/none': '? the package @shop/orders of the project has no source for it',
    '@shop/stock': 'packages/stock/src/stock.ts',
    bare: 'packages/bare/src/index.ts',
    '#level': 'packages/stock/src/level.ts',
    '#pg': 'pkg:pg',
    '#none': '? package.json does not declare this import',
  });
});

test('the tsconfig that owns a file decides: own paths, inherited ones, baseUrl, references of a solution', () => {
  const files = {
    'tsconfig.base.json':
      '{"compilerOptions":{"baseUrl":".","paths":{"@base/*":["libs/*"],"@base/special":["libs/other.ts"]}}}',
    'libs/a.ts': '',
    'libs/other.ts': '',
    'apps/one/tsconfig.json': '{"extends":"../../tsconfig.base.json"}',
    'apps/one/main.ts': '',
    'apps/two/tsconfig.json': '{"files":[],"references":[{"path":"./tsconfig.app.json"}]}',
    'apps/two/tsconfig.app.json': '{"compilerOptions":{"paths":{"~/*":["./src/*"]}}}',
    'apps/two/src/x.ts': '',
  };
  expect(resolveIn(files, 'apps/one/main.ts', ['@base/a', '@base/special', 'libs/a', '~/x'])).toMatchObject({
    '@base/a': 'libs/a.ts',
    '@base/special': 'libs/other.ts',
    'libs/a': 'libs/a.ts',
    '~/x': '? no alias matches and it is not a package name',
  });
  expect(resolveIn(files, 'apps/two/src/main.ts', ['~/x', '@base/a'])).toMatchObject({
    '~/x': 'apps/two/src/x.ts',
    // Not of the tsconfig that owns the file: the one around it is asked before it is called a package.
    '@base/a': 'libs/a.ts',
  });
});

test('of the configurations that a tsconfig refers to, the one that includes a file owns it', () => {
  const files = {
    'tsconfig.json':
      '{"files":[],"references":[{"path":"./tsconfig.app.json"},{"path":"./tsconfig.node.json"}]}',
    'tsconfig.app.json': '{"include":["src"],"compilerOptions":{"paths":{"~/*":["./src/*"]}}}',
    'tsconfig.node.json':
      '{"include":["tools/**/*.ts"],"exclude":["tools/old"],"compilerOptions":{"paths":{"~/*":["./tools/*"]}}}',
    'src/x.ts': '',
    'tools/x.ts': '',
  };
  expect(resolveIn(files, 'src/main.ts', ['~/x'])).toEqual({ '~/x': 'src/x.ts' });
  expect(resolveIn(files, 'tools/main.ts', ['~/x'])).toEqual({ '~/x': 'tools/x.ts' });
  expect(resolveIn(files, 'tools/old/main.ts', ['~/x'])).toEqual({ '~/x': 'src/x.ts' });
});

test('a file that no referred configuration includes does not belong to that of another folder', () => {
  const files = {
    'tsconfig.json': '{"files":[],"references":[{"path":"packages/core"}]}',
    'packages/core/tsconfig.json': '{"compilerOptions":{"paths":{"~/*":["./src/*"]}}}',
    'packages/core/src/x.ts': '',
  };
  expect(resolveIn(files, 'scripts/main.ts', ['~/x'])).toEqual({
    '~/x': '? no alias matches and it is not a package name',
  });
});

test('folders of rootDirs are one folder', () => {
  const files = {
    'tsconfig.json': '{"compilerOptions":{"rootDirs":["src","generated/src"]}}',
    'generated/src/a/client.ts': '',
  };
  expect(resolveIn(files, 'src/a/main.ts', ['./client', '../a/client', '../../client'])).toEqual({
    './client': 'generated/src/a/client.ts',
    '../a/client': 'generated/src/a/client.ts',
    '../../client': '? no file matches',
  });
});

test('a relative path into build output that is not there leads to its source', () => {
  const files = {
    'cli/package.json': '{"name":"cli"}',
    'cli/src/run.ts': '',
    'core/package.json': '{"name":"core"}',
    'core/tsconfig.json': '{"compilerOptions":{"outDir":"lib","rootDir":"."}}',
    'core/src/inner/a.ts': '',
  };
  expect(
    resolveIn(files, 'cli/bin.js', [
      './lib/run',
      './run',
      '../core/lib/src/inner/a',
      '../core/dist/inner/a.js',
    ]),
  ).toEqual({
    './lib/run': 'cli/src/run.ts',
    './run': '? no file matches',
    '../core/lib/src/inner/a': 'core/src/inner/a.ts',
    '../core/dist/inner/a.js': 'core/src/inner/a.ts',
  });
});

test('a name that only differs in upper and lower case is not taken, and said', () => {
  expect(resolveIn({ 'src/Order.ts': '' }, 'src/main.ts', ['./order'])).toEqual({
    './order': '? no file matches; src/Order.ts differs in upper and lower case',
  });
});

test('builtins, packages that are not installed, and specifiers that nothing can resolve are told apart', () => {
  expect(
    resolveIn({ 'src/util.ts': '' }, 'src/main.ts', [
      'fs',
      'node:fs/promises',
      'express',
      '@scope/x/sub',
      'src/util',
      '/abs',
      'https://x/y.js',
      '@/x',
      './logo.svg?raw',
    ]),
  ).toEqual({
    fs: 'pkg:node:fs',
    'node:fs/promises': 'pkg:node:fs/promises',
    express: 'pkg:express',
    '@scope/x/sub': 'pkg:@scope/x',
    'src/util': 'src/util.ts',
    '/abs': '? an absolute path',
    'https://x/y.js': '? the scheme https: is not read',
    '@/x': '? no alias matches and it is not a package name',
    './logo.svg?raw': '? no file matches',
  });
});

test('ignored files, dependencies, output and hidden folders are left out; a nested ignore file may take back', async () => {
  const root = sourceTree({
    '.gitignore': '*.gen.ts\n/private/\n',
    'a.ts': '',
    'b.gen.ts': '',
    'private/c.ts': '',
    'keep/.gitignore': '!d.gen.ts\n',
    'keep/d.gen.ts': '',
    'node_modules/x/index.js': '',
    'dist/a.js': '',
    '.hidden/e.ts': '',
    'types.d.ts': '',
  });
  const { modules, diagnostics } = await discoverFacts({ root });
  expect(modules.map(({ path }) => path)).toEqual(['a.ts', 'keep/d.gen.ts']);
  expect(diagnostics).toMatchObject([
    { code: 'FOLDERS_SKIPPED', message: 'build output was not read: dist' },
  ]);
});

test('a subfolder of a repository is seen as git sees it, an ignored one that is asked for is read', async () => {
  const root = sourceTree({
    '.git/HEAD': '',
    '.gitignore': 'vendor/\n*.gen.ts\n',
    'app/a.ts': '',
    'app/b.gen.ts': '',
    'vendor/c.ts': '',
  });
  const pathsOf = async (folder: string) =>
    (await discoverFacts({ root: join(root, folder) })).modules.map(({ path }) => path);
  expect(await pathsOf('app')).toEqual(['a.ts']);
  expect(await pathsOf('vendor')).toEqual(['c.ts']);
});

test('a subfolder is seen with what lies above it in the same repository, and with nothing beyond', async () => {
  const outside = sourceTree({
    'schema.prisma': 'model Outside {\n id Int @id\n}\n',
    'tsconfig.json': '{"compilerOptions":{"paths":{"@out/*":["./*"]}}}',
    'repo/.git/HEAD': '',
    'repo/tsconfig.base.json':
      '{"compilerOptions":{"paths":{"@api/*":["./apps/api/src/*"],"@lib/*":["./libs/*"]}}}',
    'repo/apps/api/tsconfig.json': '{"extends":"../../tsconfig.base.json"}',
    'repo/prisma/schema.prisma': 'model User {\n id Int @id\n}\n',
    'repo/libs/date.ts': '',
    'repo/apps/api/src/users/user.ts': 'export class User {}\n',
    'repo/apps/api/src/main.ts':
      "import { User } from '@api/users/user';\nimport '@prisma/client';\nimport '@lib/date';\nimport '@lib/none';\nimport '@out/repo/libs/date';\nnew User();\n",
  });
  const facts = await discoverFacts({ root: join(outside, 'repo/apps/api/src') });
  expect(facts.dependencies).toMatchObject([{ from: 'main.ts', to: 'users/user.ts' }]);
  expect(facts.entities).toMatchObject([{ name: 'User', file: '../../../prisma/schema.prisma' }]);
  expect(facts.unresolvedImports.map(({ specifier }) => specifier)).toEqual(['@lib/none']);
  expect(facts.diagnostics).toMatchObject([
    {
      code: 'IMPORTS_ABOVE_ROOT',
      message: expect.stringContaining(
        '1 import leads out of the analysed folder, to ../../../libs/date.ts;',
      ),
    },
  ]);

  const alone = await discoverFacts({ root: join(outside, 'repo/libs') });
  expect(alone.entities).toEqual([]);
});

test('a package name that two folders share is said', async () => {
  const { diagnostics } = await discoverFacts({
    root: sourceTree({ 'a/package.json': '{"name":"x"}', 'b/package.json': '{"name":"x"}', 'a.ts': '' }),
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(['PACKAGE_NAME_TWICE']);
});

test('script blocks of components are read with their lines, what the markup uses is said to be missing', async () => {
  const { dependencies, diagnostics, modules } = await discoverFacts({
    root: sourceTree({
      'App.vue': `<template><p v-if="a > b">{{ "<script>" }}</p></template>
<script lang="ts">
import { total } from './cart';
export default { computed: { total } };
</script>
<script setup lang="ts" generic="T extends Map<string, T>">
import Item from './Item';
const items: T[] = [Item];
</script>
<script type="application/json">{ "not": "code" }</script>`,
      'Item.vue': '<template><br></template>\n',
      'List.svelte':
        "<script>\nimport Item from './Item.vue';\nexport let of = Item;\n$: of = 1;\n</script>\n<b>{of}</b>\n",
      'page.astro':
        "---\nimport List from './List.svelte';\nconst { a } = Astro.props;\n---\n<List of={a} />\n<script>\nimport './cart';\n</script>",
      'cart.ts': 'export const total = 1;\n',
    }),
  });
  expect(modules.map(({ path }) => path)).toEqual([
    'App.vue',
    'Item.vue',
    'List.svelte',
    'cart.ts',
    'page.astro',
  ]);
  expect(dependencies.map(({ from, to, locations }) => `${from} ${to} ${locations.join(' ')}`)).toEqual([
    'App.vue Item.vue App.vue:8',
    'App.vue cart.ts App.vue:4',
    'List.svelte Item.vue List.svelte:3',
    'page.astro List.svelte page.astro:2',
    'page.astro cart.ts page.astro:7',
  ]);
  expect(diagnostics.map(({ code, message }) => `${code} ${message.split(',')[0]}`)).toEqual([
    'MARKUP_NOT_READ of 1 .astro file only the script blocks were read; what the markup uses is not part of the result',
    'MARKUP_NOT_READ of 1 .svelte file only the script blocks were read; what the markup uses is not part of the result',
    'MARKUP_NOT_READ of 2 .vue files only the script blocks were read; what the markup uses is not part of the result',
  ]);
});

test('on the shop, oxc-resolver leads to the same files', () => {
  const root = join(import.meta.dirname, '../../../fixtures/monoliths/shop');
  const project = openProject({ root });
  const oracle = new ResolverFactory({
    extensions: ['.ts', '.js', '.json'],
    extensionAlias: { '.js': ['.ts', '.js'] },
    conditionNames: ['import'],
  });
  let compared = 0;
  for (const file of project.sources) {
    const parsed = parseSource(file, project.readText(file) ?? '');
    if ('failure' in parsed) continue;
    for (const node of parsed.program.body) {
      if (node.type !== 'ImportDeclaration' || !node.source.value.startsWith('.')) continue;
      const expected = oracle.resolveFileSync(join(root, file), node.source.value).path;
      const found = project.resolver.resolve(file, node.source.value);
      expect(found).toMatchObject({ path: expected?.slice(root.length + 1) });
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(1_000);
});
