import type { Expression, ObjectExpression } from '../source/code.ts';

/** The value of a key of an object literal; undefined for anything else. */
export function entryOf(
  expression: Expression | undefined,
  ...keys: readonly string[]
): Expression | undefined {
  if (expression?.kind !== 'object') return undefined;
  return expression.entries.find(({ key }) => typeof key === 'string' && keys.includes(key))?.value;
}

export function isTrue(value: Expression | undefined): boolean {
  return value?.kind === 'literal' && value.value === true;
}

export function isFalse(value: Expression | undefined): boolean {
  return value?.kind === 'literal' && value.value === false;
}

const maxDepth = 12;

/** Every entry of an object or list with those of the objects inside it, outermost first. */
export function* entriesIn(
  expression: Expression,
  isList = false,
  depth = 0,
): Generator<{ readonly key: string; readonly value: Expression; readonly isList: boolean }> {
  if (depth > maxDepth) return;
  if (expression.kind === 'array') {
    for (const item of expression.items) yield* entriesIn(item, true, depth + 1);
  }
  for (const { key, value } of expression.kind === 'object' ? expression.entries : noEntries) {
    if (typeof key === 'string') yield { key, value, isList };
    yield* entriesIn(value, isList, depth + 1);
  }
}

const noEntries: ObjectExpression['entries'] = [];
