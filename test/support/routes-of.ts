import { discoverFacts } from '../../src/analyzer/discover/index.ts';
import { sourceTree } from './source-tree.ts';

/** `METHOD /path handler` of every route that is found in files, sorted. */
export async function routesOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { routes } = await discoverFacts({ root: sourceTree(files) });
  return routes.map(({ method, path, handler }) => `${method} ${path} ${handler}`).sort();
}
