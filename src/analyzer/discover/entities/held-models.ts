import type { Expression, Variable } from '../source/code.ts';
import type { Place } from '../shapes/shaper.ts';
import type { EntitySources } from './discoverer.ts';
import { ownMember, type Scope, valueIn } from './heirs.ts';
import type { Model } from './model.ts';

/** Models by the call or class that makes them. */
export type ModelsByNode = ReadonlyMap<object, Model>;

const maxSteps = 200;

/**
 * The model that an expression holds: through names, imports, members of modules and objects, own fields, fallbacks.
 * Null when it holds none.
 */
export function heldModel(
  sources: EntitySources,
  models: ModelsByNode,
  expression: Expression,
  scope: Scope,
  seen: Set<Expression> = new Set(),
): Model | null {
  if (seen.has(expression) || seen.size > maxSteps) return null;
  seen.add(expression);
  const { place, heir } = scope;
  const of = (each: Expression, at = scope) => heldModel(sources, models, each, at, seen);
  const any = (values: readonly Expression[], at = scope) => {
    for (const value of values) {
      const found = of(value, at);
      if (found) return found;
    }
    return null;
  };
  switch (expression.kind) {
    case 'call':
      return models.get(expression) ?? null;
    case 'class':
      return models.get(expression.code) ?? null;
    case 'either':
      return any(expression.options);
    case 'cast':
    case 'assign':
      return of(expression.value);
    case 'name': {
      const { variable } = expression;
      const given = variable && valueIn(scope, variable);
      if (given) return of(given.expression, { place: given.place, heir: null });
      return variable ? ofVariable(sources, variable, place, any) : null;
    }
    case 'member':
      return ofMember(sources, expression, { place, heir }, any);
    default:
      return null;
  }
}

type Any = (values: readonly Expression[], at?: Scope) => Model | null;

function ofVariable(sources: EntitySources, variable: Variable, place: Place, any: Any): Model | null {
  if (!variable.origin) return any(variable.values);
  const { specifier, imported } = variable.origin;
  const found = valuesBehind(sources, place.file, specifier, imported);
  return found ? any(found.values, { place: found.place, heir: null }) : null;
}

/** What an imported name holds, with where that is written. */
function valuesBehind(
  { linker, modules }: EntitySources,
  file: string,
  specifier: string,
  imported: string,
): { readonly values: readonly Expression[]; readonly place: Place } | null {
  const definition = linker.imported(file, specifier, imported);
  const module = definition && definition.kind !== 'external' ? modules.get(definition.file) : undefined;
  if (!module || definition?.kind !== 'declaration') {
    const whole = module?.commonExports.get(imported) ?? module?.commonExports.get('=');
    return module && whole ? { values: [whole], place: { file: module.path, code: module.code } } : null;
  }
  const values = module.variables.get(definition.name)?.values ?? [];
  const common = module.commonExports.get(definition.name);
  const all = values.length > 0 || !common ? values : [common];
  return { values: all, place: { file: module.path, code: module.code } };
}

/** `models.Order` of a namespace import or object literal, `this.orders` of the own class. */
function ofMember(
  sources: EntitySources,
  { object, property }: Expression & { kind: 'member' },
  scope: Scope,
  any: Any,
): Model | null {
  const { place } = scope;
  if (typeof property !== 'string') return null;
  if (object.kind === 'this') {
    const own = ownMember(sources, scope, property);
    return own && any(own.member.values, own.scope);
  }
  const origin = object.kind === 'name' ? object.variable?.origin : null;
  if (origin) {
    const direct = valuesBehind(sources, place.file, origin.specifier, property);
    const found = direct ? any(direct.values, { place: direct.place, heir: null }) : null;
    if (found) return found;
  }
  const holder = origin ? valuesBehind(sources, place.file, origin.specifier, origin.imported) : null;
  const values = holder?.values ?? (object.kind === 'name' ? (object.variable?.values ?? []) : []);
  const entries = values.flatMap((value) =>
    value.kind === 'object'
      ? value.entries.filter(({ key }) => key === property).map((entry) => entry.value)
      : [],
  );
  return (
    any(entries, { place: holder?.place ?? place, heir: null }) ??
    ofShapes(sources, object, property, place, any)
  );
}

/** `collections.orders`, where a call gives the object: what its literal holds under the name, or is given later. */
function ofShapes(
  { shaper }: EntitySources,
  object: Expression,
  property: string,
  place: Place,
  any: Any,
): Model | null {
  for (const shape of shaper.ofExpression(object, place)) {
    if (shape.kind !== 'object') continue;
    const { expression, file } = shape;
    const own = expression.entries.flatMap(({ key, value }) => (key === property ? [value] : []));
    const found = any(own, { place: { file, code: expression.owner }, heir: null });
    if (found) return found;
  }
  return null;
}
