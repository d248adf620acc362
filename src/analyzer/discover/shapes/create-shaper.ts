import type { Value } from '../evaluate/value.ts';
import type { Definition } from '../link/linker.ts';
import type { Program } from '../program.ts';
import type { CallExpression, Expression, Variable } from '../source/code.ts';
import { contextShapes, type Contexts, indexContexts } from './contexts.ts';
import { elementsOf, listResult } from './lists.ts';
import { memberShapes } from './member-shapes.ts';
import { resultShapes } from './result-shapes.ts';
import { identityOf, isSameShape, type Shape, shapeOfValue } from './shape.ts';
import type { Place, Shaper } from './shaper.ts';
import { memoiser } from './memoiser.ts';
import { typeShapes } from './type-shapes.ts';

const maxShapes = 12;

/** Works on demand: nothing is computed for code that nobody asks about. */
export function createShaper(
  { modules, linker }: Program,
  seen: ReadonlyMap<Variable, ReadonlySet<Value>>,
): Shaper {
  const once = memoiser<readonly Shape[]>([], distinct);
  const contexts = lazily(() => indexContexts(modules.values()));
  const memberKey = memberKeys();
  const implementers = lazily(() => indexImplementers(shaper));
  const shaper: Shaper = {
    modules,
    linker,
    seen,
    ofExpression: (expression, place) => once(expression, () => expressionShapes(shaper, expression, place)),
    ofVariable: (variable, file) => once(variable, () => variableShapes(shaper, contexts, variable, file)),
    ofType: (type, file) => once(type, () => typeShapes(shaper, type, file)),
    ofMember: (shape, name) => once(memberKey(shape, name), () => memberShapes(shaper, shape, name)),
    ofResult: (shape) => resultShapes(shaper, shape),
    ofImport: (file, specifier, name) =>
      definitionShapes(shaper, linker.imported(file, specifier, name), file),
    ofExport: (file, name) => definitionShapes(shaper, linker.definitionOf(file, name), file),
    implementers: (variable) => implementers().get(variable) ?? [],
  };
  return shaper;
}

function distinct(shapes: readonly Shape[]): readonly Shape[] {
  if (shapes.length < 2) return shapes;
  const result: Shape[] = [];
  for (const shape of shapes) {
    if (result.length < maxShapes && !result.some((each) => isSameShape(each, shape))) result.push(shape);
  }
  return result;
}

