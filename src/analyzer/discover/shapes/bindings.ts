import type { TypeCode } from '../source/code.ts';

/** What type parameters stand for, by name; each type carries the file that it stands in. */
export type Bindings = ReadonlyMap<string, TypeCode>;

/** Types that grow at each turn, as `Node<Node<T>>` in `Node<T>`, end here. */
const maxNesting = 16;

const bound = new WeakMap<readonly TypeCode[], Map<readonly string[], Bindings | null>>();
const nesting = new WeakMap<TypeCode, number>();
const substituted = new WeakMap<Bindings, WeakMap<TypeCode, TypeCode>>();

/** `<Order>` for `<T>`; null where there is nothing to bind, or too deep a type. The same lists give the same bindings. */
export function bind(
  parameters: readonly string[],
  args: readonly TypeCode[],
  file: string,
): Bindings | null {
  if (parameters.length === 0 || args.length === 0) return null;
  const ofArgs = bound.get(args) ?? new Map<readonly string[], Bindings | null>();
  const known = ofArgs.get(parameters);
  if (known !== undefined) return known;
  const bindings = new Map(
    parameters.flatMap((name, index) => {
      const type = args[index];
      return type ? [[name, type.kind === 'placed' ? type : ({ kind: 'placed', type, file } as const)]] : [];
    }),
  );
  const result = deepest(args) > maxNesting ? null : bindings;
  bound.set(args, ofArgs.set(parameters, result));
  return result;
}

function deepest(types: Iterable<TypeCode | null>): number {
  let deepest = 0;
  for (const type of types) if (type) deepest = Math.max(deepest, nestingOf(type));
  return deepest;
}

/** Types inside each other in a type, itself counted. */
function nestingOf(type: TypeCode): number {
  const known = nesting.get(type);
  if (known !== undefined) return known;
  const result = 1 + deepest(partsOf(type));
  nesting.set(type, result);
  return result;
}

function partsOf(type: TypeCode): Iterable<TypeCode | null> {
  switch (type.kind) {
    case 'reference':
      return type.arguments;
    case 'members':
      return type.members.values();
    case 'several':
      return type.types;
    case 'array':
      return [type.element];
    case 'callable':
      return [...type.parameters, type.result];
    case 'indexed':
      return [type.object, type.key];
    case 'placed':
      return [type.type];
    default:
      return [];
  }
}

/** A type with what its parameters stand for in their places; itself where it names none of them. */
export function substitute(type: TypeCode, bindings: Bindings | null | undefined): TypeCode {
  if (!bindings) return type;
  const cache = substituted.get(bindings) ?? new WeakMap<TypeCode, TypeCode>();
  substituted.set(bindings, cache);
  const known = cache.get(type);
  if (known) return known;
  const result = replace(type, bindings);
  cache.set(type, result);
  return result;
}

const substitutedLists = new WeakMap<Bindings, WeakMap<readonly TypeCode[], readonly TypeCode[]>>();

/** The same for each of some types; the same list for the same types and bindings. */
export function substituteAll(
  types: readonly TypeCode[],
  bindings: Bindings | null | undefined,
): readonly TypeCode[] {
  if (!bindings) return types;
  const cache = substitutedLists.get(bindings) ?? new WeakMap<readonly TypeCode[], readonly TypeCode[]>();
  substitutedLists.set(bindings, cache);
  const known = cache.get(types);
  if (known) return known;
  const results = all(types, (type) => substitute(type, bindings));
  cache.set(types, results);
  return results;
}

function replace(type: TypeCode, bindings: Bindings): TypeCode {
  const each = (inner: TypeCode) => substitute(inner, bindings);
  switch (type.kind) {
    case 'reference': {
      const given = type.path.length === 0 ? bindings.get(type.name.name) : undefined;
      if (given) return given;
      const args = all(type.arguments, each);
      return args === type.arguments ? type : { ...type, arguments: args };
    }
    case 'several': {
      const types = all(type.types, each);
      return types === type.types ? type : { ...type, types };
    }
    case 'array': {
      const element = each(type.element);
      return element === type.element ? type : { ...type, element };
    }
    case 'members': {
      const members = substituteMembers(type.members, bindings);
      return members === type.members ? type : { ...type, members };
    }
    case 'callable':
      return {
        ...type,
        parameters: type.parameters.map((parameter) => parameter && each(parameter)),
        result: type.result && each(type.result),
      };
    case 'indexed':
      return { ...type, object: each(type.object), key: each(type.key) };
    default:
      return type;
  }
}

function all(types: readonly TypeCode[], each: (type: TypeCode) => TypeCode): readonly TypeCode[] {
  const results = types.map(each);
  return results.every((type, index) => type === types[index]) ? types : results;
}

const memberMaps = new WeakMap<
  Bindings,
  WeakMap<ReadonlyMap<string, TypeCode>, ReadonlyMap<string, TypeCode>>
>();

/** Members with their types substituted; the same map for the same members and bindings. */
export function substituteMembers(
  members: ReadonlyMap<string, TypeCode>,
  bindings: Bindings | null,
): ReadonlyMap<string, TypeCode> {
  if (!bindings || members.size === 0) return members;
  const cache =
    memberMaps.get(bindings) ?? new WeakMap<ReadonlyMap<string, TypeCode>, ReadonlyMap<string, TypeCode>>();
  memberMaps.set(bindings, cache);
  const known = cache.get(members);
  if (known) return known;
  const results = new Map([...members].map(([name, type]) => [name, substitute(type, bindings)] as const));
  const isSame = [...members].every(([name, type]) => results.get(name) === type);
  cache.set(members, isSame ? members : results);
  return isSame ? members : results;
}
