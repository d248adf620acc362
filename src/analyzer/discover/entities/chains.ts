import type { CallExpression, FunctionCode } from '../source/code.ts';
import { methodOf } from './callee.ts';

const maxLinks = 64;

/** The methods that are called on the result of each call of a function, first one first. O(calls × chain length). */
export function chainedMethods({ calls }: FunctionCode): ReadonlyMap<CallExpression, readonly string[]> {
  const found = new Map<CallExpression, string[]>();
  for (const call of calls) {
    const method = methodOf(call.callee);
    let below = call.callee;
    for (let link = 0; link < maxLinks && below.kind === 'member'; link++) {
      if (below.object.kind !== 'call') break;
      const known = found.get(below.object) ?? [];
      known.push(method);
      found.set(below.object, known);
      below = below.object.callee;
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
