import { type Crossings, traffic } from './crossings.ts';
import { runsInProduction } from './findings/rule.ts';
import type { Subject } from './subject.ts';

/** Why a context cannot leave as it is; empty when it can. */
export type Obstacle = 'contested' | 'transactions' | 'coupling';

export const separableLimits = {
  /** Below this the runs do not agree on what the context is. */
  minConfidence: 0.6,
  /** Share of its references that may cross its border. [M] cuts of three Nest applications: .17–.33. */
  maxCoupling: 0.5,
  /** One or two sagas are the ordinary price of a service. */
  maxCrossingTransactions: 2,
} as const;

/**
 * What keeps each context from becoming a service now: members that the runs dispute, many transactions that it shares with
 * others, or more references over its border than inside. By context id.
 */
export function findObstacles(subject: Subject, crossings: Crossings): Map<string, Obstacle[]> {
  const isProduction = runsInProduction(subject);
  const crossingTransactions = subject.transactions.filter(
    ({ file, contexts }) => contexts.length > 1 && isProduction(file),
  );
  return new Map(
    subject.contexts.map(({ id, confidence }) => {
      const inside = crossings.inside.get(id) ?? 0;
      const { in: incoming, out: outgoing } = traffic(crossings, id);
      const crossing = incoming + outgoing;
      const obstacles: Obstacle[] = [];
      if (confidence < separableLimits.minConfidence) obstacles.push('contested');
      const shared = crossingTransactions.filter(({ contexts }) => contexts.includes(id)).length;
      if (shared > separableLimits.maxCrossingTransactions) obstacles.push('transactions');
      if (crossing > separableLimits.maxCoupling * (inside + crossing)) obstacles.push('coupling');
      return [id, obstacles];
    }),
  );
}
