import { type Crossings, traffic, weightAtRunTime } from './crossings.ts';
import { runsInProduction } from './findings/rule.ts';
import { domainContexts, type Subject } from './subject.ts';

/** Why a context cannot leave as it is. */
export type Obstacle =
  | 'nothing to serve'
  | 'contested'
  | 'transactions'
  | 'tables'
  | 'cycle'
  | 'coupling'
  | 'hub';

/**
 * Source of what hinders: Z. Dehghani, "How to break a Monolith into Microservices", 2018 (calls back to the monolith);
 * D. Taibi, V. Lenarduzzi, "On the Definition of Microservice Bad Smells", IEEE Software 35(3), 2018 (cyclic dependency,
 * shared persistency). The limits are a decision, checked on generated monoliths and the corpus.
 */
export const separableLimits = {
  /** Below this the runs do not agree on what the context is. */
  minConfidence: 0.6,
  /** Share of what it refers to that may be outside. */
  maxOutgoing: 0.5,
  /** Share of what refers to it that may be outside: above, it is a hub that everybody waits for. */
  maxIncoming: 0.6,
  /** One or two sagas are the ordinary price of a service, more are where they are most of its transactions. */
  maxCrossingTransactions: 2,
  maxCrossingTransactionShare: 0.25,
  /** The same for tables that it writes for others or they for it; one that is only read across counts half. */
  maxForeignTables: 2,
  maxForeignTableShare: 0.4,
  /** Of the references over its border, the share that goes back and forth, 0..0.5; where the border is worth a look. */
  maxMutual: 0.3,
  minCoupling: 0.25,
} as const;

const limits = separableLimits;

/**
 * What keeps each context from becoming a service now: neither a route nor an operation nor an entity, members that the runs dispute,
 * many transactions or tables that it shares with others, calls that come back, or more references to others than inside. By
 * context id.
 */
export function findObstacles(subject: Subject, crossings: Crossings): Map<string, Obstacle[]> {
  const serving = servingContexts(subject);
  const tables = foreignTables(subject);
  const transactions = transactionCounts(subject);
  return new Map(
    subject.contexts.map(({ id, confidence }) => {
      const obstacles: Obstacle[] = [];
      if (serving.size > 0 && !serving.has(id)) obstacles.push('nothing to serve');
      if (confidence < limits.minConfidence) obstacles.push('contested');
      if (hasCrossingTransactions(transactions(id))) obstacles.push('transactions');
      if (hasForeignTables(tables(id))) obstacles.push('tables');
      if (isInCycle(crossings, id)) obstacles.push('cycle');
      if (outgoingShare(crossings, id) > limits.maxOutgoing) obstacles.push('coupling');
      if (incomingShare(crossings, id) > limits.maxIncoming) obstacles.push('hub');
      return [id, obstacles];
    }),
  );
}

/** Contexts with a route, an operation or an entity. */
export function servingContexts({ routes, operations, entities }: Subject): Set<string> {
  return new Set([...routes, ...operations, ...entities].flatMap(({ context }) => context ?? []));
}

interface Counts {
  readonly all: number;
  readonly crossing: number;
}

function transactionCounts(subject: Subject): (context: string) => Counts {
  const isProduction = runsInProduction(subject);
  const production = subject.transactions.filter(({ file }) => isProduction(file));
  return (context) => {
    const own = production.filter(({ contexts }) => contexts.includes(context));
    return { all: own.length, crossing: own.filter(({ contexts }) => contexts.length > 1).length };
  };
}

function hasCrossingTransactions({ all, crossing }: Counts): boolean {
  return crossing > limits.maxCrossingTransactions && crossing > limits.maxCrossingTransactionShare * all;
}

/** Of the tables that a context owns or uses: those that it shares with others by writes, and half of those by reads. */
function foreignTables(subject: Subject): (context: string) => Counts {
  const contextOf = domainContexts(subject);
  const contextsOf = (paths: readonly string[]): Set<string> =>
    new Set(paths.flatMap((path) => contextOf.get(path) ?? []));
  const tables = subject.entities
    .filter(({ context }) => context !== null)
    .map(({ context, writers, readers }) => ({
      owner: context,
      writing: contextsOf(writers),
      using: contextsOf([...writers, ...readers]),
    }));
  return (context) => {
    const own = tables.filter(({ owner, using }) => owner === context || using.has(context));
    const weights = own.map(({ owner, writing, using }): number => {
      const isAcross = (contexts: ReadonlySet<string>): boolean =>
        owner === context ? [...contexts].some((each) => each !== owner) : contexts.has(context);
      return isAcross(writing) ? 1 : isAcross(using) ? 0.5 : 0;
    });
    return { all: own.length, crossing: weights.reduce((sum, weight) => sum + weight, 0) };
  };
}

function hasForeignTables({ all, crossing }: Counts): boolean {
  return crossing > limits.maxForeignTables && crossing > limits.maxForeignTableShare * all;
}

function isInCycle(crossings: Crossings, context: string): boolean {
  const { crossing, all } = references(crossings, context);
  const mutual = mutualPartners(crossings, context).reduce((sum, { references: each }) => sum + each, 0);
  return crossing > limits.minCoupling * all && mutual > limits.maxMutual * crossing;
}

/** With whom a context calls back and forth, and how many references the rarer direction has; the most first. */
export function mutualPartners(
  { between }: Crossings,
  context: string,
): { readonly partner: string; readonly references: number }[] {
  const out = new Map(
    between.filter(({ from }) => from === context).map((each) => [each.to, weightAtRunTime(each)]),
  );
  return between
    .filter(({ to }) => to === context)
    .map((each) => ({
      partner: each.from,
      references: Math.min(weightAtRunTime(each), out.get(each.from) ?? 0),
    }))
    .filter(({ references: each }) => each > 0)
    .sort((a, b) => b.references - a.references || (a.partner < b.partner ? -1 : 1));
}

function outgoingShare(crossings: Crossings, context: string): number {
  const { inside, outgoing } = references(crossings, context);
  return outgoing === 0 ? 0 : outgoing / (inside + outgoing);
}

function incomingShare(crossings: Crossings, context: string): number {
  const { inside, incoming } = references(crossings, context);
  return incoming === 0 ? 0 : incoming / (inside + incoming);
}

interface References {
  readonly inside: number;
  readonly outgoing: number;
  readonly incoming: number;
  readonly crossing: number;
  readonly all: number;
}

function references(crossings: Crossings, context: string): References {
  const inside = crossings.inside.get(context) ?? 0;
  const { in: incoming, out: outgoing } = traffic(crossings, context);
  const crossing = incoming + outgoing;
  return { inside, outgoing, incoming, crossing, all: inside + crossing };
}
