import { callFiles, filePackages } from './builtin-files.ts';
import { callLists, listPackages } from './builtin-lists.ts';
import { membersShown } from './exports-of.ts';
import { fileOfContent } from './file-content.ts';
import { readJson } from './json.ts';
import type { Machine } from './machine.ts';
import type { Site } from './site.ts';
import { toText } from './text.ts';
import {
  type ExternalValue,
  objectOf,
  optionsOf,
  text,
  undefinedValue,
  unknown,
  type Value,
} from './value.ts';

/** Most calls are of other packages: they are told by one look. */
const known = new Set(['global', 'truth', ...filePackages, ...listPackages]);

/**
 * What wiring code calls of the language, of Node and of packages of small functions: Object, Promise, path, fs, glob,
 * lodash. Null when it is none of these.
 */
export function callGlobal(
  machine: Machine,
  callee: ExternalValue,
  args: readonly Value[],
  site: Site,
): Value | null {
  if (!known.has(callee.package)) return null;
  const [first = undefinedValue] = args;
  const name = `${callee.package}:${callee.path.join('.')}`;
  switch (name) {
    case 'global:Object.keys':
      return valuesOf(machine, first, ([key]) => text(key));
    case 'global:Object.values':
      return valuesOf(machine, first, ([, value]) => value);
    case 'global:Object.entries':
      return entriesOf(machine, first);
    case 'global:Object.fromEntries':
      return collectionOf(first);
    case 'global:Object.freeze':
    case 'global:Promise.resolve':
    case 'global:Promise.all':
    case 'global:Promise.allSettled':
    case 'global:Array.from':
      return first.kind === 'object' ? valuesOf(machine, first, ([, value]) => value) : first;
    case 'global:Array.isArray':
      return first.kind === 'unknown' || first.kind === 'several' || first.kind === 'external'
        ? null
        : { kind: 'scalar', value: first.kind === 'array' };
    case 'global:Object.assign':
      return assignAll(args);
    case 'global:JSON.parse':
      return readJsonContent(machine, first);
    case 'global:String':
      return toText(first);
    case 'global:Symbol.for':
      return { kind: 'external', package: 'global', path: ['Symbol.for', toText(first).value], wraps: [] };
    case 'global:RegExp':
      return first.kind === 'text' ? { kind: 'pattern', source: first.value } : null;
    case 'global:Map':
    case 'global:Set':
    case 'global:WeakMap':
      return collectionOf(first);
    case 'truth:true':
    case 'truth:false':
      return { kind: 'scalar', value: name === 'truth:true' };
    default:
      return callFiles(machine, name, args, site) ?? callLists(machine, callee, args, site);
  }
}

function readJsonContent(machine: Machine, content: Value): Value | null {
  const file = fileOfContent(content);
  return file === null ? null : readJson(machine, file);
}

/** Something unknown has one key and one value, neither of them known. */
function valuesOf(machine: Machine, value: Value, of: (entry: readonly [string, Value]) => Value): Value {
  const items = optionsOf(value).flatMap((each) => {
    if (each.kind === 'object' || each.kind === 'namespace') return [...membersShown(machine, each)].map(of);
    if (each.kind === 'array') return each.items.map((item, index) => of([String(index), item]));
    return each.kind === 'unknown' || each.kind === 'external' ? [unknown('')] : [];
  });
  return { kind: 'array', items };
}

export function entriesOf(machine: Machine, value: Value): Value {
  const pair = (key: Value, given: Value): Value => ({ kind: 'array', items: [key, given] });
  const isKnown = optionsOf(value).some(
    (each) => each.kind === 'object' || each.kind === 'array' || each.kind === 'namespace',
  );
  return isKnown
    ? valuesOf(machine, value, ([key, given]) => pair(text(key), given))
    : { kind: 'array', items: value.kind === 'scalar' ? [] : [pair(unknown(''), unknown(''))] };
}

function assignAll([target = undefinedValue, ...sources]: readonly Value[]): Value {
  if (target.kind !== 'object' && target.kind !== 'closure') return target;
  for (const source of sources.flatMap(optionsOf)) {
    if (source.kind === 'object')
      for (const [key, value] of source.properties) target.properties.set(key, value);
  }
  return target;
}

function collectionOf(items: Value): Value {
  const properties = new Map<string, Value>();
  for (const [index, item] of (items.kind === 'array' ? items.items : []).entries()) {
    if (item.kind === 'array' && item.items[0] && item.items[1])
      properties.set(toText(item.items[0]).value, item.items[1]);
    else properties.set(String(index), item);
  }
  return objectOf(properties);
}

/** Values of packages that are no functions: the list of HTTP methods, of which a loop stands for any. */
export function externalConstant(packageName: string, path: readonly string[]): Value | null {
  const isMethods =
    (packageName === 'node:http' && path.join('.') === 'METHODS') ||
    (packageName === 'methods' && path.length === 0);
  return isMethods ? { kind: 'array', items: [unknown('method')] } : null;
}
