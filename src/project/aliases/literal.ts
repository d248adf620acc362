/** A value that is written in a configuration, as far as it can be read without running it. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | readonly Literal[]
  | LiteralObject
  /** A regular expression. */
  | { readonly kind: 'pattern'; readonly source: string }
  /** Something that only running the file would tell. */
  | { readonly kind: 'unread'; readonly line: number };

export interface LiteralObject {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, Literal>;
}

/** Parsed JSON as a literal; what is nested deeper than 30 levels is unread. */
export function toLiteral(data: unknown, depth = 0): Literal {
  if (depth > 30) return { kind: 'unread', line: 1 };
  if (Array.isArray(data)) return data.map((each) => toLiteral(each, depth + 1));
  if (typeof data === 'object' && data !== null) {
    const entries = Object.entries(data).map(([key, value]) => [key, toLiteral(value, depth + 1)] as const);
    return { kind: 'object', entries: new Map(entries) };
  }
  return typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean' ? data : null;
}

export function isObject(value: Literal): value is LiteralObject {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'object';
}

export function isList(value: Literal): value is readonly Literal[] {
  return Array.isArray(value);
}

/** Key and value of every entry of the objects among values. */
export function entriesOf(values: readonly Literal[]): readonly (readonly [string, Literal])[] {
  return values.flatMap((value) => (isObject(value) ? [...value.entries] : []));
}

/** The texts of a value: itself, or those in a list. */
export function textsOf(value: Literal): string[] {
  if (typeof value === 'string') return [value];
  return isList(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** What any object in a value, however deep, has under a key. */
export function valuesUnder(value: Literal, key: string): Literal[] {
  if (isList(value)) return value.flatMap((each) => valuesUnder(each, key));
  if (!isObject(value)) return [];
  return [...value.entries].flatMap(([name, each]) => (name === key ? [each] : valuesUnder(each, key)));
}
