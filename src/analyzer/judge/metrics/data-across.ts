import { runsInProduction } from '../findings/rule.ts';
import { foreignKeys, isAcross } from '../foreign-keys.ts';
import type { Subject } from '../subject.ts';
import type { ContextMetric, ProjectMetric } from './metric.ts';

/** Contexts that one transaction, join or foreign key covers. */
type Span = readonly string[];

/**
 * Share of the transactions of the running application that cover entities of more than one context.
 *
 * Range 0..1, no unit; each is a saga after a split; absent without transactions over entities with a context.
 *
 * Source: V. Nitin et al., "CARGO", ASE 2022 (transactional purity counts the same as an entropy).
 */
export const crossTransactions = shareAcross('crossTransactions', transactionSpans);

/** The same of the transactions that cover an entity of the context. */
export const crossTransactionsOfContext = shareAcrossOf('crossTransactions', transactionSpans);

/**
 * Share of the joins of the running application that combine entities of more than one context.
 *
 * Range 0..1, no unit; each is a second query, a copy or a read model after a split; absent without joins.
 */
export const crossJoins = shareAcross('crossJoins', joinSpans);

/** The same of the joins over an entity of the context. */
export const crossJoinsOfContext = shareAcrossOf('crossJoins', joinSpans);

/**
 * Share of the foreign keys that lead from the table of one context to that of another.
 *
 * Range 0..1, no unit; a database of its own cannot hold them; absent without foreign keys.
 */
export const crossForeignKeys = shareAcross('crossForeignKeys', keySpans);

/** The same of the foreign keys from or to a table of the context. */
export const crossForeignKeysOfContext = shareAcrossOf('crossForeignKeys', keySpans);

function transactionSpans(subject: Subject): Span[] {
  const isProduction = runsInProduction(subject);
  return subject.transactions.filter(({ file }) => isProduction(file)).map(({ contexts }) => contexts);
}

function joinSpans(subject: Subject): Span[] {
  const isProduction = runsInProduction(subject);
  return subject.joins.filter(({ file }) => isProduction(file)).map(({ contexts }) => contexts);
}

function keySpans({ entities }: Subject): Span[] {
  return foreignKeys(entities).map((key) => [
    key.from.context as string,
    ...(isAcross(key) ? [key.to.context as string] : []),
  ]);
}

function shareAcross(name: string, spansOf: (subject: Subject) => Span[]): ProjectMetric {
  return { name, measure: (subject) => shareOf(spansOf(subject).filter((span) => span.length > 0)) };
}

function shareAcrossOf(name: string, spansOf: (subject: Subject) => Span[]): ContextMetric {
  return {
    name,
    measure: (_crossings, context, subject) =>
      shareOf(spansOf(subject).filter((span) => span.includes(context))),
  };
}

function shareOf(spans: readonly Span[]): number | undefined {
  return spans.length === 0 ? undefined : spans.filter((span) => span.length > 1).length / spans.length;
}
