import { type ClosureValue, closuresAmong, type Value } from '../evaluate/value.ts';
import type { Expression, FunctionCode, Variable } from '../source/code.ts';
import { toText } from '../evaluate/text.ts';

/** The function that answers a route. */
export interface Handler {
  /** `OrderController.place`; `anonymous` when it has no name. */
  readonly name: string;
  /** The functions behind the wrappers; empty when the code does not show them. */
  readonly functions: readonly FunctionCode[];
}

/** The handler among what was registered: the last function, or what the last wrapper was given. */
export function handlerOf(registered: readonly Value[]): Handler {
  const last = registered.flatMap(flatten).at(-1);
  if (!last) return { name: 'anonymous', functions: [] };
  const functions = unwrap(closuresAmong([last])).map(({ code }) => code);
  const [name = ''] = functions.map((code) => code.name).filter((each) => !isNameless.test(each));
  if (name !== '') return { name, functions };
  const shown = functions.length > 0 ? '' : toText(last).value.replace(/^\{|\}$/g, '');
  return { name: /^[\w$.]+$/.test(shown) && shown !== 'expr' ? shown : 'anonymous', functions };
}

/** Whether a function hands the request on by its parameter of that number: middleware, which answers nothing by itself. */
export function passesOn({ functions }: Handler, nextAt = 2): boolean {
  return functions.some((code) => {
    const next = code.parameters[nextAt]?.variable;
    return (
      next !== undefined &&
      [code, ...code.nested].some(({ calls }) => calls.some((call) => callsBack(call.callee, next)))
    );
  });
}

/** No name, or that of the property of a route object that holds the function. */
export const isNameless = /^(?:(?:options|config)\.)?(?:handler|handle)?$/;

function callsBack(callee: Expression, next: Variable): boolean {
  return callee.kind === 'name' && callee.variable === next;
}

/** The values of an array and of those in it; of anything else itself. */
export function flatten(value: Value): readonly Value[] {
  if (value.kind === 'array') return value.items.flatMap(flatten);
  return [value];
}

/** The innermost functions: a wrapper that was given functions stands for the last of them. */
function unwrap(closures: readonly ClosureValue[], depth = 0): ClosureValue[] {
  return closures.flatMap((closure) => {
    const inner = closure.wraps.at(-1);
    return inner && depth < 16 ? unwrap([inner], depth + 1) : [closure];
  });
}
