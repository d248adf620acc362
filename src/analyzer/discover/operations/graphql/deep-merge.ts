import { type ObjectValue, optionsOf, type Value } from '../../evaluate/value.ts';

const maxDepth = 4;

/** Objects put together property by property, as deeply as resolver maps go; arrays stand for what they hold. */
export function deepMerge(values: readonly Value[], depth = 0): ObjectValue {
  const properties = new Map<string, Value>();
  const result: ObjectValue = { kind: 'object', properties, class: null, site: null, literal: null };
  for (const value of values.flatMap(itemsOf)) {
    if (value.kind !== 'object') continue;
    for (const [name, given] of value.properties) {
      const known = properties.get(name);
      const isDeep = known?.kind === 'object' && given.kind === 'object' && depth < maxDepth;
      properties.set(name, isDeep ? deepMerge([known, given], depth + 1) : given);
    }
  }
  return result;
}

/** The same into the first of the values, as `merge` of lodash does it; gives that value. */
export function mergeInto(values: readonly Value[]): Value {
  const [target] = values;
  const merged = deepMerge(values);
  if (target?.kind !== 'object') return merged;
  for (const [name, given] of merged.properties) target.properties.set(name, given);
  return target;
}

function itemsOf(value: Value): readonly Value[] {
  return optionsOf(value).flatMap((each) => (each.kind === 'array' ? each.items.flatMap(itemsOf) : [each]));
}
