import type { Machine } from './machine.ts';
import type { Site } from './site.ts';
import { type ExternalValue, text, type Value } from './value.ts';

/** The packages that `callLists` knows. */
export const listPackages: ReadonlySet<string> = new Set(['lodash', 'lodash-es', 'underscore', 'ramda']);
const asMethods = new Map([
  ['forEach', 'forEach'],
  ['each', 'forEach'],
  ['map', 'map'],
  ['flatMap', 'flatMap'],
  ['filter', 'filter'],
  ['concat', 'concat'],
  ['flatten', 'flat'],
  ['reduce', 'reduce'],
]);
const asStatics = new Map([
  ['isArray', 'isArray'],
  ['keys', 'keys'],
  ['values', 'values'],
  ['toPairs', 'entries'],
  ['entries', 'entries'],
  ['assign', 'assign'],
  ['extend', 'assign'],
  ['merge', 'assign'],
  ['defaults', 'assign'],
]);
const sameList = new Set([
  '',
  'sortBy',
  'orderBy',
  'uniq',
  'compact',
  'clone',
  'cloneDeep',
  'chain',
  'castArray',
  'reverse',
]);

/** lodash and its like: functions of lists and objects, as the methods that the language has for them. */
export function callLists(
  machine: Machine,
  { package: from, path }: ExternalValue,
  args: readonly Value[],
  site: Site,
): Value | null {
  if (!listPackages.has(from) || path.length > 1) return null;
  const [name = ''] = path;
  const [list, callback] = from === 'ramda' && args.length === 2 ? [args[1], args[0]] : args;
  if (!list) return null;
  const method = asMethods.get(name) ?? (name === '' && callback?.kind === 'closure' ? 'map' : undefined);
  if (method !== undefined) {
    if (list.kind === 'object' && callback) {
      const results = [...list.properties].map(([key, value]) =>
        machine.call(callback, [value, text(key), list], site),
      );
      return { kind: 'array', items: results };
    }
    const items = list.kind === 'array' ? list : valuesOf(machine, 'values', [list], site);
    return machine.call({ kind: 'method', self: items, name: method }, args.slice(1), site);
  }
  const asStatic = asStatics.get(name);
  if (asStatic !== undefined) return valuesOf(machine, asStatic, args, site);
  return sameList.has(name) ? list : null;
}

function valuesOf(machine: Machine, name: string, args: readonly Value[], site: Site): Value {
  const path = [name === 'isArray' ? 'Array' : 'Object', name];
  return machine.call({ kind: 'external', package: 'global', path, wraps: [] }, args, site);
}
