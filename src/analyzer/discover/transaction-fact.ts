import { sortedUnique } from '../../lib/ordered.ts';
import type { TransactionFact } from '../facts.ts';
import type { AccessIndex } from './calls/behaviour.ts';
import type { CallGraph } from './calls/call-graph.ts';
import type { Access, Transaction } from './entities/discover-entities.ts';
import type { FunctionCode } from './source/code.ts';

/** A transaction with every entity that is used inside, also by the functions that it calls. */
export function toTransactionFact(
  { file, line, code, callbacks, accesses: own }: Transaction,
  graph: CallGraph,
  accesses: AccessIndex,
): TransactionFact {
  const called = inOrder(callbacks ?? [code], graph, accesses);
  const seen = new Set(called);
  const all = [...own.filter((each) => !seen.has(each)), ...called];
  return {
    file,
    line,
    entities: sortedUnique(all.map(({ entity }) => entity)),
    accesses: all.map(({ entity, op, file: place, line: at }) => ({ entity, op, file: place, line: at })),
  };
}

/** What functions access, calls followed where they stand; what a function runs twice counts at the first time. */
function inOrder(start: readonly FunctionCode[], graph: CallGraph, accesses: AccessIndex): Access[] {
  const found: Access[] = [];
  const seen = new Set<FunctionCode>(start);
  const waiting: (FunctionCode | Access)[] = [...start].reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ('entity' in next) {
      found.push(next);
      continue;
    }
    const events: { readonly line: number; readonly what: FunctionCode | Access }[] = [
      ...(accesses.get(next) ?? []).map((access) => ({ line: access.line, what: access })),
      ...graph
        .targetsOf(next)
        .flatMap(({ call, functions }) => functions.map((what) => ({ line: call.line, what }))),
      ...next.nested.map((what) => ({ line: what.line, what })),
    ];
    events.sort((a, b) => a.line - b.line);
    const fresh = events.filter(({ what }) => 'entity' in what || !seen.has(what));
    for (const { what } of fresh) if (!('entity' in what)) seen.add(what);
    waiting.push(...new Set(fresh.map(({ what }) => what).reverse()));
  }
  return found;
}
