import type { Verdict } from '../../model/analysis.ts';
import { entanglement, onlyWriter, share, structuralCriteria } from './criteria.ts';
import type { Crossings } from './crossings.ts';
import { guidanceFor } from './guidance.ts';
import { mutualPartners, type Obstacle, separableLimits } from './separable.ts';
import { domainContexts, type Subject } from './subject.ts';

/**
 * Shares of the business, in modules of contexts that serve something, that can leave as it is: from `split` on what is left is a service
 * too; below `some` the first steps are inside the monolith. A decision.
 */
const limits = { split: 0.8, some: 0.2 } as const;

/**
 * Whether to split at all.
 *
 * `do-not-split` when there is nothing to serve, the code is too small, its structure is no more than chance or one lump, or one table
 * is in every transaction. Else the parts are there: `split` when all of the business can leave, or nearly all, so that the rest is
 * a service too; `split-some` when a good part can; `modularise-first` when hardly any can, since what entangles them is cheap to take
 * apart inside the monolith and dear between services.
 */
export function judge(
  subject: Subject,
  metrics: Readonly<Record<string, number>>,
  obstacles: ReadonlyMap<string, readonly Obstacle[]>,
  crossings: Crossings,
): Verdict {
  const criteria = structuralCriteria(subject, metrics);
  const failing = criteria.filter(({ holds }) => !holds);
  if (failing.length > 0) {
    return {
      decision: 'do-not-split',
      why: failing.map(({ number }) => number),
      wouldChangeIf: failing.map(({ wouldHoldIf }) => wouldHoldIf),
    };
  }
  const { free, modulesFree, modules } = separable(subject, obstacles);
  const freeShare = modules === 0 ? 0 : modulesFree / modules;
  const bound = bindings(subject, metrics);
  const decision =
    bound.length > 0
      ? 'modularise-first'
      : freeShare >= limits.split
        ? 'split'
        : freeShare >= limits.some
          ? 'split-some'
          : 'modularise-first';
  const held = [...bound, ...hindrances(obstacles, crossings)];
  const canLeave =
    free.length === 0
      ? `None of the ${obstacles.size} contexts can leave as it is.`
      : `${free.length} of ${obstacles.size} contexts can leave as they are, with ${share(freeShare)} of the business: ${free.join(', ')}.`;
  const guidance = guidanceFor(decision, subject, metrics, crossings);
  return {
    decision,
    ...(guidance.length === 0 ? {} : { guidance }),
    why: [canLeave, ...held.map(({ why }) => why), ...criteria.map(({ number }) => number)],
    wouldChangeIf:
      decision === 'split'
        ? criteria.map(({ wouldFailIf }) => wouldFailIf)
        : held.map(({ wouldChangeIf }) => wouldChangeIf),
  };
}

/** What can leave, and how much of the business that is; a context with nothing to serve is a library and counts for neither. */
function separable(
  subject: Subject,
  obstacles: ReadonlyMap<string, readonly Obstacle[]>,
): { free: string[]; modulesFree: number; modules: number } {
  const sizes = new Map<string, number>();
  for (const context of domainContexts(subject).values()) {
    const isServing = obstacles.get(context)?.includes('nothing to serve') === false;
    if (isServing) sizes.set(context, (sizes.get(context) ?? 0) + 1);
  }
  const free = [...obstacles].filter(([, each]) => each.length === 0).map(([id]) => id);
  const sum = (ids: Iterable<string>): number =>
    [...ids].reduce((total, id) => total + (sizes.get(id) ?? 0), 0);
  return { free, modulesFree: sum(free), modules: sum(sizes.keys()) };
}

interface Hindrance {
  readonly why: string;
  readonly wouldChangeIf: string;
}

/** What binds the whole, whatever a single context could do. */
function bindings(subject: Subject, metrics: Readonly<Record<string, number>>): Hindrance[] {
  const writer = onlyWriter(subject);
  const tangle = entanglement(metrics);
  return [
    ...(writer
      ? [
          {
            why: `${writer.path} writes ${writer.tables} of ${writer.all} tables, ${writer.alone} of them alone, so that no context can take its own along.`,
            wouldChangeIf: `each context wrote its tables itself, and ${writer.path} were taken apart`,
          },
        ]
      : []),
    ...(tangle === undefined
      ? []
      : [{ why: tangle, wouldChangeIf: 'most references stayed within a context' }]),
  ];
}

/** What holds contexts, one sentence for each kind of obstacle, the dearest to remove first. */
function hindrances(obstacles: ReadonlyMap<string, readonly Obstacle[]>, crossings: Crossings): Hindrance[] {
  const { maxIncoming, maxOutgoing, maxCrossingTransactions, maxForeignTables, minConfidence } =
    separableLimits;
  const of = (obstacle: Obstacle, why: string, change: string): Hindrance[] => {
    const ids = [...obstacles].filter(([, each]) => each.includes(obstacle)).map(([id]) => id);
    if (ids.length === 0) return [];
    return [{ why: `${why}: ${ids.join(', ')}.`, wouldChangeIf: `${change}: ${ids.join(', ')}` }];
  };
  const inCycle = [...obstacles].filter(([, each]) => each.includes('cycle')).map(([id]) => id);
  return [
    ...of(
      'transactions',
      `Held by more than ${maxCrossingTransactions} transactions with others, which would become sagas`,
      `at most ${maxCrossingTransactions} transactions covered them together with others`,
    ),
    ...of(
      'tables',
      `Held by more than ${maxForeignTables} tables that they use of others, or others of them`,
      'each table were used by the context that owns it, and by others through its operations or a copy of their own',
    ),
    ...cycleHindrance(inCycle, crossings),
    ...of(
      'coupling',
      `Held by more than ${share(maxOutgoing)} of their references going to others, which would be calls back to the monolith`,
      `at most ${share(maxOutgoing)} of what they refer to were outside, or they were one context with what they use most`,
    ),
    ...of(
      'hub',
      `Held as hubs, to be taken out late: more than ${share(maxIncoming)} of the references to them come from others`,
      `at most ${share(maxIncoming)} of the references to them came from others, or a smaller part of them were what others need`,
    ),
    ...of(
      'contested',
      `Held by doubt, since the runs agree on less than ${share(minConfidence)} of them`,
      `the runs agreed on ${share(minConfidence)} of them, or somebody decided`,
    ),
    ...of(
      'nothing to serve',
      'Libraries, or parts of what uses them, since neither a route nor an entity was found in them',
      'a route or an entity of them were found',
    ),
  ];
}

const maxPairs = 6;

function cycleHindrance(ids: readonly string[], crossings: Crossings): Hindrance[] {
  if (ids.length === 0) return [];
  const pairs = new Set(
    ids.flatMap((id) =>
      mutualPartners(crossings, id)
        .slice(0, 1)
        .map(({ partner }) => [id, partner].sort().join(' and ')),
    ),
  );
  const named = [...pairs].slice(0, maxPairs).join('; ');
  return [
    {
      why: `Held by calls that come back, so that as services they would fail and change together: ${ids.join(', ')}.`,
      wouldChangeIf: `calls went one way, the other way an event or the data passed along, or they were one context: ${named}`,
    },
  ];
}
