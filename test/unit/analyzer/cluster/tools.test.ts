import { expect, it } from 'vitest';
import { toolTest } from '../../../../src/analyzer/cluster/tools.ts';
import { entityFact, routeFact } from '../../../support/facts.ts';

const isTool = toolTest({ routes: [], operations: [], entities: [] });

it.each([
  'eslint.config.cjs',
  'apps/api/jest.config.ts',
  'jest.preset.js',
  'webpack.prod.js',
  '.eslintrc.js',
  'vite.config.mts',
  'src/test-setup.ts',
  'gulpfile.js',
])('%s serves developers', (path) => {
  expect(isTool(path)).toBe(true);
});

it.each([
  'src/config/database.config.ts',
  'src/jest-worker.service.ts',
  'src/webpack.ts',
  'src/babel-fish.ts',
])('%s serves production', (path) => {
  expect(isTool(path)).toBe(false);
});

it('a folder that answers requests, or declares an entity for others, serves production whatever its name', () => {
  const routes = [routeFact('GET /benchmarks', 'src/benchmarks/controller.ts')];
  const entities = [entityFact('Seed', 'src/seeds/seed.entity.ts', { readers: ['src/harvest/service.ts'] })];
  const test = toolTest({ routes, operations: [], entities });
  expect(test('src/benchmarks/service.ts')).toBe(false);
  expect(test('src/seeds/seed.entity.ts')).toBe(false);
});

it('tables that a migration makes, or that a script alone uses, do not make its folder serve production', () => {
  const migration = 'src/migrations/001-orders.ts';
  const entities = [
    entityFact('Order', migration, { migrations: [migration], writers: ['src/orders.ts'] }),
    entityFact('Alias', 'scripts/aliases.ts', { writers: ['scripts/aliases.ts'] }),
  ];
  const test = toolTest({ routes: [], operations: [], entities });
  expect(test(migration)).toBe(true);
  expect(test('scripts/rename.ts')).toBe(true);
});
