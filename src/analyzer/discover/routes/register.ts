import { METHODS } from 'node:http';
import type { Runner, Site } from '../evaluate/model.ts';
import { toText } from '../evaluate/text.ts';
import { optionsOf, type Value } from '../evaluate/value.ts';
import type { Registration, Router } from './router.ts';

/** Names of the methods that register a route in most frameworks, with what stands in `routes[].method`. */
const verbs: ReadonlyMap<string, string> = new Map([
  ...METHODS.map((method) => [method.toLowerCase(), method] as const),
  ['all', 'ALL'],
]);

/** The verb that a method name registers; a name that is not known, as in `router[method]`, stands for any. */
export function verbOf(name: string): string | undefined {
  return verbs.get(name) ?? (name === '*' ? 'ALL' : undefined);
}

/** The methods that a value names: a text or an array of them; `*` and what is not known stand for any. */
export function toMethods(value: Value | undefined): string[] {
  const methods = (value ? optionsOf(value) : []).flatMap((each): string[] => {
    if (each.kind === 'array') return each.items.flatMap(toMethods);
    const { value: method, isExact } = toText(each);
    return [
      isExact && /^[A-Za-z-]+$/.test(method) && !/^(?:all|any)$/i.test(method) ? method.toUpperCase() : 'ALL',
    ];
  });
  return [...new Set(methods)];
}

/** Adds a route to a router; it stands where its path and handler were written. */
export function addRoute(
  router: Router,
  registration: Omit<Registration, 'site'>,
  site: Site,
  runner: Runner,
): void {
  const { paths, handlers } = registration;
  const declared = runner.declaredAt(site, paths[0]?.path ?? '', handlers.at(-1));
  router.routes.push({ ...registration, site: declared });
}

/** A property of a value that is given; undefined when the value has none of that name. */
export function given(runner: Runner, object: Value | undefined, name: string): Value | undefined {
  const found = (object ? optionsOf(object) : []).flatMap((each) => {
    if (each.kind === 'object' && each.class === null && !each.properties.has(name)) return [];
    if (each.kind !== 'object' && each.kind !== 'namespace' && each.kind !== 'closure') return [];
    const value = runner.property(each, name);
    const isAbsent = value.kind === 'method' || (value.kind === 'unknown' && each.kind !== 'object');
    return isAbsent || (value.kind === 'scalar' && value.value === undefined) ? [] : [value];
  });
  return found[0];
}
