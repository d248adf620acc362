import { describe, expect, it } from 'vitest';
import { resolveIn } from '../../support/resolve-in.ts';

const packages = {
  'packages/stock/package.json': '{"name":"@shop/stock"}',
  'packages/stock/src/index.ts': '',
  'packages/legacy/package.json': '{"name":"@shop/legacy"}',
  'packages/legacy/src/index.ts': '',
  'test/fixtures/express/package.json': '{"name":"express"}',
  'test/fixtures/express/index.js': '',
};
const specifiers = ['@shop/stock', '@shop/legacy', 'express'];

describe('packages that can be imported by name are the members of the workspaces of', () => {
  it.each([
    ['npm', { 'package.json': '{"workspaces":["packages/*","!packages/legacy"]}' }],
    ['yarn, in an object', { 'package.json': '{"workspaces":{"packages":["packages/**","!**/legacy"]}}' }],
    [
      'pnpm',
      {
        'package.json': '{}',
        'pnpm-workspace.yaml':
          '# members\npackages:\n  - \'packages/*\' # all\n\n  - "!packages/legacy"\ncatalog:\n  - test/fixtures/*\n',
      },
    ],
    [
      'pnpm, in brackets',
      { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages: ["packages/*", \'!packages/legacy\']\n' },
    ],
    ['Lerna', { 'package.json': '{}', 'lerna.json': '{"packages":["packages/{stock,none}"]}' }],
    [
      'Rush',
      {
        'rush.json':
          '{ /* Rush */ "projects": [{ "packageName": "@shop/stock", "packageFolder": "packages/stock" },] }',
      },
    ],
  ])('%s', (_, files) => {
    expect(resolveIn({ ...packages, ...files }, 'packages/stock/src/main.ts', specifiers)).toEqual({
      '@shop/stock': 'packages/stock/src/index.ts',
      '@shop/legacy': 'pkg:@shop/legacy',
      express: 'pkg:express',
    });
  });
});

it('without workspaces, a name that a manifest takes from a registry is not a folder of the project', () => {
  const files = { ...packages, 'package.json': '{"dependencies":{"express":"^4.0.0"}}' };
  expect(resolveIn(files, 'src/main.ts', specifiers)).toEqual({
    '@shop/stock': 'packages/stock/src/index.ts',
    '@shop/legacy': 'packages/legacy/src/index.ts',
    express: 'pkg:express',
  });
});

it('a dependency by path is the package in that folder, whatever its name', () => {
  const files = {
    ...packages,
    'app/package.json': '{"dependencies":{"legacy":"file:../packages/legacy","@shop/stock":"workspace:*"}}',
  };
  expect(resolveIn(files, 'app/src/main.ts', ['legacy', '@shop/stock'])).toEqual({
    legacy: 'packages/legacy/src/index.ts',
    '@shop/stock': 'packages/stock/src/index.ts',
  });
});

it('an Nx repository without manifests resolves by the paths of tsconfig.base.json', () => {
  const files = {
    'nx.json': '{}',
    'tsconfig.base.json':
      '{"compilerOptions":{"baseUrl":".","paths":{"@shop/stock":["libs/stock/src/index.ts"]}}}',
    'libs/stock/project.json': '{"name":"stock","sourceRoot":"libs/stock/src"}',
    'libs/stock/src/index.ts': '',
  };
  expect(resolveIn(files, 'apps/api/src/main.ts', ['@shop/stock'])).toEqual({
    '@shop/stock': 'libs/stock/src/index.ts',
  });
});

it('a member of another version than a manifest wants is not what it means', () => {
  const files = {
    ...packages,
    'package.json': '{"name":"shop","workspaces":["packages/*"]}',
    'packages/dayjs/package.json': '{"name":"dayjs","version":"0.0.0"}',
    'packages/dayjs/index.ts': '',
    'packages/legacy/package.json': '{"name":"@shop/legacy","version":"2.1.0"}',
    'api/package.json': '{"dependencies":{"dayjs":"^1.11.0","@shop/legacy":"^2.0.0","shop":"1.0.0"}}',
  };
  expect(resolveIn(files, 'api/main.ts', ['dayjs', '@shop/legacy', 'shop'])).toEqual({
    dayjs: 'pkg:dayjs',
    '@shop/legacy': 'packages/legacy/src/index.ts',
    shop: 'pkg:shop',
  });
});
