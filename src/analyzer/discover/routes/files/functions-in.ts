import type { Expression, FunctionCode } from '../../source/code.ts';
import { expressionsIn } from '../../source/walk-code.ts';

/** The functions that are written in an expression: what a wrapper of a package may call. */
export function functionsIn(expression: Expression): FunctionCode[] {
  return [...expressionsIn(expression)].flatMap((each) => (each.kind === 'function' ? [each.code] : []));
}
