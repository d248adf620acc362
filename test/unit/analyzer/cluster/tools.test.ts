import { expect, it } from 'vitest';
import { toolTest } from '../../../../src/analyzer/cluster/tools.ts';

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
