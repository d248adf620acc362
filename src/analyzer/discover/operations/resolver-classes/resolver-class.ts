import type { Machine } from '../../evaluate/machine.ts';
import { toText } from '../../evaluate/text.ts';
import { type ClassValue, optionsOf, type Value } from '../../evaluate/value.ts';
import {
  type DecoratedMember,
  decoratedMembers,
  type Decoration,
  decorationsOfClass,
  inheritedDecorations,
} from '../../routes/decorations.ts';

/** A field that a method of a resolver class answers. */
export interface ResolverField {
  /** `Query.orders`, `Order.lines`; the type in braces where the code does not say it. */
  readonly name: string;
  readonly method: DecoratedMember;
}

const rootTypes: Readonly<Record<string, string>> = {
  Query: 'Query',
  Mutation: 'Mutation',
  Subscription: 'Subscription',
};
const typeDecorators = new Set(['ObjectType', 'InterfaceType']);
const fieldDecorators = new Set(['ResolveField', 'ResolveProperty', 'FieldResolver']);

/**
 * The fields that methods of a class answer, inherited ones included; null for a class without any, or that is only a
 * base of others (`isAbstract`). Only fields of a type need the class to be decorated with `Resolver`.
 */
export function readResolverClass(
  machine: Machine,
  type: ClassValue,
  packageName: string,
): ResolverField[] | null {
  const isOfPackage = (each: Decoration): boolean => each.package === packageName;
  const resolver = inheritedDecorations(machine, type)
    .filter(isOfPackage)
    .find(({ name }) => name === 'Resolver');
  const own = decorationsOfClass(machine, type).filter(isOfPackage);
  if (own.some(isAbstract)) return null;
  const object = own.find(({ name }) => typeDecorators.has(name));
  const parent = object
    ? fieldName(object, type.code.name)
    : (typeName(machine, resolver?.args[0], packageName) ?? `{${type.code.name}}`);
  const fields = decoratedMembers(machine, type).flatMap((method) =>
    method.decorations.filter(isOfPackage).flatMap((each): ResolverField[] => {
      const owner = Object.hasOwn(rootTypes, each.name)
        ? rootTypes[each.name]
        : fieldDecorators.has(each.name) || (object && each.name === 'Field' && isMethod(method))
          ? parent
          : undefined;
      if (owner !== undefined) return [{ name: `${owner}.${fieldName(each, method.member.name)}`, method }];
      return each.name === 'ResolveReference' ? [{ name: `${parent}.__resolveReference`, method }] : [];
    }),
  );
  return fields.length === 0 ? null : fields;
}

function isMethod({ member }: DecoratedMember): boolean {
  return member.kind === 'method';
}

function isAbstract({ name, args }: Decoration): boolean {
  return name === 'Resolver' && args.some((each) => flagOf(each, 'isAbstract'));
}

function flagOf(options: Value, name: string): boolean {
  const flag = options.kind === 'object' ? options.properties.get(name) : undefined;
  return flag?.kind === 'scalar' && flag.value === true;
}

/** `('orders')`, `(() => [Order], { name: 'orders' })`, `({ name: 'orders' })`, else the name of the method. */
function fieldName({ args }: Decoration, method: string): string {
  for (const arg of args) {
    const name = arg.kind === 'object' ? arg.properties.get('name') : arg;
    if (name?.kind === 'text') return name.value;
    if (name && arg.kind === 'object') return toText(name).value;
  }
  return method;
}

/** The GraphQL type that a decorator names: a text, a class, or a function that returns a class. */
function typeName(machine: Machine, value: Value | undefined, packageName: string): string | null {
  if (!value) return null;
  for (const each of optionsOf(value)) {
    if (each.kind === 'text') return each.value;
    if (each.kind === 'class') return nameOfObjectType(machine, each, packageName);
    if (each.kind !== 'closure') continue;
    const result = machine.call(each, [], { file: each.frame.file, line: each.code.line });
    const found = result.kind === 'closure' ? null : typeName(machine, result, packageName);
    if (found !== null) return found;
  }
  return null;
}

/** `@ObjectType('Order')` and `@ObjectType({ name: 'Order' })` rename a class. */
function nameOfObjectType(machine: Machine, type: ClassValue, packageName: string): string {
  const own = decorationsOfClass(machine, type).find(
    (each) => each.package === packageName && typeDecorators.has(each.name),
  );
  return own ? fieldName(own, type.code.name) : type.code.name;
}
