import type { Value } from '../evaluate/value.ts';
import { type InjectedPlaces, injectedShapes } from '../injection/injected-shapes.ts';
import type { Program } from '../program.ts';
import type { Expression, Variable } from '../source/code.ts';
import { indexAssignedMembers } from './assigned-members.ts';
import { indexContexts } from './contexts.ts';
import { expressionShapes } from './expression-shapes.ts';
import { memberShapes } from './member-shapes.ts';
import { memoiser } from './memoiser.ts';
import { resultShapes } from './result-shapes.ts';
import { identityOf, isSameShape, type Shape } from './shape.ts';
import type { Shaper } from './shaper.ts';
import { typeShapes } from './type-shapes.ts';
import { definitionShapes, indexImplementers, variableShapes } from './variable-shapes.ts';

const maxShapes = 12;

/** Works on demand: nothing is computed for code that nobody asks about. */
export function createShaper(
  { modules, application, linker }: Program,
  seen: ReadonlyMap<Variable, ReadonlySet<Value>>,
  places: InjectedPlaces = new Map(),
): Shaper {
  const once = memoiser<readonly Shape[]>([], distinct);
  const contexts = lazily(() => indexContexts(modules.values()));
  const memberKey = memberKeys();
  const assigned = lazily(() => indexAssignedMembers(modules.values()));
  const implementers = lazily(() => indexImplementers(shaper, application));
  const shaper: Shaper = {
    modules,
    linker,
    seen,
    ofExpression: (expression, place) =>
      isDirect(expression)
        ? expressionShapes(shaper, expression, place)
        : once(expression, () => shaper.injected(expression) ?? expressionShapes(shaper, expression, place)),
    ofVariable: (variable, file) =>
      once(variable, () => shaper.injected(variable) ?? variableShapes(shaper, contexts, variable, file)),
    ofType: (type, file) => once(type, () => shaper.injected(type) ?? typeShapes(shaper, type, file)),
    ofMember: (shape, name) => once(memberKey(shape, name), () => memberShapes(shaper, shape, name)),
    ofResult: (shape) => resultShapes(shaper, shape),
    ofImport: (file, specifier, name) =>
      definitionShapes(shaper, linker.imported(file, specifier, name), file),
    ofExport: (file, name) => definitionShapes(shaper, linker.definitionOf(file, name), file),
    injected(key) {
      const found = places.get(key);
      const shapes = found ? injectedShapes(found, shaper.ofExpression) : [];
      return shapes.length > 0 ? shapes : null;
    },
    assigned: (object, name) => assigned().get(object)?.get(name) ?? [],
    implementers: (variable) => implementers().get(variable) ?? [],
  };
  return shaper;
}

/** Answered faster than looked up. */
function isDirect({ kind }: Expression): boolean {
  return kind === 'name' || kind === 'literal' || kind === 'function' || kind === 'this' || kind === 'object';
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
