import { posix } from 'node:path';
import { membersShown } from './exports-of.ts';
import { fileContent, fileOfContent } from './file-content.ts';
import { readJson } from './json.ts';
import type { Machine } from './machine.ts';
import type { Site } from './model.ts';
import { joinTexts, toText } from './text.ts';
import {
  type ArrayValue,
  closuresAmong,
  optionsOf,
  severalOf,
  text,
  undefinedValue,
  unknown,
  type Value,
} from './value.ts';

/** The longest text that a replacement is tried for. */
const maxReplaced = 10_000_000;

/** Methods of strings, arrays, functions, maps and promises, as far as wiring code uses them. */
export function callBuiltin(
  machine: Machine,
  self: Value,
  name: string,
  args: readonly Value[],
  site: Site,
): Value {
  const [first = undefinedValue] = args;
  switch (self.kind) {
    case 'array':
      return callOnArray(machine, self, name, args, site);
    case 'text':
      return callOnText(machine, self, name, args, site);
    case 'closure':
      return name === 'bind' ? { ...self, self: self.code.isArrow ? self.self : first } : unknown('');
    case 'object':
      return callOnObject(machine, self, name, args, site);
    default:
      for (const callback of closuresAmong(args)) machine.call(callback, [], site);
      return unknown('');
  }
}

function callOnArray(
  machine: Machine,
  self: ArrayValue,
  name: string,
  args: readonly Value[],
  site: Site,
): Value {
  const [first = undefinedValue] = args;
  const visit = () =>
    listOf(machine, self.items, site).items.map((item, index) =>
      machine.call(first, [item, { kind: 'scalar', value: index }, self], site),
    );
  switch (name) {
    case 'forEach':
      visit();
      return undefinedValue;
    case 'map':
      return { kind: 'array', items: visit() };
    case 'flatMap':
      return listOf(machine, visit(), site);
    case 'reduce':
      return self.items.reduce(
        (sum, item) => machine.call(first, [sum, item], site),
        args[1] ?? undefinedValue,
      );
    case 'push':
      if (machine.allowance.takeRoom(args.length, site)) for (const each of args) self.items.push(each);
      return undefinedValue;
    case 'concat':
      return listOf(machine, [self, ...args], site);
    case 'flat':
      return listOf(machine, self.items, site);
    case 'filter':
    case 'slice':
    case 'sort':
    case 'reverse':
    case 'values':
      return self;
    case 'entries':
      return {
        kind: 'array',
        items: self.items.map((item, index) => pair({ kind: 'scalar', value: index }, item)),
      };
    case 'join':
      return joinTexts(
        self.items.flatMap((item, index) =>
          index === 0 ? [item] : [args.length > 0 ? first : text(','), item],
        ),
      );
    case 'find':
    case 'at':
    case 'pop':
    case 'shift':
      return severalOf(self.items);
    default:
      return unknown('');
  }
}

/** A list of values, lists among them opened; empty where there is no room for it. */
function listOf({ allowance }: Machine, values: readonly Value[], site: Site): ArrayValue {
  const length = values.reduce((sum, value) => sum + (value.kind === 'array' ? value.items.length : 1), 0);
  const hasRoom = allowance.takeRoom(length, site);
  const items = hasRoom ? values.flatMap((value) => (value.kind === 'array' ? value.items : [value])) : [];
  return { kind: 'array', items };
}

function pair(key: Value, value: Value): Value {
  return { kind: 'array', items: [key, value] };
}

function callOnText(
  machine: Machine,
  self: Value & { kind: 'text' },
  name: string,
  args: readonly Value[],
  site: Site,
): Value {
  const [first, second] = args.map(toText);
  switch (name) {
    case 'concat':
      return joinTexts([self, ...args]);
    case 'toLowerCase':
      return text(self.value.toLowerCase(), self.isExact);
    case 'toUpperCase':
      return text(self.value.toUpperCase(), self.isExact);
    case 'trim':
    case 'toString':
    case 'normalize':
      return self;
    case 'replace':
    case 'replaceAll':
      if (!first || !second || args[0]?.kind !== 'text') return text(self.value, false);
      if (self.value.length * second.value.length > maxReplaced) return text(self.value, false);
      return text(
        self.value.replaceAll(first.value, () => second.value),
        self.isExact && first.isExact && second.isExact,
      );
    case 'split':
      return first
        ? listOf(
            machine,
            self.value.split(first.value).map((part) => text(part, self.isExact)),
            site,
          )
        : unknown('');
    default:
      return unknown('');
  }
}

