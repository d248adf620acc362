import type { Cut, PlannedWork } from '../../../model/analysis.ts';

type Effort = PlannedWork['effort'];

interface Price {
  readonly lowDays: number;
  readonly highDays: number;
}

/**
 * Days of one engineer for one of each. Starting values by experience, nobody measured them: a team replaces them by its own after
 * its first context. What they are for is to compare contexts, and to show where the cost is.
 */
export const prices = {
  /** Repository, pipeline, deployment, configuration, logs, alerts. */
  service: { lowDays: 5, highDays: 15 },
  /** One function to offer and to call: contract, client, timeouts, errors, tests. */
  'http-call': { lowDays: 0.5, highDays: 2 },
  /** One channel with outbox and idempotent consumer. */
  event: { lowDays: 1, highDays: 3 },
  /** One transaction with its compensations and what users see in between. */
  saga: { lowDays: 3, highDays: 10 },
  /** One entity that is copied and kept up to date. */
  'replicate-data': { lowDays: 1, highDays: 4 },
  'publish-type': { lowDays: 0.05, highDays: 0.25 },
  /** One module in a package with versions. */
  library: { lowDays: 0.1, highDays: 0.5 },
  move: { lowDays: 0.05, highDays: 0.25 },
  rewire: { lowDays: 0.05, highDays: 0.1 },
  /** One table: copy, keep in step while both run, switch. */
  table: { lowDays: 1, highDays: 4 },
  /** One key that the database no longer holds: checks in code, cleaning up. */
  'foreign key': { lowDays: 0.5, highDays: 1.5 },
  /** One query that becomes two, or reads a read model. */
  join: { lowDays: 0.5, highDays: 2 },
  /** One route or operation: shadow, compare, canary, full. */
  route: { lowDays: 0.1, highDays: 0.5 },
} as const satisfies Readonly<Record<string, Price>>;

type Priced = keyof typeof prices;

/** The effort of a step: what there is of each, times its price; terms in the order of the table of prices. */
export function estimate(cuts: readonly Cut[], work: Omit<PlannedWork, 'effort' | 'because'>): Effort {
  const counts: Readonly<Record<Priced, number>> = {
    service: 1,
    'http-call': targets(cuts, 'http-call'),
    event: targets(cuts, 'event'),
    saga: work.sagas.length,
    'replicate-data': new Set(cutsOf(cuts, 'replicate-data').flatMap(({ reads, to }) => reads[0] ?? to)).size,
    'publish-type': files(cuts, 'publish-type'),
    library: files(cuts, 'library'),
    move: files(cuts, 'move'),
    rewire: cutsOf(cuts, 'rewire').length,
    table: work.entities.length,
    'foreign key': Math.max(work.foreignKeys.length, cutsOf(cuts, 'keep-id').length),
    join: work.joins.length,
    route: work.flips.length,
  };
  const terms = (Object.keys(prices) as Priced[])
    .filter((what) => counts[what] > 0)
    .map((what) => ({
      what,
      count: counts[what],
      lowDays: rounded(counts[what] * prices[what].lowDays),
      highDays: rounded(counts[what] * prices[what].highDays),
    }));
  return {
    lowDays: rounded(terms.reduce((sum, { lowDays }) => sum + lowDays, 0)),
    highDays: rounded(terms.reduce((sum, { highDays }) => sum + highDays, 0)),
    terms,
  };
}

function cutsOf(cuts: readonly Cut[], how: Cut['how']): Cut[] {
  return cuts.filter((cut) => cut.how === how);
}

/** Different functions, or entities, behind cuts: each is offered once, however many call it. */
function targets(cuts: readonly Cut[], how: Cut['how']): number {
  return new Set(cutsOf(cuts, how).flatMap(({ to, uses }) => uses.map((use) => `${to}\n${use}`))).size;
}

function files(cuts: readonly Cut[], how: Cut['how']): number {
  return new Set(cutsOf(cuts, how).map(({ to }) => to)).size;
}

function rounded(days: number): number {
  return Math.round(days * 100) / 100;
}
