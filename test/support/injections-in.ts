import { discoverFacts } from '../../src/analyzer/discover/index.ts';
import { sourceTree } from './source-tree.ts';

/** `orders.ts:4 -> sql.ts SqlOrders`, or `~.5` after it when unsure: every edge with an injection, sorted. */
export async function injectionsIn(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { dependencies } = await discoverFacts({ root: sourceTree({ 'package.json': '{}', ...files }) });
  return dependencies
    .filter(({ kinds }) => kinds.includes('injection'))
    .map(({ from, to, symbols, confidence }) =>
      [`${from} -> ${to}`, symbols.join('+'), confidence === undefined ? '' : `~${confidence}`]
        .join(' ')
        .trim(),
    );
}

/** Modules that each route reaches, by its path. */
export async function reachedIn(
  files: Readonly<Record<string, string>>,
): Promise<Record<string, readonly string[]>> {
  const { routes } = await discoverFacts({ root: sourceTree({ 'package.json': '{}', ...files }) });
  return Object.fromEntries(routes.map(({ path, reaches }) => [path, reaches.modules]));
}
