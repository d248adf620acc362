import { by } from '../../lib/ordered.ts';
import type { Analysis, Verdict } from '../../model/analysis.ts';
import { type Crossings, traffic } from './crossings.ts';
import { runsInProduction } from './findings/rule.ts';
import type { Obstacle } from './separable.ts';
import { domainContexts, type Subject } from './subject.ts';

/**
 * What makes a context expensive to take out, in references: a reference in or out is a call to replace; a transaction to
 * turn into a saga and a table to take from another writer cost about as much as ten. A first guess, without data.
 */
const costs = { reference: 1, crossingTransaction: 10, foreignWriter: 10 };

interface Extraction {
  readonly id: string;
  readonly modules: number;
  readonly routes: number;
  readonly operations: number;
  readonly references: { readonly in: number; readonly out: number };
  readonly transactions: number;
  readonly foreignWriters: number;
}

/**
 * The order of extraction: contexts that can leave as they are before the others, and among these the most routes,
 * operations and modules per cost first. Empty for `do-not-split`.
 */
export function planExtraction(
  subject: Subject,
  crossings: Crossings,
  obstacles: ReadonlyMap<string, readonly Obstacle[]>,
  { decision }: Verdict,
): Analysis['plan'] {
  if (decision === 'do-not-split') return { steps: [] };
  const extractions = subject.contexts.map(({ id, modules }) =>
    extractionOf(id, modules.length, subject, crossings),
  );
  extractions.sort(
    by(
      ({ id }) => obstacles.get(id)?.length ?? 0,
      (extraction) => -benefitPerCost(extraction),
      ({ id }) => id,
    ),
  );
  return { steps: extractions.map((extraction) => describe(extraction, obstacles.get(extraction.id) ?? [])) };
}

function extractionOf(id: string, modules: number, subject: Subject, crossings: Crossings): Extraction {
  const contextOf = domainContexts(subject);
  const isProduction = runsInProduction(subject);
  const owned = subject.entities.filter(({ context }) => context === id);
  return {
    id,
    modules,
    routes: subject.routes.filter(({ context }) => context === id).length,
    operations: subject.operations.filter(({ context }) => context === id).length,
    references: traffic(crossings, id),
    transactions: subject.transactions.filter(
      ({ file, contexts }) => contexts.length > 1 && contexts.includes(id) && isProduction(file),
    ).length,
    foreignWriters: owned
      .flatMap(({ writers }) => writers)
      .filter((path) => contextOf.has(path) && contextOf.get(path) !== id).length,
  };
}

function benefitPerCost({
  modules,
  routes,
  operations,
  references,
  transactions,
  foreignWriters,
}: Extraction): number {
  const cost =
    costs.reference * (references.in + references.out) +
    costs.crossingTransaction * transactions +
    costs.foreignWriter * foreignWriters;
  return (routes + operations + modules) / (1 + cost);
}

function describe(
  { id, modules, routes, operations, references, transactions, foreignWriters }: Extraction,
  obstacles: readonly Obstacle[],
): Analysis['plan']['steps'][number] {
  return {
    title: `Take out ${id}`,
    context: id,
    detail: [
      ...(obstacles.length === 0 ? [] : [`first solve: ${obstacles.join(', ')}`]),
      `benefit: ${count(routes, 'route')}${operations === 0 ? '' : `, ${count(operations, 'operation')}`} and ${count(modules, 'module')} leave the monolith`,
      `cost: ${count(references.out, 'reference')} out and ${references.in} in to replace, ${count(transactions, 'transaction')} to turn into a saga, ${count(foreignWriters, 'foreign writer')} of its tables`,
    ],
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
