import type { CallExpression, TypeCode, TypeDeclaration, Variable } from '../source/code.ts';
import { bind, substitute, substituteMembers } from './bindings.ts';
import { externalShape } from './external-shape.ts';
import type { Shape } from './shape.ts';
import type { Shaper } from './shaper.ts';

/** Global types that stand for their first argument. */
const transparent = new Set([
  'Promise',
  'Readonly',
  'Partial',
  'Required',
  'NonNullable',
  'Awaited',
  'Pick',
  'Omit',
  'PromiseLike',
  'Extract',
  'Exclude',
]);

/** What a value of a type is. */
export function typeShapes(shaper: Shaper, type: TypeCode, file: string): readonly Shape[] {
  switch (type.kind) {
    case 'reference':
      return referenceShapes(shaper, type, file);
    case 'members':
      return [{ kind: 'typed', members: type.members, declaration: null, variable: null, file }];
    case 'query':
      return shaper.ofExpression(type.value, { file, code: moduleCode(shaper, file) });
    case 'several':
      return type.types.flatMap((each) => shaper.ofType(each, file));
    case 'array':
      return [listOf(shaper, type.element, file)];
    case 'placed':
      return shaper.ofType(type.type, type.file);
    case 'callable':
      return [{ kind: 'signature', parameters: type.parameters, result: type.result, file }];
    case 'indexed': {
      const { key } = type;
      if (key.kind !== 'text') return [];
      return shaper.ofType(type.object, file).flatMap((shape) => shaper.ofMember(shape, key.value));
    }
    case 'imported': {
      const [name, ...rest] = type.path;
      if (name === undefined) return [];
      return asType(shaper, shaper.ofImport(file, type.specifier, name), rest, [], file);
    }
    default:
      return [];
  }
}

function listOf(shaper: Shaper, element: TypeCode, file: string): Shape {
  return { kind: 'list', element, items: [], place: { file, code: moduleCode(shaper, file) }, file };
}

function moduleCode(shaper: Shaper, file: string): Variable['owner'] {
  const module = shaper.modules.get(file);
  if (!module) throw new Error(`${file} is not a module`);
  return module.code;
}

function referenceShapes(
  shaper: Shaper,
  type: TypeCode & { kind: 'reference' },
  file: string,
): readonly Shape[] {
  const { name, path, arguments: args } = type;
  if (!name.variable) return globalShapes(shaper, name.name, args, file);
  const found = declared(shaper, name.variable, file);
  if (!found) return [];
  if (found.kind === 'shapes') return asType(shaper, found.shapes, path, args, file);
  const { declaration, variable, file: from } = found;
  if (path.length > 0) return [];
  const bindings = bind(declaration.parameters, args, file);
  if (!declaration.isInterface) return shaper.ofType(substitute(declaration.type, bindings), from);
  const members = substituteMembers(membersOf(declaration), bindings);
  return [{ kind: 'typed', members, declaration, variable, file: from, bindings }];
}

function globalShapes(
  shaper: Shaper,
  name: string,
  args: readonly TypeCode[],
  file: string,
): readonly Shape[] {
  const [first] = args;
  if (first && transparent.has(name)) return shaper.ofType(first, file);
  if (first && (name === 'ReturnType' || name === 'InstanceType'))
    return shaper.ofType(first, file).flatMap(shaper.ofResult);
  const element = elementType(name, args);
  if (element) return [listOf(shaper, element, file)];
  // It says nothing: what the function is given does.
  if (name === 'Function') return [];
  return [externalShape('global', [name, '()'], args, file)];
}

/** What a global collection type holds; of maps, the values. */
function elementType(name: string, args: readonly TypeCode[]): TypeCode | undefined {
  if (lists.has(name)) return args[0];
  return name === 'Record' || name === 'Map' || name === 'ReadonlyMap' || name === 'WeakMap'
    ? args[1]
    : undefined;
}

const lists = new Set([
  'Array',
  'ReadonlyArray',
  'Set',
  'ReadonlySet',
  'WeakSet',
  'Iterable',
  'AsyncIterable',
]);

/** `new Map<string, Order>()`. */
export function newCollection(
  shaper: Shaper,
  { callee, typeArguments }: CallExpression,
  file: string,
): readonly Shape[] {
  const isGlobal = callee.kind === 'name' && callee.variable === null;
  const element = isGlobal ? elementType(callee.name, typeArguments) : undefined;
  return element ? [listOf(shaper, element, file)] : [];
}

type Declared =
  | {
      readonly kind: 'declaration';
      readonly declaration: TypeDeclaration;
      readonly variable: Variable;
      readonly file: string;
    }
  | { readonly kind: 'shapes'; readonly shapes: readonly Shape[] };

/** The declaration behind a name used as a type: an interface or alias, or a class or something of a package. */
function declared(shaper: Shaper, variable: Variable, file: string): Declared | null {
  if (!variable.origin) {
    if (variable.typeDeclaration) {
      return { kind: 'declaration', declaration: variable.typeDeclaration, variable, file };
    }
    return { kind: 'shapes', shapes: variable.values.length > 0 ? shaper.ofVariable(variable, file) : [] };
  }
  const { specifier, imported } = variable.origin;
  const definition = shaper.linker.imported(file, specifier, imported);
  const found =
    definition?.kind === 'declaration'
      ? shaper.modules.get(definition.file)?.variables.get(definition.name)
      : undefined;
  if (found?.typeDeclaration && definition?.kind === 'declaration') {
    return {
      kind: 'declaration',
      declaration: found.typeDeclaration,
      variable: found,
      file: definition.file,
    };
  }
  return { kind: 'shapes', shapes: shaper.ofImport(file, specifier, imported) };
}

/** Classes as types are their instances; names of packages are instances of them. */
function asType(
  shaper: Shaper,
  shapes: readonly Shape[],
  path: readonly string[],
  args: readonly TypeCode[],
  file: string,
): readonly Shape[] {
  const ends = path.reduce<readonly Shape[]>(
    (all, name) => all.flatMap((each) => shaper.ofMember(each, name)),
    shapes,
  );
  return ends.flatMap((shape): Shape[] => {
    if (shape.kind === 'class') {
      const bindings = bind(shape.code.typeParameters, args, file);
      return [{ kind: 'instance', code: shape.code, file: shape.file, bindings }];
    }
    if (shape.kind === 'external') return [externalShape(shape.package, [...shape.path, '()'], args, file)];
    return shape.kind === 'typed' ? [shape] : [];
  });
}

function membersOf({ type }: TypeDeclaration): ReadonlyMap<string, TypeCode> {
  return type.kind === 'members' ? type.members : new Map();
}
