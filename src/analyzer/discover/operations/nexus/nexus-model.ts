import type { Model, Runner, Site } from '../../evaluate/model.ts';
import { toText } from '../../evaluate/text.ts';
import { type MadeValue, unknown, type Value } from '../../evaluate/value.ts';
import { given } from '../../routes/register.ts';
import type { Resolved } from '../graphql/field-operation.ts';

export const nexusPackages: readonly string[] = [
  'nexus',
  '@nexus/schema',
  'nexus-prisma',
  'nexus-plugin-prisma',
];
const modelName = 'nexus';
const modifiers = new Set(['list', 'nonNull', 'nullable', 'required']);

/** A type by its name, or what a definition is given to add fields to one. */
interface NexusThing {
  readonly kind: 'type' | 'block';
  readonly name: string;
}

function made(thing: NexusThing): MadeValue {
  return { kind: 'made', model: modelName, thing };
}

/** How the functions of Nexus behave while types are declared; every field is noted with its configuration. */
export function nexusModel(resolved: Resolved[]): Model {
  return {
    name: modelName,
    packages: ['nexus', '@nexus/schema'],
    callExternal: ({ path }, args, site, runner) =>
      path.length === 1 ? callNexus(resolved, path[0] ?? '', args, site, runner) : null,
    property: (self, name) => (modifiers.has(name) ? self : null),
    callMember(self, name, args, site, runner) {
      const { kind, name: type } = self.thing as NexusThing;
      const [first, second] = args;
      if (kind !== 'block' || !first || name === 'implements' || name === 'modify') return self;
      const field = first.kind === 'object' ? given(runner, first, 'name') : first;
      if (field?.kind === 'text') resolved.push({ type, field: field.value, value: second ?? first, site });
      return self;
    },
  };
}

function callNexus(
  resolved: Resolved[],
  name: string,
  args: readonly Value[],
  site: Site,
  runner: Runner,
): Value | null {
  const [first, second] = args;
  const [, root = '', what = ''] = /^(query|mutation|subscription)(Type|Field)$/.exec(name) ?? [];
  const rootType = `${root.charAt(0).toUpperCase()}${root.slice(1)}`;
  const define = (type: string, definition: Value | undefined): void => {
    if (definition?.kind === 'closure') runner.call(definition, [made({ kind: 'block', name: type })], site);
  };
  if (what === 'Type') define(rootType, given(runner, first, 'definition'));
  else if (what === 'Field' && first) {
    if (first.kind === 'closure') define(rootType, first);
    else
      resolved.push({ type: rootType, field: toText(first).value, value: second ?? unknown('config'), site });
  } else if (/^(?:object|interface|extend)Type$/.test(name)) {
    const type = typeNameOf(given(runner, first, 'name') ?? given(runner, first, 'type'));
    define(type, given(runner, first, 'definition'));
    return made({ kind: 'type', name: type });
  } else return null;
  return made({ kind: 'type', name: rootType });
}

function typeNameOf(value: Value | undefined): string {
  if (value?.kind === 'made' && value.model === modelName) return (value.thing as NexusThing).name;
  return toText(value ?? unknown('type')).value;
}
