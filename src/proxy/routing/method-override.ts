import type { Fields } from '../http1/fields.ts';
import { queryValues } from './query-parameter.ts';

/** Headers in which frameworks look for another method (Express's method-override, ASP.NET, Rails, Spring). */
export const METHOD_OVERRIDE_FIELDS: readonly string[] = [
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
];

const NONE: readonly string[] = [];
const METHOD = /^[A-Z][A-Z-]{0,31}$/;

/** The other methods that a request names for itself, in capitals, each once: in a header or in the query parameter `_method`. */
export function overridingMethods(method: string, fields: Fields, query: string): readonly string[] {
  let named: Set<string> | undefined;
  for (const name of METHOD_OVERRIDE_FIELDS) {
    for (const value of fields.structural(name)) named = addMethods(named, value);
  }
  // Its name may be written with escapes.
  if (query.includes('_method') || query.includes('%')) {
    for (const value of queryValues(query, '_method')) named = addMethods(named, value);
  }
  if (named === undefined) return NONE;
  named.delete(method);
  return [...named];
}

function addMethods(named: Set<string> | undefined, value: string): Set<string> {
  const methods = named ?? new Set<string>();
  for (const each of value.split(',')) {
    const method = each.trim().toUpperCase();
    if (METHOD.test(method)) methods.add(method);
  }
  return methods;
}
