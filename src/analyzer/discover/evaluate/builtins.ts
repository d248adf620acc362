import { callOnText, matches } from './builtin-texts.ts';
import { entriesOf } from './builtin-globals.ts';
import { listOf } from './list-of.ts';
import type { Machine } from './machine.ts';
import type { Site } from './model.ts';
import { joinTexts, toText } from './text.ts';
import {
  type ArrayValue,
  closuresAmong,
  severalOf,
  text,
  undefinedValue,
  unknown,
  type Value,
} from './value.ts';

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
    case 'pattern':
      return name === 'test' ? matches(self.source, first) : unknown('');
    default:
      return callOnUnknown(machine, name, args, site);
  }
}

/** Callbacks of something unknown run once, with parameters that are not known either. */
function callOnUnknown(machine: Machine, name: string, args: readonly Value[], site: Site): Value {
  const results = closuresAmong(args).map((callback) =>
    machine.call(
      callback,
      callback.code.parameters.map(({ variable }) => unknown(variable.name)),
      site,
    ),
  );
  return name === 'map' || name === 'flatMap' ? listOf(machine, results, site) : unknown('');
}

function callOnArray(
  machine: Machine,
  self: ArrayValue,
  name: string,
  args: readonly Value[],
  site: Site,
): Value {
  const [first = undefinedValue] = args;
  switch (name) {
    case 'push':
      if (machine.allowance.takeRoom(args.length, site)) for (const each of args) self.items.push(each);
      return undefinedValue;
    case 'unshift':
      if (machine.allowance.takeRoom(args.length, site)) self.items.unshift(...args);
      return undefinedValue;
    case 'shift':
      return self.items.shift() ?? undefinedValue;
    case 'concat':
      return listOf(machine, [self, ...args], site);
    case 'flat':
      return listOf(machine, self.items, site);
    case 'includes':
      return includes(self.items, first);
    case 'slice':
      return sliceOf(self, args);
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
      return severalOf(self.items);
    default:
      return visitArray(machine, self, name, args, site);
  }
}

/** Methods that call back for each item. */
function visitArray(
  machine: Machine,
  self: ArrayValue,
  name: string,
  [callback = undefinedValue, start = undefinedValue]: readonly Value[],
  site: Site,
): Value {
  const visitOne = (index: number) =>
    machine.call(
      callback,
      [self.items[index] ?? undefinedValue, { kind: 'scalar', value: index }, self],
      site,
    );
  // Callbacks may add to the list.
  const visit = () =>
    machine.allowance.takeRoom(self.items.length, site) ? [...self.items.keys()].map(visitOne) : [];
  switch (name) {
    case 'forEach':
      visit();
      return undefinedValue;
    case 'map':
      return { kind: 'array', items: visit() };
    case 'flatMap':
      return listOf(machine, visit(), site);
    case 'filter':
      return { kind: 'array', items: self.items.filter((_, index) => !isFalse(visitOne(index))) };
    case 'reduce':
      return self.items.reduce((sum, item) => machine.call(callback, [sum, item], site), start);
    default:
      return unknown('');
  }
}

function isFalse(value: Value): boolean {
  return value.kind === 'scalar' && value.value === false;
}

/** A list that holds a text says so; one that does not may have got it from what is not followed. */
function includes(items: readonly Value[], wanted: Value): Value {
  const isThere = items.some(
    (item) => item.kind === 'text' && wanted.kind === 'text' && wanted.isExact && item.value === wanted.value,
  );
  return isThere ? { kind: 'scalar', value: true } : unknown('');
}

function sliceOf(self: ArrayValue, args: readonly Value[]): Value {
  const [from, to] = args.map((each) =>
    each.kind === 'scalar' && typeof each.value === 'number' ? each.value : null,
  );
  return from == null || to === null ? self : { kind: 'array', items: self.items.slice(from, to) };
}

function pair(key: Value, value: Value): Value {
  return { kind: 'array', items: [key, value] };
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
    case 'has':
    case 'hasOwnProperty':
      return self.properties.has(toText(first).value) ? { kind: 'scalar', value: true } : unknown('');
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
