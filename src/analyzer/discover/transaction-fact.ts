import { sortedUnique } from '../../lib/ordered.ts';
import type { TransactionFact } from '../facts.ts';
import type { AccessIndex } from './calls/behaviour.ts';
import type { CallGraph } from './calls/call-graph.ts';
import type { Transaction } from './entities/discover-entities.ts';

/** A transaction with every entity that is used inside, also by the functions that it calls. */
export function toTransactionFact(
  { file, line, code, callbacks, accesses: own }: Transaction,
  graph: CallGraph,
  accesses: AccessIndex,
): TransactionFact {
  const reached = graph.reachableFrom(callbacks ?? [code]);
  const called = [...reached].flatMap((each) => accesses.get(each) ?? []);
  return { file, line, entities: sortedUnique([...own, ...called].map(({ entity }) => entity)) };
}
