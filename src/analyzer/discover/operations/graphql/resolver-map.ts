import { membersShown } from '../../evaluate/exports-of.ts';
import type { Machine } from '../../evaluate/machine.ts';
import type { Site } from '../../evaluate/model.ts';
import { optionsOf, type Value } from '../../evaluate/value.ts';
import type { Resolved } from './field-operation.ts';

/** Every field of a resolver map: by type, then by field; arrays of maps are all read. */
export function readResolverMap(machine: Machine, value: Value | undefined, site: Site): Resolved[] {
  return (value ? optionsOf(value) : []).flatMap((map): Resolved[] => {
    if (map.kind === 'array') return map.items.flatMap((item) => readResolverMap(machine, item, site));
    if (map.kind === 'closure') return readResolverMap(machine, machine.call(map, [], site), site);
    return [...membersShown(machine, map)].flatMap(([type, fields]) =>
      optionsOf(fields).flatMap((each) =>
        [...fieldsOf(machine, each)].map(([field, given]) => ({ type, field, value: given, site })),
      ),
    );
  });
}

/** Fields of a type: of a literal, a module, or an instance with its methods. */
function fieldsOf(machine: Machine, value: Value): Map<string, Value> {
  const fields = new Map(membersShown(machine, value));
  if (value.kind === 'object' && value.class)
    for (const name of value.class.code.members.keys()) fields.set(name, machine.property(value, name));
  return fields;
}
