/** A format of texts that programs write; `text` is any other. */
export type TextFormat =
  | 'empty'
  | 'date'
  | 'date-time'
  | 'uuid'
  | 'whole number'
  | 'decimal number'
  | 'hex'
  | 'url'
  | 'email'
  | 'token'
  | 'text';

/** Each is anchored, bounded and without nested repetition. The first that matches counts. */
const formats: readonly (readonly [TextFormat, RegExp])[] = [
  ['date', /^\d{4}-\d{2}-\d{2}$/],
  ['date-time', /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/],
  ['uuid', /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i],
  ['whole number', /^[+-]?\d{1,40}$/],
  ['decimal number', /^[+-]?\d{1,40}\.\d{1,40}$/],
  ['hex', /^[\da-f]{16,128}$/i],
  ['url', /^[a-z][a-z\d+.-]{1,20}:\/\/\S{1,2000}$/i],
  ['email', /^[^\s@]{1,100}@[^\s@]{1,200}$/],
  ['token', /^(?=\S{0,400}\d)[\w+/=.-]{20,4000}$/],
];

/** The format of a text: what stays the same when only its value changes. Longer than 4,000 characters it is `text`. */
export function formatOf(text: string): TextFormat {
  if (text === '') return 'empty';
  if (text.length > 4_000) return 'text';
  return formats.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text';
}
