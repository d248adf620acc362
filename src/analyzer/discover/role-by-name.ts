import { posix } from 'node:path';

const testFolders = new Set([
  'test',
  'tests',
  '__tests__',
  '__mocks__',
  'e2e',
  'spec',
  'specs',
  'cypress',
  '__fixtures__',
]);
const testName = /[.\-_](?:test|tests|spec|specs|e2e|e2e-spec|cy|stories|mock)\.[mc]?[jt]sx?$/;
const generatedName = /\.(?:generated|gen|g)\.[mc]?[jt]sx?$|^(?:generated|__generated__)$/;

/** What a file is by its name and folders alone; null when they do not say. */
export function roleByName(path: string): 'test' | 'generated' | null {
  const folders = posix.dirname(path).split('/');
  const name = posix.basename(path);
  if (testName.test(name) || folders.some((folder) => testFolders.has(folder))) return 'test';
  if (generatedName.test(name) || folders.some((folder) => generatedName.test(folder))) return 'generated';
  return null;
}
