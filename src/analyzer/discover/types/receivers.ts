import { isHarmlessMethod } from '../calls/harmless-methods.ts';
import type { Program } from '../program.ts';
import type { Place, Shaper } from '../shapes/shaper.ts';
import type { Expression } from '../source/code.ts';
import type { ReceiverQuestion } from './type-oracle.ts';

/** A receiver that nothing is known about. */
export interface OpenReceiver extends ReceiverQuestion {
  readonly receiver: Expression;
}

export interface Receivers {
  /** Receivers of method calls in the application, apart from `this` and methods of strings, lists and the like. */
  readonly total: number;
  readonly open: readonly OpenReceiver[];
}

/** Which receivers neither declarations nor wiring decide. Types of packages count as known by the package. */
export function receiversOf({ application }: Pick<Program, 'application'>, shaper: Shaper): Receivers {
  let total = 0;
  const open: OpenReceiver[] = [];
  for (const { path: file, functions } of application) {
    for (const code of functions) {
      for (const { callee, line } of code.calls) {
        if (callee.kind !== 'member' || typeof callee.property !== 'string') continue;
        const { object: receiver, property: member } = callee;
        if (isSelf(receiver) || isHarmlessMethod(member)) continue;
        total++;
        if (!isKnown(shaper, receiver, { file, code })) open.push({ file, line, member, receiver });
      }
    }
  }
  return { total, open };
}

function isSelf({ kind }: Expression): boolean {
  return (
    kind === 'this' || kind === 'super' || kind === 'literal' || kind === 'template' || kind === 'regexp'
  );
}

function isKnown(shaper: Shaper, receiver: Expression, place: Place): boolean {
  return shaper.ofExpression(receiver, place).length > 0;
}
