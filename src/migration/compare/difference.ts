/**
 * In what two answers can differ at one field.
 *
 * `absent`, `added`: only one has it (`absent`: the second lacks it). `type`: a number became a text, an object a list. `format`: both are texts, of
 * another format (a date became digits). `order`: the same elements, in another order. `value`: anything else.
 */
export type DifferenceKind = 'absent' | 'added' | 'type' | 'format' | 'order' | 'value';

/** One difference of two answers, with an example of each side. */
export interface Difference {
  /** `status`, `header content-type`, `body`, or a path in the body: `$.items[*].price`, where `[*]` is any element and `.*` any key that is an id. */
  readonly field: string;
  readonly kind: DifferenceKind;
  /** The place of the example: `$.items[3].price`. */
  readonly place: string;
  /** What the first answer has there, shortened; undefined where it has nothing. */
  readonly first: string | undefined;
  readonly second: string | undefined;
}

/** Longer examples say no more and fill the store of samples. */
const maxExampleLength = 120;

/** A value as an example: JSON on one line, cut after 120 characters. */
export function exampleOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > maxExampleLength ? `${text.slice(0, maxExampleLength)}…` : text;
}
