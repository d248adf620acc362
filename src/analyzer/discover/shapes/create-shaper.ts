import { type InjectedPlaces, injectedShapes } from '../injection/injected-shapes.ts';
import type { Program } from '../program.ts';
import type { Expression } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import { exact } from '../source/settle.ts';
import { indexAssignedMembers } from './assigned-members.ts';
import { indexContexts } from './contexts.ts';
import { aloneOf } from './external-shape.ts';
import { expressionShapes } from './expression-shapes.ts';
import { memberShapes } from './member-shapes.ts';
import { memoiser } from './memoiser.ts';
import { resultShapes } from './result-shapes.ts';
import { bindingsOf, identityOf, isSameShape, type Shape } from './shape.ts';
import type { Shaper } from './shaper.ts';
import { typeShapes } from './type-shapes.ts';
import { definitionShapes, indexImplementers, variableShapes } from './variable-shapes.ts';

const maxShapes = 12;

/** Works on demand: nothing is computed for code that nobody asks about, and no answer depends on what was asked before. */
export function createShaper(
  program: Program,
  seen: Shaper['seen'],
  places: InjectedPlaces = new Map(),
): Shaper {
  // Which classes implement what is decided by their types alone: asked within other questions, it would depend on them.
  const byType = lazily(() => shaperByTypes(program, seen, places));
  const implementers = lazily(() => indexImplementers(byType(), program.application));
  return shaperOf(program, seen, places, (variable) => implementers().get(variable) ?? []);
}

/** A shaper that does not know which classes implement an interface. */
export function shaperByTypes(program: Program, seen: Shaper['seen'], places: InjectedPlaces): Shaper {
  return shaperOf(program, seen, places, () => []);
}

/** A shaper that is told which classes implement an interface. */
export function shaperOf(
  { modules, linker }: Program,
  seen: Shaper['seen'],
  places: InjectedPlaces,
  implementers: Shaper['implementers'],
): Shaper {
  const { recall, answer } = memoiser<readonly Shape[]>({ empty: [], tidy: distinct, isSame: isSameAnswer });
  const contexts = inEach(modules, indexContexts);
  const memberKey = memberKeys();
  const assigned = inEach(modules, indexAssignedMembers);
  const shaper: Shaper = {
    modules,
    linker,
    seen,
    implementers,
    ofExpression: (expression, place) =>
      isDirect(expression)
        ? expressionShapes(shaper, expression, place)
        : (recall(expression) ??
          answer(
            expression,
            () => shaper.injected(expression) ?? expressionShapes(shaper, expression, place),
          )),
    ofVariable: (variable, file) =>
      recall(variable) ??
      answer(variable, () => shaper.injected(variable) ?? variableShapes(shaper, contexts, variable, file)),
    ofType: (type, file) =>
      recall(type) ?? answer(type, () => shaper.injected(type) ?? typeShapes(shaper, type, file)),
    ofMember(shape, name) {
      if (!hasMembers(shape)) return distinct(memberShapes(shaper, shape, name));
      const key = memberKey(shape, name);
      return recall(key) ?? answer(key, () => memberShapes(shaper, shape, name));
    },
    ofResult: (shape) => resultShapes(shaper, shape),
    ofImport: (file, specifier, name) => definitionShapes(shaper, linker.imported(file, specifier, name)),
    ofExport: (file, name) => definitionShapes(shaper, linker.definitionOf(file, name)),
    injected(key) {
      const found = places.get(key);
      const shapes = found ? injectedShapes(found, shaper.ofExpression) : [];
      return shapes.length > 0 ? shapes : null;
    },
    assigned: (object, name, file) => assigned(file)?.get(object)?.get(name) ?? [],
  };
  return shaper;
}

/** Answered faster than looked up. */
function isDirect({ kind }: Expression): boolean {
  return kind === 'name' || kind === 'literal' || kind === 'function' || kind === 'this' || kind === 'object';
}

/** Answers stay, and most are of one shape: without the room that a list has to grow. */
function distinct(shapes: readonly Shape[]): readonly Shape[] {
  const [first] = shapes;
  if (!first || shapes.length === 1) return (first && aloneOf(first)) ?? exact(shapes);
  const result: Shape[] = [];
  for (const shape of shapes) {
    if (result.length < maxShapes && !result.some((each) => isSameShape(each, shape))) result.push(shape);
  }
  return exact(result);
}

function isSameAnswer(a: readonly Shape[], b: readonly Shape[]): boolean {
  return a.length === b.length && a.every((each, index) => isSameShape(each, b[index] as Shape));
}

/** Shapes whose members are looked up; those of others follow from the name. */
function hasMembers({ kind }: Shape): boolean {
  return kind === 'instance' || kind === 'class' || kind === 'object' || kind === 'typed';
}

/** One object for each member of each shape, to remember answers by. */
function memberKeys(): (shape: Shape, name: string) => object {
  const known = new Map<unknown, Map<string, object>>();
  return (shape, name) => {
    const whole = shape.kind === 'class' ? shape.code.initialiser : identityOf(shape);
    const identity = bindingsOf(shape) ?? whole;
    const names = known.get(identity) ?? new Map<string, object>();
    known.set(identity, names);
    const key = names.get(name) ?? {};
    names.set(name, key);
    return key;
  };
}

/** What is found in a module, worked out when it is first asked for; undefined where there is no such module. */
function inEach<T>(
  modules: Program['modules'],
  find: (module: SourceModule) => T,
): (file: string) => T | undefined {
  const known = new Map<string, T>();
  return (file) => {
    const module = known.has(file) ? undefined : modules.get(file);
    if (module) known.set(file, find(module));
    return known.get(file);
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
