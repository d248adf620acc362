import type { Finding, Transaction } from '../../../model/analysis.ts';
import type { Saga } from '../plan/sagas.ts';
import { findSagas } from '../plan/sagas.ts';
import { placeOf } from '../plan/landscape.ts';
import { writesAcross } from '../writes-across.ts';
import { groupedBy, maxLocations, type Rule, runsInProduction } from './rule.ts';

const code = 'TRANSACTION_ACROSS';

/**
 * Transactions over the entities of several contexts, one finding for each set of contexts: those that write in several can no longer
 * be one transaction; those that only read of others can, when the reads go first.
 */
export const transactionAcross: Rule = {
  code,
  find(subject, _crossings, land) {
    const isProduction = runsInProduction(subject);
    const isAcross = writesAcross(subject.entities);
    const sagas = new Map(findSagas(subject, land).map((saga) => [saga.location, saga]));
    const all = subject.transactions.filter(
      ({ file, contexts }) => contexts.length > 1 && isProduction(file),
    );
    const writing = all.filter(isAcross);
    const reading = all.filter((transaction) => !isAcross(transaction));
    return [
      ...groupedBy(writing, ({ contexts }) => contexts.join(', ')).map(([contexts, group]) =>
        toSaga(contexts, group, sagas),
      ),
      ...groupedBy(reading, ({ contexts }) => contexts.join(', ')).map(([contexts, group]) =>
        stays(contexts, group),
      ),
    ];
  },
};

function toSaga(contexts: string, group: readonly Transaction[], sagas: ReadonlyMap<string, Saga>): Finding {
  const steps = group.map((each) => sagas.get(placeOf(each))?.steps ?? []).find(({ length }) => length > 0);
  const writes = (steps ?? []).filter(({ op }) => op === 'write');
  const order = writes
    .map(({ context, entities }) => `${context} writes ${entities.join(', ')}`)
    .join('; then ');
  return {
    code,
    severity: 'error',
    title: `${group.length === 1 ? 'One transaction writes' : `${group.length} transactions write`} over ${contexts}`,
    ...common(group),
    why: 'Services cannot commit together: after a split a failure half-way leaves one written and the other not.',
    fix: `Keep ${entitiesOf(group).join(', ')} in one context, or make it a saga, where each step but the last has what undoes it${order === '' ? '' : `: ${order}`}. \`banyan plan\` has the compensations.`,
  };
}

function stays(contexts: string, group: readonly Transaction[]): Finding {
  return {
    code,
    severity: 'info',
    title: `${group.length === 1 ? 'One transaction reads' : `${group.length} transactions read`} of others: ${contexts}`,
    ...common(group),
    why: 'Only one context is written, but what the others say may change before it commits.',
    fix: `Read ${entitiesOf(group).join(', ')} before the transaction starts, and check in it what must still hold.`,
  };
}

function common(group: readonly Transaction[]): Pick<Finding, 'locations' | 'numbers' | 'contexts'> {
  const [first] = group as [Transaction];
  return {
    contexts: [...first.contexts],
    locations: group.slice(0, maxLocations).map(placeOf),
    numbers: {
      contexts: first.contexts.length,
      entities: entitiesOf(group).length,
      transactions: group.length,
    },
  };
}

function entitiesOf(group: readonly Transaction[]): string[] {
  return [...new Set(group.flatMap(({ entities }) => entities))].sort();
}
