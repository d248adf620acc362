import type { Expression, Member, TypeCode } from '../../source/code.ts';
import { withBases } from '../../shapes/member-shapes.ts';
import type { Place } from '../../shapes/shaper.ts';
import { methodOf } from '../callee.ts';
import type { Model } from '../model.ts';
import type { ClassModels } from './typeorm-models.ts';

const maxSteps = 50;

/** The model whose class an expression names. */
export function namedModel(
  { shaper, byClass }: ClassModels,
  expression: Expression,
  place: Place,
): Model | null {
  if (expression.kind !== 'name' && expression.kind !== 'member') return null;
  return firstOf(shaper.ofExpression(expression, place), (shape) =>
    shape.kind === 'class' ? byClass.get(shape.code) : null,
  );
}

/**
 * The model of which an expression is the repository: by its declared type, by the `getRepository(Order)` that made it,
 * or by what its class extends.
 */
export function repositoryModel(
  models: ClassModels,
  expression: Expression,
  place: Place,
  seen: Set<Expression> = new Set(),
): Model | null {
  if (seen.has(expression) || seen.size > maxSteps) return null;
  seen.add(expression);
  const of = (each: Expression) => repositoryModel(models, each, place, seen);
  if (expression.kind === 'call') return ofCall(models, expression, place, of);
  if (expression.kind === 'cast') return of(expression.value);
  const declared = declarationOf(expression, place);
  const typed = declared?.type ? ofType(models, declared.type, place.file) : null;
  return typed ?? firstOf(declared?.values ?? [], of) ?? ofInstance(models, expression, place);
}

/** `getRepository(Order)`, also with other arguments before; what extends or wraps a repository. */
function ofCall(
  models: ClassModels,
  { callee, arguments: args }: Expression & { kind: 'call' },
  place: Place,
  of: (expression: Expression) => Model | null,
): Model | null {
  const name = callee.kind === 'name' ? callee.name : methodOf(callee);
  if (/^get\w*Repository$/.test(name)) return firstOf(args, (each) => namedModel(models, each, place));
  if (name === 'extend' && callee.kind === 'member') return of(callee.object);
  return name === 'withRepository' ? firstOf(args, of) : null;
}

/** The variable or own field that an expression names. */
function declarationOf(expression: Expression, { code }: Place): Pick<Member, 'type' | 'values'> | null {
  if (expression.kind === 'name') return expression.variable;
  const isOwn = expression.kind === 'member' && expression.object.kind === 'this';
  const name = isOwn && typeof expression.property === 'string' ? expression.property : null;
  return name === null ? null : (code.self?.members.get(name) ?? null);
}

/** `Repository<Order>`, `EntityRepository<Order>`, whichever package it comes from. */
function ofType(models: ClassModels, type: TypeCode, file: string): Model | null {
  if (type.kind === 'several') return firstOf(type.types, (each) => ofType(models, each, file));
  const isRepository =
    type.kind === 'reference' && (type.path.at(-1) ?? type.name.name).endsWith('Repository');
  return isRepository ? firstOf(type.arguments, (each) => instanceModel(models, each, file)) : null;
}

/** The model whose instances a type means. */
function instanceModel({ shaper, byClass }: ClassModels, type: TypeCode, file: string): Model | null {
  return firstOf(shaper.ofType(type, file), (shape) =>
    shape.kind === 'instance' ? byClass.get(shape.code) : null,
  );
}

/** An instance of a class that extends `Repository<Order>`. */
function ofInstance(models: ClassModels, expression: Expression, place: Place): Model | null {
  return firstOf(models.shaper.ofExpression(expression, place), (shape) => {
    if (shape.kind !== 'instance') return null;
    return firstOf([...withBases(models.shaper, shape)], ({ code, file }) =>
      code === null ? null : firstOf(code.baseArguments, (type) => instanceModel(models, type, file)),
    );
  });
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | null | undefined): R | null {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return null;
}
