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
  return text.length > maxLength ? text : (texts.get(text) ?? keep(texts, text, text));
}

/** The literal expression of a value, held once unless it is a long text. */
export function literal(value: LiteralExpression['value']): LiteralExpression {
  if (typeof value === 'string' && value.length > maxLength) return { kind: 'literal', value };
  return literals.get(value) ?? keep(literals, value, { kind: 'literal', value });
}

function keep<K, V>(known: Map<K, V>, key: K, made: V): V {
  if (known.size >= maxKnown) known.clear();
  known.set(key, made);
  return made;
}
