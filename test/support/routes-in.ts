import { discoverFacts } from '../../src/analyzer/discover/index.ts';
import { sourceTree } from './source-tree.ts';

/** The routes of files as `GET /orders/:id file:line handler`, with the confidence where it is not 1; sorted. */
export async function routesIn(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { routes } = await discoverFacts({ root: sourceTree(files) });
  return routes
    .map(({ method, path, file, line, handler, confidence }) => {
      const doubt = confidence === 1 ? '' : ` ${confidence}`;
      return `${method} ${path} ${file}:${line} ${handler}${doubt}`;
    })
    .sort();
}

/** A manifest that depends on packages. */
export function manifest(...packages: readonly string[]): string {
  return JSON.stringify({ dependencies: Object.fromEntries(packages.map((name) => [name, '1.0.0'])) });
}
