import type { Expression, TypeCode } from '../../source/code.ts';
import { elementsOf } from '../../shapes/lists.ts';
import { withBases } from '../../shapes/member-shapes.ts';
import type { Shape } from '../../shapes/shape.ts';
import { methodOf } from '../callee.ts';
import { heldModel } from '../held-models.ts';
import { ownMember, type Scope, typeIn, valueIn } from '../heirs.ts';
import type { Model } from '../model.ts';
import type { ClassModels } from './class-models.ts';

const maxSteps = 50;

/** The model whose class, schema or name an expression gives. */
export function namedModel(
  models: ClassModels,
  expression: Expression,
  scope: Scope,
  seen: Set<Expression> = new Set(),
): Model | null {
  if (seen.has(expression) || seen.size > maxSteps) return null;
  seen.add(expression);
  const of = (each: Expression, at: Scope = scope) => namedModel(models, each, at, seen);
  switch (expression.kind) {
    case 'cast':
      return of(expression.value);
    case 'call':
      return models.byNode.get(expression) ?? null;
    case 'name': {
      const given = expression.variable && valueIn(scope, expression.variable);
      if (given) return of(given.expression, { place: given.place, heir: null });
      break;
    }
    case 'member': {
      if (expression.property === 'name') return of(expression.object);
      if (scope.heir && expression.object.kind === 'this' && typeof expression.property === 'string') {
        const own = ownMember(models.sources, scope, expression.property);
        const found = own && firstOf(own.member.values, (each) => of(each, own.scope));
        if (found) return found;
      }
      break;
    }
    default:
      return null;
  }
  const { shaper } = models.sources;
  const shaped = firstOf(shaper.ofExpression(expression, scope.place), (shape) =>
    shape.kind === 'class' ? models.byClass.get(shape.code) : null,
  );
  return (
    shaped ?? (models.byNode.size > 0 ? heldModel(models.sources, models.byNode, expression, scope) : null)
  );
}

/** The models whose instances an expression holds, one or a list of them. */
export function instanceModels(models: ClassModels, expression: Expression, { place }: Scope): Model[] {
  const { shaper } = models.sources;
  const of = (shape: Shape): Model[] =>
    shape.kind === 'instance' ? [models.byClass.get(shape.code) ?? []].flat() : [];
  const shapes = shaper.ofExpression(expression, place);
  return [...new Set(shapes.flatMap((shape) => [...of(shape), ...elementsOf(shaper, shape).flatMap(of)]))];
}

/** A model that something reaches, and whether that only makes sense for data: `create` of a service inserts. */
export interface Reached {
  readonly model: Model;
  readonly isService: boolean;
}

/**
 * The model of which an expression is the repository: by its declared type, by the `getRepository(Order)` that made it,
 * or by what its class extends.
 */
export function repositoryModel(
  models: ClassModels,
  expression: Expression,
  scope: Scope,
  seen: Set<Expression> = new Set(),
): Reached | null {
  if (seen.has(expression) || seen.size > maxSteps) return null;
  seen.add(expression);
  const of = (each: Expression, at: Scope = scope) => repositoryModel(models, each, at, seen);
  switch (expression.kind) {
    case 'call':
      return ofCall(models, expression, scope, of);
    case 'cast':
      return typed(models, expression.type, scope) ?? of(expression.value);
    case 'either':
      return firstOf(expression.options, (each) => of(each));
    case 'name': {
      const { variable } = expression;
      const given = variable && valueIn(scope, variable);
      if (given) return of(given.expression, { place: given.place, heir: null });
      const declared = variable?.type ? typed(models, variable.type, scope) : null;
      const held = declared ?? firstOf(variable?.values ?? [], (each) => of(each));
      return held ?? ofShapes(models, expression, scope);
    }
    case 'member': {
      const { object, property } = expression;
      const isOwn = object.kind === 'this' && typeof property === 'string';
      const own = isOwn ? ownMember(models.sources, scope, property) : null;
      const declared = own?.member.type ? typed(models, own.member.type, own.scope) : null;
      const held = declared ?? (own && firstOf(own.member.values, (each) => of(each, own.scope)));
      return held ?? ofShapes(models, expression, scope);
    }
    default:
      return ofShapes(models, expression, scope);
  }
}

/** `getRepository(Order)`, also with other arguments before; what extends or wraps a repository. */
function ofCall(
  models: ClassModels,
  { callee, arguments: args }: Expression & { kind: 'call' },
  scope: Scope,
  of: (expression: Expression) => Reached | null,
): Reached | null {
  const name = callee.kind === 'name' ? callee.name : methodOf(callee);
  if (/^get\w*Repository$/.test(name)) {
    const model = firstOf(args, (each) => namedModel(models, each, scope) ?? byText(models, each));
    return model && { model, isService: false };
  }
  if (name === 'extend' && callee.kind === 'member') return of(callee.object);
  return name === 'withRepository' ? firstOf(args, of) : null;
}

/** An entity by its name as a text. */
export function byText({ byName }: ClassModels, expression: Expression): Model | null {
  const text = expression.kind === 'literal' ? expression.value : null;
  return typeof text === 'string' ? (byName.get(text) ?? null) : null;
}

const repositoryType = /(?:Repository|Dao|DAO)$/;
const serviceType = /(?:Service|Crud\w*)$/;

/** `Repository<Order>`, `IInternalService<Order>` and their like of any package. */
function typed(models: ClassModels, type: TypeCode, scope: Scope): Reached | null {
  const bound = typeIn(scope, type);
  const at: Scope = { place: { ...scope.place, file: bound.file }, heir: scope.heir };
  if (bound.type.kind === 'several') return firstOf(bound.type.types, (each) => typed(models, each, at));
  if (bound.type.kind !== 'reference') return null;
  const name = bound.type.path.at(-1) ?? bound.type.name.name;
  const isService = serviceType.test(name);
  if (!isService && !repositoryType.test(name)) return null;
  const model = firstOf(bound.type.arguments, (each) => typeModel(models, each, at));
  return model && { model, isService };
}

/** The model whose instances, or whose class, a type means. */
function typeModel(models: ClassModels, type: TypeCode, scope: Scope): Model | null {
  const { type: given, file } = typeIn(scope, type);
  const { shaper } = models.sources;
  const found = firstOf(shaper.ofType(given, file), (shape) =>
    shape.kind === 'instance' || shape.kind === 'class' ? models.byClass.get(shape.code) : null,
  );
  if (found) return found;
  if (given.kind === 'query')
    return namedModel(models, given.value, { place: { ...scope.place, file }, heir: null });
  return given.kind === 'reference'
    ? firstOf(given.arguments, (each) => typeModel(models, each, scope))
    : null;
}

/** An instance of a class that extends `Repository<Order>` or `repositoryOf(Order)`. */
function ofShapes(models: ClassModels, expression: Expression, { place }: Scope): Reached | null {
  const { shaper } = models.sources;
  return firstOf(shaper.ofExpression(expression, place), (shape) => {
    if (shape.kind !== 'instance') return null;
    const model = firstOf([...withBases(shaper, shape)], ({ code, file }) => {
      if (code === null) return null;
      const at: Scope = { place: { file, code: code.initialiser }, heir: null };
      const named = firstOf(code.baseArguments, (type) => typeModel(models, type, at));
      if (named || code.base?.kind !== 'call') return named;
      return firstOf(code.base.arguments, (each) => namedModel(models, each, at));
    });
    return model && { model, isService: false };
  });
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | null | undefined): R | null {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return null;
}
