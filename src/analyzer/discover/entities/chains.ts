import type { CallExpression, FunctionCode } from '../source/code.ts';
import { methodOf } from './callee.ts';

const maxLinks = 64;

/** The calls that are made on the result of each call of a function, first one first. O(calls × chain length). */
export function callsAbove({ calls }: FunctionCode): ReadonlyMap<CallExpression, readonly CallExpression[]> {
  const found = new Map<CallExpression, CallExpression[]>();
  for (const call of calls) {
    for (const below of callsBelow(call)) {
      const known = found.get(below);
      if (known) known.push(call);
      else found.set(below, [call]);
    }
  }
  return found;
}

/** The calls below a call in its chain, nearest first. */
export function* callsBelow(call: CallExpression): Generator<CallExpression> {
  let below = call.callee;
  for (let link = 0; link < maxLinks && below.kind === 'member' && below.object.kind === 'call'; link++) {
    yield below.object;
    below = below.object.callee;
  }
}

export function methodsOf(calls: readonly CallExpression[]): string[] {
  return calls.map(({ callee }) => methodOf(callee));
}
