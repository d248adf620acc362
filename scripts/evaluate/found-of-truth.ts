import type { Analysis } from '../../src/model/analysis.ts';
import { isInRoots, type Truth } from './corpus.ts';

/** How much of what is known was found. */
export interface Found {
  readonly known: number;
  readonly missing: readonly string[];
  /** Found but not known; null where the truth is not complete, so that nothing follows from it. */
  readonly extra: readonly string[] | null;
}

/** Routes by method and path with parameters renamed; a route of every method stands for each of them. */
export function compareRoutes({ routes }: Pick<Analysis, 'routes'>, truth: Truth): Found {
  const inScope = routes.filter(({ file }) => isInRoots(truth, file));
  const found = new Set(routes.map(({ method, path }) => `${method} ${plainPath(path)}`));
  const known = new Set(truth.routes.map(([method, path]) => `${method} ${plainPath(path)}`));
  const missing = truth.routes.filter(
    ([method, path]) => !found.has(`${method} ${plainPath(path)}`) && !found.has(`ALL ${plainPath(path)}`),
  );
  const extra = inScope.filter(({ method, path }) => !known.has(`${method} ${plainPath(path)}`));
  return {
    known: truth.routes.length,
    missing: missing.map(([method, path]) => `${method} ${path}`),
    extra: truth.isComplete ? extra.map(({ method, path, file }) => `${method} ${path} (${file})`) : null,
  };
}

/** Entities by table; by name where the truth knows no table. */
export function compareEntities({ entities }: Pick<Analysis, 'entities'>, truth: Truth): Found {
  const inScope = entities.filter(({ file }) => isInRoots(truth, file));
  const key = (name: string, table: string | null) => (table ?? name).toLowerCase();
  const found = new Set(entities.map(({ name, table }) => key(name, table)));
  const known = new Set(truth.entities.map(([name, table]) => key(name, table)));
  const missing = truth.entities.filter(([name, table]) => !found.has(key(name, table)));
  const extra = inScope.filter(({ name, table }) => !known.has(key(name, table)));
  return {
    known: truth.entities.length,
    missing: missing.map(([name, table]) => `${name} (${table ?? 'no table'})`),
    extra: truth.isComplete ? extra.map(({ name, file }) => `${name} (${file})`) : null,
  };
}

/** One name for every parameter, whatever its name, pattern or style. */
export function plainPath(path: string): string {
  const plain = `/${path}`
    .replace(/\/+/g, '/')
    .replace(/\{(\w+)\}/g, ':$1')
    .replace(/:\w+(\([^)]*\))?[?*+]?/g, ':x')
    .replace(/\/$/, '')
    .toLowerCase();
  return plain === '' ? '/' : plain;
}
