import type { Shaper } from '../shapes/shaper.ts';
import type { Expression, FunctionCode } from '../source/code.ts';
import { type Access, distinctAccesses, type ResolvedAccess } from './access.ts';
import { declarationOf } from './declaration.ts';
import type { FoundTransaction } from './discoverer.ts';
import { isInside } from './transactions.ts';

/** A place that opens a transaction, with what is written inside of it. */
export interface Transaction {
  readonly file: string;
  readonly line: number;
  /** The function that opens it. */
  readonly code: FunctionCode;
  readonly declaration: string;
  /** Functions that run inside; null when all that the opening function does is inside. */
  readonly callbacks: readonly FunctionCode[] | null;
  readonly accesses: readonly Access[];
  readonly via: string;
}

/** Transactions with their accesses; those of the same file are looked through once for each. */
export function toTransactions(
  opened: readonly FoundTransaction[],
  accesses: readonly ResolvedAccess[],
  shaper: Shaper,
): Transaction[] {
  const byFile = new Map<string, ResolvedAccess[]>();
  for (const each of accesses) {
    const known = byFile.get(each.access.file);
    if (known) known.push(each);
    else byFile.set(each.access.file, [each]);
  }
  return opened.map((transaction) => {
    const { file, line, code, inside, via } = transaction;
    const near = (byFile.get(file) ?? []).filter(({ access, node }) =>
      isInside(transaction, access.code, node),
    );
    return {
      file,
      line,
      code,
      declaration: declarationOf(code),
      callbacks: inside && [...new Set(inside.flatMap((work) => functionsIn(shaper, work, file, code)))],
      accesses: distinctAccesses(near),
      via,
    };
  });
}

/** The functions that a callback, a name of one, or a list of calls runs. */
function functionsIn(shaper: Shaper, work: Expression, file: string, code: FunctionCode): FunctionCode[] {
  switch (work.kind) {
    case 'function':
      return [work.code];
    case 'array':
      return work.items.flatMap((item) => functionsIn(shaper, item, file, code));
    case 'call':
      return functionsIn(shaper, work.callee, file, code);
    case 'name':
    case 'member':
      return shaper
        .ofExpression(work, { file, code })
        .flatMap((shape) => (shape.kind === 'function' ? [shape.code] : []));
    default:
      return [];
  }
}
