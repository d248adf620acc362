import type { Model, Runner, Site } from '../../evaluate/model.ts';
import { toText } from '../../evaluate/text.ts';
import { type MadeValue, optionsOf, unknown, type Value } from '../../evaluate/value.ts';
import { given } from '../../routes/register.ts';
import type { Resolved } from '../graphql/field-operation.ts';

/** A schema builder, a type that it made, what makes fields, or a field. */
type PothosThing =
  | { readonly kind: 'builder' | 'fields' }
  | { readonly kind: 'type'; readonly name: string }
  | { readonly kind: 'field'; readonly resolve: Value | null };

const modelName = 'pothos';

function made(thing: PothosThing): MadeValue {
  return { kind: 'made', model: modelName, thing };
}

/** How a schema builder behaves while types are declared; every field is noted with its resolver. */
export function pothosModel(resolved: Resolved[]): Model {
  return {
    name: modelName,
    packages: ['@pothos/core'],
    callExternal: ({ path }) =>
      path.length === 0 || path.at(-1) === 'SchemaBuilder' ? made({ kind: 'builder' }) : null,
    property: (self, name) => ((self.thing as PothosThing).kind === 'fields' && name === 'arg' ? self : null),
    callMember(self, name, args, site, runner) {
      const thing = self.thing as PothosThing;
      const call: BuilderCall = { resolved, name, args, site, runner };
      switch (thing.kind) {
        case 'builder':
          return callBuilder(call);
        case 'type':
          if (name === 'implement') noteFields(call, thing.name, given(runner, args[0], 'fields'));
          return self;
        case 'fields':
          return name.startsWith('with') ? self : made({ kind: 'field', resolve: resolverIn(args, runner) });
        default:
          return self;
      }
    },
  };
}

interface BuilderCall {
  readonly resolved: Resolved[];
  readonly name: string;
  readonly args: readonly Value[];
  readonly site: Site;
  readonly runner: Runner;
}

const roots: Readonly<Record<string, string>> = {
  query: 'Query',
  mutation: 'Mutation',
  subscription: 'Subscription',
};

function callBuilder(call: BuilderCall): Value {
  const { name, args, site, runner } = call;
  const [first, second, third] = args;
  const [, root = '', what = ''] = /^(query|mutation|subscription)(Type|Fields?)$/.exec(name) ?? [];
  const type = roots[root];
  if (type !== undefined) {
    if (what === 'Type') noteFields(call, type, given(runner, first, 'fields'));
    else if (what === 'Fields') noteFields(call, type, first);
    else if (first && second) noteField(call, type, toText(first).value, runField(second, site, runner));
    return made({ kind: 'type', name: type });
  }
  if (name === 'relayMutationField' && first) {
    const field = made({ kind: 'field', resolve: resolverIn(args.slice(1), runner) });
    noteField(call, 'Mutation', toText(first).value, field);
    return unknown(name);
  }
  const owner = typeNameOf(first, second, runner);
  if (/(?:Object|Interface|Node)Field$|^(?:object|interface)Field$/.test(name)) {
    if (second && third) noteField(call, owner, toText(second).value, runField(third, site, runner));
  } else if (/(?:Object|Interface|Node)Fields$|^(?:object|interface)Fields$/.test(name)) {
    noteFields(call, owner, second);
  } else noteFields(call, owner, given(runner, second ?? first, 'fields'));
  return made({ kind: 'type', name: owner });
}

/** A name, a type that was made before, or a class; options may rename it. */
function typeNameOf(type: Value | undefined, options: Value | undefined, runner: Runner): string {
  const renamed = given(runner, options, 'name');
  if (renamed?.kind === 'text') return renamed.value;
  const thing = type?.kind === 'made' && type.model === modelName ? (type.thing as PothosThing) : null;
  if (thing?.kind === 'type') return thing.name;
  if (type?.kind === 'class') return type.code.name;
  return toText(type ?? unknown('type')).value;
}

function noteFields(call: BuilderCall, type: string, fields: Value | undefined): void {
  const { site, runner } = call;
  for (const each of fields ? optionsOf(runField(fields, site, runner)) : []) {
    if (each.kind !== 'object') continue;
    for (const [name, field] of each.properties) noteField(call, type, name, field);
  }
}

/** What a function that is given the maker of fields returns. */
function runField(fields: Value, site: Site, runner: Runner): Value {
  return fields.kind === 'closure' ? runner.call(fields, [made({ kind: 'fields' })], site) : fields;
}

function noteField({ resolved, site }: BuilderCall, type: string, field: string, value: Value): void {
  for (const each of optionsOf(value)) {
    const thing = each.kind === 'made' && each.model === modelName ? (each.thing as PothosThing) : null;
    if (thing?.kind === 'field' && thing.resolve) resolved.push({ type, field, value: thing.resolve, site });
  }
}

function resolverIn(args: readonly Value[], runner: Runner): Value | null {
  for (const name of ['resolve', 'subscribe', 'load']) {
    for (const each of args) {
      const resolve = each.kind === 'object' ? given(runner, each, name) : undefined;
      if (resolve) return resolve;
    }
  }
  return null;
}