/** Maps and sets are objects that `new Map()` made; promises are their values. */
function callOnObject(
  machine: Machine,
  self: Value & { kind: 'object' },
  name: string,
  args: readonly Value[],
  site: Site,
): Value {
  const [first = undefinedValue, second = undefinedValue] = args;
  switch (name) {
    case 'set':
      self.properties.set(toText(first).value, second);
      return self;
    case 'add':
      self.properties.set(String(self.properties.size), first);
      return self;
    case 'get':
      return self.properties.get(toText(first).value) ?? unknown('');
    case 'values':
      return { kind: 'array', items: [...self.properties.values()] };
    case 'keys':
      return { kind: 'array', items: [...self.properties.keys()].map((key) => text(key)) };
    case 'entries':
      return entriesOf(machine, self);
    case 'forEach':
      for (const [key, value] of self.properties) machine.call(first, [value, text(key)], site);
      return undefinedValue;
    default:
      return unknown('');
  }
}

function entriesOf(machine: Machine, value: Value): Value {
  const items = optionsOf(value).flatMap((each) =>
    [...membersShown(machine, each)].map(([key, given]) => pair(text(key), given)),
  );
  return { kind: 'array', items };
}

/** Globals and Node modules that wiring code uses: Object, Promise, path, fs. Null when it is none of these. */
export function callGlobal(machine: Machine, name: string, args: readonly Value[]): Value | null {
  const [first = undefinedValue] = args;
  switch (name) {
    case 'global:Object.keys':
      return {
        kind: 'array',
        items: optionsOf(first)
          .flatMap((each) => [...membersShown(machine, each).keys()])
          .map((key) => text(key)),
      };
    case 'global:Object.values':
      return {
        kind: 'array',
        items: optionsOf(first).flatMap((each) => [...membersShown(machine, each).values()]),
      };
    case 'global:Object.entries':
      return entriesOf(machine, first);
    case 'global:Object.freeze':
    case 'global:Promise.resolve':
    case 'global:Array.from':
      return first;
    case 'global:Object.assign':
      return assignAll(args);
    case 'global:Promise.all':
      return first;
    case 'global:JSON.parse':
      return readJsonContent(machine, first);
    case 'global:String':
      return toText(first);
    case 'global:Symbol.for':
      return { kind: 'external', package: 'global', path: ['Symbol.for', toText(first).value], wraps: [] };
    case 'global:Map':
    case 'global:Set':
    case 'global:WeakMap':
      return collectionOf(first);
    default:
      return callNode(machine, name, args);
  }
}

function readJsonContent(machine: Machine, content: Value): Value | null {
  const file = fileOfContent(content);
  return file === null ? null : readJson(machine, file);
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
  return { kind: 'object', properties, class: null, site: null, literal: null };
}

function callNode(machine: Machine, name: string, args: readonly Value[]): Value | null {
  switch (name) {
    case 'node:path:join':
    case 'node:path:posix.join':
    case 'node:path:resolve':
      return joinPaths(args);
    case 'node:url:fileURLToPath':
    case 'node:url:pathToFileURL':
      return args[0] ?? null;
    case 'desm:join':
    case 'global:URL':
    case 'node:url:URL':
      return besideModule(args, name);
    case 'desm:dirname':
    case 'node:path:dirname':
    case 'node:path:basename': {
      const path = args[0]?.kind === 'text' ? args[0] : null;
      const take = (whole: string) =>
        name.endsWith('dirname') ? posix.dirname(whole) : posix.basename(whole);
      const suffix = args[1]?.kind === 'text' ? args[1].value : '';
      return path
        ? text(take(path.value).replace(new RegExp(`${suffix.replace(/[^\w]/g, '\\$&')}$`), ''), path.isExact)
        : null;
    }
    case 'node:fs:readdirSync':
      return listFolder(machine, args[0]);
    case 'node:fs:readFileSync':
      return contentOf(args[0]);
    default:
      return null;
  }
}

/** `new URL('./routes', import.meta.url)` and `join(import.meta.url, 'routes')` of desm. */
function besideModule([first, second, ...rest]: readonly Value[], name: string): Value | null {
  const [url, relative] = name === 'desm:join' ? [first, second] : [second, first];
  if (url?.kind !== 'text' || !url.value.startsWith('/') || !relative) return null;
  return joinPaths([text(posix.dirname(url.value), url.isExact), relative, ...rest]);
}

function joinPaths(args: readonly Value[]): Value {
  const parts = args.map(toText);
  return text(
    posix.join(...parts.map(({ value }) => value)),
    parts.every(({ isExact }) => isExact),
  );
}

/** The entries of a folder of the project that is read while the program starts. */
function listFolder({ files }: Machine, folder: Value | undefined): Value | null {
  if (folder?.kind !== 'text' || !folder.isExact || !folder.value.startsWith('/')) return null;
  const prefix = folder.value === '/' ? '' : `${folder.value.slice(1).replace(/\/$/, '')}/`;
  const names = new Set<string>();
  for (const file of files)
    if (file.startsWith(prefix)) names.add(file.slice(prefix.length).split('/')[0] ?? '');
  return { kind: 'array', items: [...names].map((name) => text(name)) };
}

/** A path that starts with a slash is below the root, as `__dirname` is; others are below the working directory. */
function contentOf(path: Value | undefined): Value | null {
  if (path?.kind !== 'text' || !path.isExact) return null;
  return fileContent(posix.join('/', path.value).slice(1));
}
