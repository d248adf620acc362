import type { Expression } from '../source/code.ts';
import type { Place } from '../shapes/shaper.ts';
import type { EntitySources } from './discoverer.ts';
import type { Scope } from './heirs.ts';
import { heldModel, type ModelsByNode } from './held-models.ts';
import type { Model } from './model.ts';

/** Models of libraries whose models are values: by what makes them, and by name for those that are loaded by folder. */
export interface ValueModels {
  readonly byNode: ModelsByNode;
  /** By name in lower case. */
  readonly byName: ReadonlyMap<string, Model>;
}

export function indexModels(made: readonly { readonly node: object; readonly model: Model }[]): ValueModels {
  const byName = new Map<string, Model>();
  for (const { model } of made) {
    const key = model.name.toLowerCase();
    if (!byName.has(key)) byName.set(key, model);
  }
  return { byNode: new Map(made.map(({ node, model }) => [node, model])), byName };
}

/** The model that an expression is: followed to what made it, else by a name that only models have. */
export function modelIn(
  sources: EntitySources,
  models: ValueModels,
  expression: Expression,
  scope: Scope,
): Model | null {
  if (expression.kind !== 'name' && expression.kind !== 'member' && expression.kind !== 'call') return null;
  const held = heldModel(sources, models.byNode, expression, scope);
  if (held || isOwn(sources, expression, scope.place) || isOfPlatform(expression)) return held;
  for (const name of modelNames(expression)) {
    const found = models.byName.get(name.toLowerCase());
    if (found) return found;
  }
  return null;
}

/** Whether an expression is something of the project that is no model: a domain class may be called like one. */
function isOwn({ shaper }: EntitySources, expression: Expression, place: Place): boolean {
  return shaper
    .ofExpression(expression, place)
    .some(({ kind }) => kind === 'class' || kind === 'instance' || kind === 'function' || kind === 'object');
}

/** What browsers and Node know everywhere and models are called as well. */
const platformClasses = new Set(
  'Animation Cache Comment Document Event File Image Lock Location Node Notification Option Plugin Range Request Response Selection Storage Text'.split(
    ' ',
  ),
);
const platformObjects = new Set(['globalThis', 'self', 'window']);

/** `File` where nothing declares or imports it, and `window.File`. */
function isOfPlatform(expression: Expression): boolean {
  if (expression.kind === 'name') return !expression.variable && platformClasses.has(expression.name);
  if (expression.kind !== 'member') return false;
  const { object } = expression;
  return object.kind === 'name' && !object.variable && platformObjects.has(object.name);
}

/** `Order` of `db.Order`, `OrderModel` and `this.orderModel`; also what a local name was taken from. */
function modelNames(expression: Expression): string[] {
  const own = expression.kind === 'name' ? expression.name : propertyOf(expression);
  const [value] = expression.kind === 'name' ? (expression.variable?.values ?? []) : [];
  return [own, value ? propertyOf(value) : ''].flatMap((name) => {
    const stem = /^(\w+?)_?Model$/.exec(name)?.[1];
    return stem !== undefined ? [stem] : /^[A-Z]/.test(name) ? [name] : [];
  });
}

function propertyOf(expression: Expression): string {
  return expression.kind === 'member' && typeof expression.property === 'string' ? expression.property : '';
}
