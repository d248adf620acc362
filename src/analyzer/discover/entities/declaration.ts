import type { FunctionCode } from '../source/code.ts';

/** The enclosing top-level function or `Class.method`; `<module>` for what runs when the file is loaded. */
export function declarationOf(code: FunctionCode): string {
  let place = code;
  while (place.parent?.parent) place = place.parent;
  return place.name === '' ? '<module>' : place.name;
}

/** The outermost function around a function, itself included. */
export function outermost(code: FunctionCode): FunctionCode {
  let place = code;
  while (place.parent?.parent) place = place.parent;
  return place;
}
