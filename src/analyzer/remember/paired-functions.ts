import { namesOf } from '../discover/entities/callee.ts';
import type { FunctionCode } from '../discover/source/code.ts';
import type { SourceModule } from '../discover/source/read-code.ts';
import { aligned } from './aligned.ts';

/** A function as it was and as it is. */
export interface Pair {
  readonly before: FunctionCode;
  readonly after: FunctionCode;
}

/** The functions that two readings of a file have in common, outermost first: by name and kind, those alike first. */
export function pairedFunctions(before: SourceModule, after: SourceModule): Pair[] {
  const kindIn = (module: SourceModule, { name, isArrow, isStatic, self }: FunctionCode) =>
    `${name} ${isArrow} ${isStatic} ${self ? module.classes.indexOf(self) : ''}`;
  const pairs: Pair[] = [{ before: before.code, after: after.code }];
  // The list grows while it is visited.
  for (const pair of pairs) {
    const isOfKind = (a: FunctionCode, b: FunctionCode) => kindIn(before, a) === kindIn(after, b);
    const alike = aligned(
      pair.before.nested,
      pair.after.nested,
      (a, b) => isOfKind(a, b) && contentOf(a) === contentOf(b),
    );
    const [old, now] = [new Set(alike.map(([a]) => a)), new Set(alike.map(([, b]) => b))];
    const rest = aligned(
      pair.before.nested.filter((code) => !old.has(code)),
      pair.after.nested.filter((code) => !now.has(code)),
      isOfKind,
    );
    for (const [a, b] of [...alike, ...rest]) pairs.push({ before: a, after: b });
  }
  return pairs;
}

/** What tells functions without a name apart at a glance. */
function contentOf({ calls, steps }: FunctionCode): string {
  return `${steps.length} ${calls.map(({ callee }) => namesOf(callee).join('.')).join()}`;
}
