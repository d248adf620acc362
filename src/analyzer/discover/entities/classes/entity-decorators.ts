import type { ClassCode, Expression, FunctionCode } from '../../source/code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { innermostName } from '../callee.ts';
import type { EntitySources } from '../discoverer.ts';
import type { Given } from '../written-text.ts';

/** A decorator that makes a class an entity. */
export interface EntityDecorator {
  readonly name: string;
  /** The call of the library's decorator; the name alone where it is not called. */
  readonly written: Expression;
  readonly place: Place;
  /** What a decorator of the project gives for its parameters. */
  readonly given: Given;
  readonly orm: string;
}

const entityDecorators = new Set(['Entity', 'ChildEntity', 'ViewEntity']);
/** The library of a package: `@mikro-orm/core`, `@loopback/repository`. */
const libraries: readonly (readonly [start: string, orm: string])[] = [
  ['@mikro-orm/', 'mikro-orm'],
  ['@loopback/repository', 'loopback'],
];
const maxDecorators = 8;

/** Finds the decorator that makes a class an entity, also where a decorator of the project puts it on. */
export function entityDecoratorOf(
  sources: EntitySources,
): (code: ClassCode, file: string) => EntityDecorator | null {
  const composed = new Map<FunctionCode, { readonly written: Expression; readonly place: Place } | null>();
  const orm = [...sources.packages].some((name) => name.startsWith('@mikro-orm/')) ? 'mikro-orm' : 'typeorm';
  return ({ decorators, initialiser }, file) => {
    const place = { file, code: initialiser.parent ?? initialiser };
    for (const written of decorators.slice(0, maxDecorators)) {
      const name = innermostName(written);
      const callee = written.kind === 'call' ? written.callee : written;
      if (entityDecorators.has(name)) {
        const own = libraryOf(sources, callee, place) ?? orm;
        return { name, written, place, given: () => null, orm: own };
      }
      if (name === 'model' && libraryOf(sources, callee, place) === 'loopback')
        return { name, written, place, given: () => null, orm: 'loopback' };
      const inner = /^[A-Z]/.test(name) ? composedOf(sources, composed, callee, place) : null;
      if (!inner) continue;
      const args = written.kind === 'call' ? written.arguments : [];
      return {
        name: innermostName(inner.written),
        written: inner.written,
        place: inner.place,
        given: givenTo(inner.place.code, args, place),
        orm:
          libraryOf(
            sources,
            inner.written.kind === 'call' ? inner.written.callee : inner.written,
            inner.place,
          ) ?? orm,
      };
    }
    return null;
  };
}

/** The arguments by the parameters of the function that composes, and of those around the place. */
function givenTo(code: FunctionCode, args: readonly Expression[], place: Place): Given {
  let owner = code;
  while (owner.parent?.parent) owner = owner.parent;
  return (variable) => {
    const index = owner.parameters.findIndex((each) => each.variable === variable);
    const expression = index < 0 ? undefined : args[index];
    return expression ? { expression, place } : null;
  };
}

function libraryOf({ shaper }: EntitySources, callee: Expression, place: Place): string | null {
  for (const shape of shaper.ofExpression(callee, place)) {
    const known =
      shape.kind === 'external' ? libraries.find(([start]) => shape.package.startsWith(start)) : undefined;
    if (known) return known[1];
  }
  return null;
}

/** The call of `Entity` inside of a function of the project that is used as a decorator. */
function composedOf(
  { shaper }: EntitySources,
  known: Map<FunctionCode, { readonly written: Expression; readonly place: Place } | null>,
  callee: Expression,
  place: Place,
): { readonly written: Expression; readonly place: Place } | null {
  for (const shape of shaper.ofExpression(callee, place)) {
    if (shape.kind !== 'function') continue;
    const found = known.get(shape.code);
    const inner = found === undefined ? entityCallIn(shape.code, shape.file) : found;
    known.set(shape.code, inner);
    if (inner) return inner;
  }
  return null;
}

function entityCallIn(
  code: FunctionCode,
  file: string,
): { readonly written: Expression; readonly place: Place } | null {
  const written = code.calls.find(
    ({ callee }) => callee.kind === 'name' && entityDecorators.has(callee.name),
  );
  if (written) return { written, place: { file, code } };
  for (const inner of code.nested) {
    const found = entityCallIn(inner, file);
    if (found) return found;
  }
  return null;
}