/** One object for each member of each shape, to remember answers by. */
function memberKeys(): (shape: Shape, name: string) => object {
  const known = new Map<unknown, Map<string, object>>();
  return (shape, name) => {
    const identity = shape.kind === 'class' ? shape.code.statics : identityOf(shape);
    const names = known.get(identity) ?? new Map<string, object>();
    known.set(identity, names);
    const key = names.get(name) ?? {};
    names.set(name, key);
    return key;
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function expressionShapes(shaper: Shaper, expression: Expression, place: Place): readonly Shape[] {
  const of = (each: Expression) => shaper.ofExpression(each, place);
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string'
        ? [{ kind: 'text', value: expression.value, file: place.file }]
        : [];
    case 'template':
      if (expression.tag) return of(expression.tag).flatMap(shaper.ofResult);
      return textShapes(shaper, expression, place);
    case 'concat':
      return textShapes(shaper, expression, place);
    case 'name':
      if (expression.variable) return shaper.ofVariable(expression.variable, place.file);
      return [
        { kind: 'external', package: 'global', path: [expression.name], arguments: [], file: place.file },
      ];
    case 'this':
      return selfShapes(place);
    case 'super':
      return baseShapes(shaper, place);
    case 'member':
      return membersOf(shaper, of(expression.object), expression.property, place);
    case 'call':
      if (expression.isNew || expression.callee.kind !== 'super')
        return of(expression.callee).flatMap(shaper.ofResult);
      return [];
    case 'function':
      return [{ kind: 'function', code: expression.code, file: place.file }];
    case 'class':
      return [{ kind: 'class', code: expression.code, file: place.file }];
    case 'object':
      return [{ kind: 'object', expression, file: place.file }];
    case 'array':
      return [{ kind: 'list', element: null, items: expression.items, place, file: place.file }];
    case 'element':
      return of(expression.list).flatMap((list) => elementsOf(shaper, list));
    case 'spread':
      return of(expression.value).flatMap((list) => elementsOf(shaper, list));
    case 'either':
      return expression.options.flatMap(of);
    case 'assign':
      return of(expression.value);
    case 'cast': {
      const typed = shaper.ofType(expression.type, place.file);
      return typed.length > 0 ? typed : of(expression.value);
    }
    case 'import':
      return expression.specifier === null
        ? []
        : shaper.ofImport(place.file, expression.specifier, expression.isRequire ? '=' : '*');
    default:
      return [];
  }
}

/** What a call gives: for methods of lists by what they take out, for `get(Class)` of a container an instance. */
function callShapes(shaper: Shaper, call: CallExpression, place: Place): readonly Shape[] {
  if (call.callee.kind === 'super') return [];
  const [first] = call.arguments;
  const given = shaper.ofExpression(call.callee, place).flatMap((callee) => {
    if (callee.kind === 'list-method') return listResult(shaper, callee, first, place);
    if (isWholeList(callee) && first) return shaper.ofExpression(first, place);
    return shaper.ofResult(callee);
  });
  const isUseful = given.some((shape) => shape.kind !== 'external' || shape.package !== 'global');
  if (
    isUseful ||
    !first ||
    call.callee.kind !== 'member' ||
    !containerMethods.has(String(call.callee.property))
  ) {
    return given;
  }
  return shaper
    .ofExpression(first, place)
    .flatMap((type) => (type.kind === 'class' ? shaper.ofResult(type) : []));
}

const containerMethods = new Set(['get', 'resolve', 'getService', 'create']);

function isWholeList(callee: Shape): boolean {
  if (callee.kind !== 'external' || callee.package !== 'global') return false;
  const name = callee.path.join('.');
  return (
    name === 'Promise.all' || name === 'Promise.resolve' || name === 'Array.from' || name === 'Object.freeze'
  );
}

/** Texts whose parts are all known, one value each. */
function textShapes(shaper: Shaper, expression: Expression, place: Place): readonly Shape[] {
  const parts = partsOf(expression);
  let value = '';
  for (const part of parts) {
    const [shape] = typeof part === 'string' ? [] : shaper.ofExpression(part, place);
    if (typeof part !== 'string' && shape?.kind !== 'text') return [];
    value += typeof part === 'string' ? part : shape?.kind === 'text' ? shape.value : '';
  }
  return [{ kind: 'text', value, file: place.file }];
}

function partsOf(expression: Expression): readonly (string | Expression)[] {
  if (expression.kind === 'concat') return [expression.left, expression.right];
  if (expression.kind !== 'template') return [expression];
  return expression.texts.flatMap((text, index) => [text, ...expression.holes.slice(index, index + 1)]);
}

function membersOf(
  shaper: Shaper,
  objects: readonly Shape[],
  property: string | Expression,
  place: Place,
): readonly Shape[] {
  if (typeof property === 'string') return objects.flatMap((object) => shaper.ofMember(object, property));
  return objects.flatMap((object) =>
    object.kind === 'list'
      ? elementsOf(shaper, object)
      : object.kind === 'object'
        ? object.expression.entries.flatMap(({ value }) =>
            shaper.ofExpression(value, { file: object.file, code: object.expression.owner }),
          )
        : [],
  );
}

/** `this` is an instance of the class that the function belongs to. */
function selfShapes({ file, code }: Place): readonly Shape[] {
  return code.self ? [{ kind: code.isStatic ? 'class' : 'instance', code: code.self, file }] : [];
}

function baseShapes(shaper: Shaper, { file, code }: Place): readonly Shape[] {
  const base = code.self?.base;
  if (!base) return [];
  return shaper.ofExpression(base, { file, code }).flatMap(shaper.ofResult);
}

/** By its type, its origin, what it is given; a parameter also by what the evaluation saw it hold. */
function variableShapes(
  shaper: Shaper,
  contexts: () => Contexts,
  variable: Variable,
  file: string,
): readonly Shape[] {
  if (variable.origin) return shaper.ofImport(file, variable.origin.specifier, variable.origin.imported);
  const typed = variable.type ? shaper.ofType(variable.type, file) : [];
  const isConcrete = typed.some(({ kind }) => kind !== 'typed' && kind !== 'signature');
  if (isConcrete) return typed;
  const place = { file, code: variable.owner };
  const given = variable.values.flatMap((value) => shaper.ofExpression(value, place));
  const seen = [...(shaper.seen.get(variable) ?? [])].flatMap((value) => shapeOfValue(value) ?? []);
  const known = [...typed, ...given, ...seen];
  return known.length > 0 ? known : contextShapes(shaper, contexts(), variable, file);
}

function definitionShapes(shaper: Shaper, definition: Definition | null, from: string): readonly Shape[] {
  if (!definition) return [];
  if (definition.kind === 'namespace') return [{ kind: 'namespace', file: definition.file }];
  if (definition.kind === 'external') {
    const isWhole = definition.name === '*' || definition.name === '=' || definition.name === 'default';
    const path = isWhole ? [] : [definition.name];
    return [{ kind: 'external', package: definition.package, path, arguments: [], file: from }];
  }
  const { file, name } = definition;
  const module = shaper.modules.get(file);
  const variable = module?.variables.get(name);
  if (variable) return shaper.ofVariable(variable, file);
  const common = module?.commonExports.get(name);
  return module && common ? shaper.ofExpression(common, { file, code: module.code }) : [];
}

function indexImplementers(shaper: Shaper): Map<Variable, Shape[]> {
  const index = new Map<Variable, Shape[]>();
  for (const [file, module] of shaper.modules) {
    for (const code of module.classes) {
      for (const type of code.implements) {
        for (const shape of shaper.ofType(type, file)) {
          if (shape.kind !== 'typed' || !shape.variable) continue;
          const known = index.get(shape.variable) ?? [];
          known.push({ kind: 'instance', code, file });
          index.set(shape.variable, known);
        }
      }
    }
  }
  return index;
}
