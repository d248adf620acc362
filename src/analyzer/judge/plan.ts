import { by } from '../../lib/ordered.ts';
import type { Analysis, Verdict } from '../../model/analysis.ts';
import { type Crossings, traffic } from './crossings.ts';
import { domainContexts, type Subject } from './subject.ts';

/**
 * What makes a context expensive to take out, in references: a reference in or out is a call to replace; a transaction to
 * turn into a saga and a table to take from another writer cost about as much as ten. A first guess, without data.
 */
const costs = { reference: 1, crossingTransaction: 10, foreignWriter: 10 };

/** The order of extraction: the context with the most routes and modules per cost first. Empty for `do-not-split`. */
export function planExtraction(
  subject: Subject,
  crossings: Crossings,
  { decision }: Verdict,
): Analysis['plan'] {
  if (decision === 'do-not-split') return { steps: [] };
  const contextOf = domainContexts(subject);
  const ranked = subject.contexts.map(({ id, modules }) => {
    const references = traffic(crossings, id);
    const transactions = subject.transactions.filter(
      ({ contexts }) => contexts.length > 1 && contexts.includes(id),
    ).length;
    const foreignWriters = subject.entities
      .filter(({ context }) => context === id)
      .flatMap(({ writers }) =>
        writers.filter((path) => contextOf.has(path) && contextOf.get(path) !== id),
      ).length;
    const routes = subject.routes.filter(({ context }) => context === id).length;
    const cost =
      costs.reference * (references.in + references.out) +
      costs.crossingTransaction * transactions +
      costs.foreignWriter * foreignWriters;
    const benefit = routes + modules.length;
    return {
      id,
      modules: modules.length,
      routes,
      references,
      transactions,
      foreignWriters,
      cost,
      score: benefit / (1 + cost),
    };
  });
  ranked.sort(
    by(
      ({ score }) => -score,
      ({ id }) => id,
    ),
  );
  return {
    steps: ranked.map((each) => ({
      title: `Take out ${each.id}`,
      context: each.id,
      detail: [
        `benefit: ${count(each.routes, 'route')} and ${count(each.modules, 'module')} leave the monolith`,
        `cost: ${count(each.references.out, 'reference')} out and ${each.references.in} in to replace, ${count(each.transactions, 'transaction')} to turn into a saga, ${count(each.foreignWriters, 'foreign writer')} of its tables`,
      ],
    })),
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
