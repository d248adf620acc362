import type { Machine } from './machine.ts';
import type { Value } from './value.ts';

/** Every name that a module exports, with its value; those of `export *` included. */
function exportsOf(machine: Machine, file: string): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const name of exportNames(machine, file, new Set())) values.set(name, machine.exported(file, name));
  return values;
}

function exportNames(machine: Machine, file: string, seen: Set<string>): string[] {
  const record = machine.modules.get(file)?.record;
  if (!record || seen.has(file)) return [];
  seen.add(file);
  const starred = record.stars.flatMap((specifier) => {
    const resolution = machine.resolver.resolve(file, specifier);
    return resolution.kind === 'module'
      ? exportNames(machine, resolution.path, seen).filter((name) => name !== 'default')
      : [];
  });
  const own = record.exports.flatMap(({ name, isType }) => (isType ? [] : [name]));
  return [...new Set([...own, ...starred])];
}

/** The members that a value shows: those of an object, the exports of a module. */
export function membersShown(machine: Machine, value: Value): ReadonlyMap<string, Value> {
  if (value.kind === 'object') return value.properties;
  return value.kind === 'namespace' ? exportsOf(machine, value.file) : new Map();
}
