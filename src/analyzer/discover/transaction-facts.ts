import { sortedUnique } from '../../lib/ordered.ts';
import type { TransactionFact } from '../facts.ts';
import type { AccessIndex } from './calls/behaviour.ts';
import type { CallGraph } from './calls/call-graph.ts';
import { unionOverReach } from './calls/union-over-reach.ts';
import type { Access, Transaction } from './entities/discover-entities.ts';
import type { FunctionCode } from './source/code.ts';

/** Transactions with every entity that is used inside, also by the functions that they call. */
export function transactionFacts(
  transactions: readonly Transaction[],
  graph: CallGraph,
  accesses: AccessIndex,
): TransactionFact[] {
  const known = new Map<FunctionCode, readonly Happening[]>();
  const reachesAccess = unionOverReach<FunctionCode>(
    (code) => graph.nextOf(code),
    (code) => (accesses.has(code) ? 1 : 0),
  );
  const happeningsIn = (code: FunctionCode): readonly Happening[] => {
    const found = known.get(code);
    if (found) return found;
    // Most of what runs leads to no access.
    const happenings = ownHappenings(code, graph, accesses).filter(
      (each) => 'entity' in each || reachesAccess(each) > 0,
    );
    known.set(code, happenings);
    return happenings;
  };
  return transactions.map(({ file, line, code, callbacks, accesses: own }) => {
    const called = inOrder(callbacks ?? [code], happeningsIn);
    const seen = new Set(called);
    const all = [...own.filter((each) => !seen.has(each)), ...called];
    return {
      file,
      line,
      entities: sortedUnique(all.map(({ entity }) => entity)),
      accesses: all.map(({ entity, op, file: place, line: at }) => ({ entity, op, file: place, line: at })),
    };
  });
}

/** What stands in a function: an access, a function that it runs. */
export type Happening = FunctionCode | Access;

/** In order of their lines. */
export function ownHappenings(code: FunctionCode, graph: CallGraph, accesses: AccessIndex): Happening[] {
  const placed: { readonly line: number; readonly what: Happening }[] = [
    ...(accesses.get(code) ?? []).map((access) => ({ line: access.line, what: access })),
    ...graph
      .targetsOf(code)
      .flatMap(({ call, functions }) => functions.map((what) => ({ line: call.line, what }))),
    ...code.nested.map((what) => ({ line: what.line, what })),
  ];
  return placed.sort((a, b) => a.line - b.line).map(({ what }) => what);
}

/** What functions access, calls followed where they stand; what a function runs twice counts at the first time. */
function inOrder(
  start: readonly FunctionCode[],
  happeningsIn: (code: FunctionCode) => readonly Happening[],
): Access[] {
  const found: Access[] = [];
  const seen = new Set<FunctionCode>(start);
  const waiting: Happening[] = [...start].reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ('entity' in next) {
      found.push(next);
      continue;
    }
    const fresh = happeningsIn(next).filter((each) => 'entity' in each || !seen.has(each));
    for (const each of fresh) if (!('entity' in each)) seen.add(each);
    waiting.push(...new Set(fresh.reverse()));
  }
  return found;
}
