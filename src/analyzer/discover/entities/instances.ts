import type { CallExpression, Expression, FunctionCode, Variable } from '../source/code.ts';
import type { Place } from '../shapes/shaper.ts';
import { methodOf } from './callee.ts';
import { callsBelow } from './chains.ts';
import type { EntitySources } from './discoverer.ts';
import type { Scope } from './heirs.ts';
import type { Model } from './model.ts';
import { modelIn, type ValueModels } from './named-models.ts';

const maxSteps = 40;

/** Says of which model an expression holds a record: by its type, by what found or made it, or by who hands it over. */
export type Instances = (expression: Expression, scope: Scope) => Model | null;

/** `isFinder` says which methods of a model give records. */
export function createInstances(
  sources: EntitySources,
  models: ValueModels,
  isFinder: (method: string) => boolean,
): Instances {
  const callbacks = indexCallbacks(sources);
  const foundBy = (call: CallExpression, scope: Scope): Model | null => {
    if (call.isNew) return modelIn(sources, models, call.callee, scope);
    for (const each of [call, ...callsBelow(call)]) {
      const { callee } = each;
      if (callee.kind !== 'member' || !isFinder(methodOf(callee))) continue;
      const model = modelIn(sources, models, callee.object, scope);
      if (model) return model;
    }
    return null;
  };
  const of = (expression: Expression, scope: Scope, seen: Set<Expression>): Model | null => {
    if (seen.has(expression) || seen.size > maxSteps) return null;
    seen.add(expression);
    const inner = (each: Expression, at = scope) => of(each, at, seen);
    switch (expression.kind) {
      case 'this': {
        const { self, isStatic } = scope.place.code;
        return self && !isStatic ? (models.byNode.get(self) ?? null) : null;
      }
      case 'call':
        return foundBy(expression, scope);
      case 'element':
        return inner(expression.list);
      case 'cast':
      case 'assign':
        return inner(expression.value);
      case 'either':
        return firstOf(expression.options, inner);
      case 'name':
        return (
          typed(sources, models, expression, scope.place) ?? ofVariable(expression.variable, scope, inner)
        );
      case 'member':
        return typed(sources, models, expression, scope.place);
      default:
        return null;
    }
  };
  const ofVariable = (
    variable: Variable | null,
    scope: Scope,
    inner: (each: Expression, at?: Scope) => Model | null,
  ): Model | null => {
    if (!variable || variable.origin) return null;
    const held = firstOf(variable.values, (each) => inner(each));
    const giver = held || variable.values.length > 0 ? undefined : callbacks().get(variable.owner);
    if (!giver) return held;
    const { callee } = giver.call;
    const start: Expression =
      afterwards.test(methodOf(callee)) && callee.kind === 'member' ? callee.object : giver.call;
    return inner(start, { place: giver.place, heir: scope.heir });
  };
  return (expression, scope) => of(expression, scope, new Set());
}

/** Methods that hand on what the call or list before them gives. */
const afterwards = /^(?:then|tap|map|forEach|filter|each|some|every|find|flatMap|reduce)$/;

function firstOf<T>(items: readonly Expression[], find: (item: Expression) => T | null): T | null {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return null;
}

function typed(
  { shaper }: EntitySources,
  { byNode }: ValueModels,
  expression: Expression,
  place: Place,
): Model | null {
  for (const shape of shaper.ofExpression(expression, place)) {
    const found = shape.kind === 'instance' ? byNode.get(shape.code) : null;
    if (found) return found;
  }
  return null;
}

/** The calls that functions are given to; each module is read once, when somebody asks. */
function indexCallbacks({
  application,
}: EntitySources): () => ReadonlyMap<FunctionCode, { readonly call: CallExpression; readonly place: Place }> {
  let index: Map<FunctionCode, { call: CallExpression; place: Place }> | null = null;
  return () => {
    if (index) return index;
    index = new Map();
    for (const { path: file, functions } of application) {
      for (const code of functions) {
        for (const call of code.calls) {
          for (const each of call.arguments)
            if (each.kind === 'function') index.set(each.code, { call, place: { file, code } });
        }
      }
    }
    return index;
  };
}
