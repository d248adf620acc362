import { membersShown } from '../../evaluate/exports-of.ts';
import type { Machine } from '../../evaluate/machine.ts';
import { toText } from '../../evaluate/text.ts';
import { optionsOf, type Value } from '../../evaluate/value.ts';
import type { Resolved } from './field-operation.ts';
import type { ObjectTypeThing } from './schema-values.ts';

/** The fields of an object type that its configuration gives, with their `resolve`. */
export function readObjectType(machine: Machine, { config, site }: ObjectTypeThing): Resolved[] {
  const name = machine.property(config, 'name');
  const type = toText(name.kind === 'unknown' ? { ...name, text: 'type' } : name).value;
  return fieldsOf(machine, machine.property(config, 'fields'), site).map(([field, value]) => ({
    type,
    field,
    value,
    site,
  }));
}

function fieldsOf(machine: Machine, fields: Value, site: ObjectTypeThing['site']): [string, Value][] {
  return optionsOf(fields).flatMap((each): [string, Value][] =>
    each.kind === 'closure'
      ? fieldsOf(machine, machine.call(each, [], site), site)
      : [...membersShown(machine, each)],
  );
}
