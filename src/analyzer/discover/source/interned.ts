import type { LiteralExpression } from './code.ts';

/** Longer texts hardly come twice. */
const maxLength = 64;
/** More than this is forgotten all at once. */
const maxKnown = 200_000;
const texts = new Map<string, string>();
const literals = new Map<LiteralExpression['value'], LiteralExpression>();

/**
 * The same text, held once however often it is read: the parser makes a text of each name at each place, and they were a
 * sixth of what is kept of a file.
 */
export function interned(text: string): string {
  return text.length > maxLength ? text : held(texts, text, () => text);
}

/** The literal expression of a value, held once unless it is a long text. */
export function literal(value: LiteralExpression['value']): LiteralExpression {
  const make = () => ({ kind: 'literal', value }) as const;
  return typeof value === 'string' && value.length > maxLength ? make() : held(literals, value, make);
}

function held<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= maxKnown) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}
