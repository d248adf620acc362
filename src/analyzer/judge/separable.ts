import { type Crossings, traffic } from './crossings.ts';
import { runsInProduction } from './findings/rule.ts';
import type { Subject } from './subject.ts';

/** Why a context cannot leave as it is. */
export type Obstacle = 'nothing to serve' | 'contested' | 'transactions' | 'coupling';

export const separableLimits = {
  /** Below this the runs do not agree on what the context is. */
  minConfidence: 0.6,
  /** Share of its references that may cross its border. [M] cuts of three Nest applications: .17–.33. */
  maxCoupling: 0.5,
  /** One or two sagas are the ordinary price of a service. */
  maxCrossingTransactions: 2,
} as const;

/**
 * What keeps each context from becoming a service now: neither a route nor an operation nor an entity, members that the runs dispute, many transactions that it shares with
 * others, or more references over its border than inside. By context id.
 */
export function findObstacles(subject: Subject, crossings: Crossings): Map<string, Obstacle[]> {
  const isProduction = runsInProduction(subject);
  const crossingTransactions = subject.transactions.filter(
    ({ file, contexts }) => contexts.length > 1 && isProduction(file),
  );
  const serving = new Set(
    [...subject.routes, ...subject.operations, ...subject.entities].map(({ context }) => context),
  );
  const isServing = serving.size > 0;
  return new Map(
    subject.contexts.map(({ id, confidence }) => {
      const inside = crossings.inside.get(id) ?? 0;
      const { in: incoming, out: outgoing } = traffic(crossings, id);
      const crossing = incoming + outgoing;
      const obstacles: Obstacle[] = [];
      if (isServing && !serving.has(id)) obstacles.push('nothing to serve');
      if (confidence < separableLimits.minConfidence) obstacles.push('contested');
      const shared = crossingTransactions.filter(({ contexts }) => contexts.includes(id)).length;
      if (shared > separableLimits.maxCrossingTransactions) obstacles.push('transactions');
      if (crossing > separableLimits.maxCoupling * (inside + crossing)) obstacles.push('coupling');
      return [id, obstacles];
    }),
  );
}
