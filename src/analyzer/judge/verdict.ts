import type { Verdict } from '../../model/analysis.ts';
import { runsInProduction } from './findings/rule.ts';
import { type Obstacle, separableLimits } from './separable.ts';
import type { Subject } from './subject.ts';

/**
 * The numbers that a verdict turns on.
 *
 * Sources: own measurement on three Nest applications (stability .81–.89 against .42–.46 on random graphs with the same
 * degrees); the rest is a starting point to be calibrated.
 */
const limits = {
  minModules: 40,
  minOwners: 2,
  minStabilityGap: 0.15,
  maxLargestShare: 0.8,
  maxSharedShare: 0.5,
  maxCrossingTransactionShare: 0.25,
} as const;

interface Criterion {
  readonly holds: boolean;
  /** The number and its limit, as a sentence. */
  readonly number: string;
  /** What would have to be otherwise for the criterion to hold, and for it to fail. */
  readonly wouldHoldIf: string;
  readonly wouldFailIf: string;
}

/**
 * Whether to split at all.
 *
 * `do-not-split` when the code is too small, or its structure is no more than chance, or one lump. Else the parts are there:
 * `modularise-first` when no context can leave as it is or their data is so entangled that it must be taken apart inside the
 * monolith, where it is cheap; `split-some` when some can leave, and `split` when all can.
 */
export function judge(
  subject: Subject,
  metrics: Readonly<Record<string, number>>,
  obstacles: ReadonlyMap<string, readonly Obstacle[]>,
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
  const free = [...obstacles].filter(([, each]) => each.length === 0).map(([id]) => id);
  const entangled = entanglement(subject);
  const decision =
    free.length === 0 || entangled.length > 0
      ? 'modularise-first'
      : free.length < obstacles.size
        ? 'split-some'
        : 'split';
  const held = [...entangled, ...obstacleSentences(obstacles)];
  const canLeave =
    free.length === 0
      ? `None of the ${obstacles.size} contexts can leave as it is.`
      : `${free.length} of ${obstacles.size} contexts can leave as they are: ${free.join(', ')}.`;
  return {
    decision,
    why: [
      ...entangled.map(({ why }) => why),
      canLeave,
      ...held.slice(entangled.length).map(({ why }) => why),
      ...criteria.map(({ number }) => number),
    ],
    wouldChangeIf:
      decision === 'split'
        ? criteria.map(({ wouldFailIf }) => wouldFailIf)
        : held.map(({ wouldChangeIf }) => wouldChangeIf),
  };
}

interface Hindrance {
  readonly why: string;
  readonly wouldChangeIf: string;
}

function entanglement(subject: Subject): Hindrance[] {
  const isProduction = runsInProduction(subject);
  const transactions = subject.transactions.filter(({ file }) => isProduction(file));
  const crossing = transactions.filter(({ contexts }) => contexts.length > 1).length;
  const { maxCrossingTransactionShare } = limits;
  const ordinary = Math.max(
    separableLimits.maxCrossingTransactions,
    maxCrossingTransactionShare * transactions.length,
  );
  if (crossing <= ordinary) return [];
  return [
    {
      why: `${crossing} of ${transactions.length} transactions cover more than one context.`,
      wouldChangeIf: `at most ${share(maxCrossingTransactionShare)} of the transactions covered more than one context`,
    },
  ];
}

function obstacleSentences(obstacles: ReadonlyMap<string, readonly Obstacle[]>): Hindrance[] {
  const held = (obstacle: Obstacle): string[] =>
    [...obstacles].filter(([, each]) => each.includes(obstacle)).map(([id]) => id);
  const { maxCoupling, maxCrossingTransactions, minConfidence } = separableLimits;
  const sentences = [
    {
      ids: held('transactions'),
      why: `share more than ${maxCrossingTransactions} transactions with others, which would become sagas`,
      wouldChangeIf: `at most ${maxCrossingTransactions} transactions covered them together with others`,
    },
    {
      ids: held('coupling'),
      why: `have more than ${share(maxCoupling)} of their references over their border`,
      wouldChangeIf: `at most ${share(maxCoupling)} of their references crossed their border`,
    },
    {
      ids: held('nothing to serve'),
      why: 'have neither a route nor an entity, so there is nothing to serve',
      wouldChangeIf: 'a route or an entity of them were found',
    },
    {
      ids: held('contested'),
      why: `are contested: the runs agree on less than ${share(minConfidence)} of them`,
      wouldChangeIf: `the runs agreed on ${share(minConfidence)} of them, or somebody decided`,
    },
  ];
  return sentences
    .filter(({ ids }) => ids.length > 0)
    .map(({ ids, why, wouldChangeIf }) => ({
      why: `${ids.length} ${why}: ${ids.join(', ')}.`,
      wouldChangeIf: `${wouldChangeIf}: ${ids.join(', ')}`,
    }));
}

function structuralCriteria(subject: Subject, metrics: Readonly<Record<string, number>>): Criterion[] {
  const modules = subject.modules.filter(({ role }) => role === 'domain' || role === 'shared').length;
  const owners = new Set(subject.entities.flatMap(({ context }) => context ?? [])).size;
  const [stability = 0, random = 0] = [metrics['stability'], metrics['randomStability']];
  const [largest = 0, shared = 0] = [metrics['largestShare'], metrics['sharedShare']];
  const { minModules, minOwners, minStabilityGap, maxLargestShare, maxSharedShare } = limits;
  return [
    {
      holds: modules >= minModules,
      number: `${modules} modules; below ${minModules} services would be mostly plumbing.`,
      wouldHoldIf: `the code had ${minModules} modules or more`,
      wouldFailIf: `the code had fewer than ${minModules} modules`,
    },
    {
      holds: subject.entities.length === 0 || owners >= minOwners,
      number: `${owners} ${owners === 1 ? 'context owns' : 'contexts own'} data; with fewer than ${minOwners} there is nothing to separate.`,
      wouldHoldIf: `at least ${minOwners} contexts owned data`,
      wouldFailIf: `fewer than ${minOwners} contexts owned data`,
    },
    {
      holds: stability - random >= minStabilityGap,
      number: `Under noise the contexts agree to ${share(stability)}, those of a random graph with the same degrees to ${share(random)}.`,
      wouldHoldIf: `the agreement were ${share(minStabilityGap)} above random`,
      wouldFailIf: `the agreement were less than ${share(minStabilityGap)} above random`,
    },
    {
      holds: largest <= maxLargestShare,
      number: `The largest context holds ${share(largest)} of the modules; above ${share(maxLargestShare)} it is one lump.`,
      wouldHoldIf: `the largest context held at most ${share(maxLargestShare)} of the modules`,
      wouldFailIf: `one context held more than ${share(maxLargestShare)} of the modules`,
    },
    {
      holds: shared <= maxSharedShare,
      number: `${share(shared)} of the modules are shared kernel; above ${share(maxSharedShare)} there is more shared than separate.`,
      wouldHoldIf: `at most ${share(maxSharedShare)} of the modules were shared`,
      wouldFailIf: `more than ${share(maxSharedShare)} of the modules were shared`,
    },
  ];
}

function share(value: number): string {
  return `${Math.round(value * 100)} %`;
}
