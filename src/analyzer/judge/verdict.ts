import type { Finding, Verdict } from '../../model/analysis.ts';
import { domainContexts, type Subject } from './subject.ts';

/**
 * The numbers that a verdict turns on; each is named in `wouldChangeIf`.
 *
 * Sources: own measurement on three Nest applications (stability .81–.89 against .42–.46 on random graphs with the same
 * degrees; cut .17–.33 against .49–.58); the rest is a starting point to be calibrated.
 */
const verdictLimits = {
  minModules: 40,
  minOwners: 2,
  minStabilityGap: 0.15,
  maxLargestShare: 0.8,
  maxSharedShare: 0.5,
  maxCrossingTransactionShare: 0.25,
  maxCutShare: 0.35,
  firmConfidence: 0.9,
} as const;

interface Criterion {
  readonly decision: Exclude<Verdict['decision'], 'split'>;
  readonly fails: boolean;
  readonly why: string;
  readonly wouldChangeIf: string;
}

/**
 * Whether to split at all: the first group of failing criteria decides, `do-not-split` before `modularise-first` before
 * `split-some`; when none fails, `split`.
 */
export function judge(
  subject: Subject,
  metrics: Readonly<Record<string, number>>,
  findings: readonly Finding[],
): Verdict {
  const criteria = [
    ...againstSplitting(subject, metrics),
    ...forModularisingFirst(subject, metrics, findings),
    ...forSplittingSome(subject, findings),
  ];
  const failing = criteria.filter(({ fails }) => fails);
  const decision =
    (['do-not-split', 'modularise-first', 'split-some'] as const).find((each) =>
      failing.some((criterion) => criterion.decision === each),
    ) ?? 'split';
  const deciding = failing.filter((criterion) => criterion.decision === decision);
  if (decision === 'split') {
    return {
      decision,
      why: criteria.map(({ why }) => why),
      wouldChangeIf: criteria.map(({ wouldChangeIf }) => wouldChangeIf),
    };
  }
  return {
    decision,
    why: deciding.map(({ why }) => why),
    wouldChangeIf: deciding.map(({ wouldChangeIf }) => wouldChangeIf),
  };
}

function againstSplitting(subject: Subject, metrics: Readonly<Record<string, number>>): Criterion[] {
  const limits = verdictLimits;
  const decision = 'do-not-split';
  const modules = subject.modules.filter(({ role }) => role === 'domain' || role === 'shared').length;
  const owners = new Set(subject.entities.flatMap(({ context }) => context ?? [])).size;
  const gap = (metrics['stability'] ?? 0) - (metrics['randomStability'] ?? 0);
  const largest = metrics['largestShare'] ?? 0;
  const shared = metrics['sharedShare'] ?? 0;
  return [
    {
      decision,
      fails: modules < limits.minModules,
      why: `${modules} modules: a service for each part would be mostly plumbing under ${limits.minModules}.`,
      wouldChangeIf: `the code has ${limits.minModules} modules or more`,
    },
    {
      decision,
      fails: subject.entities.length > 0 && owners < limits.minOwners,
      why: `${owners} of the contexts own${owners === 1 ? 's' : ''} data; with fewer than ${limits.minOwners} there is nothing to separate.`,
      wouldChangeIf: `at least ${limits.minOwners} contexts write entities of their own`,
    },
    {
      decision,
      fails: gap < limits.minStabilityGap,
      why: `The structure is ${share(gap)} more stable under noise than a random graph with the same degrees (${share(metrics['stability'] ?? 0)} against ${share(metrics['randomStability'] ?? 0)}).`,
      wouldChangeIf: `the stability is at least ${share(limits.minStabilityGap)} above random`,
    },
    {
      decision,
      fails: largest > limits.maxLargestShare,
      why: `The largest context holds ${share(largest)} of the modules.`,
      wouldChangeIf: `the largest context holds at most ${share(limits.maxLargestShare)}`,
    },
    {
      decision,
      fails: shared > limits.maxSharedShare,
      why: `${share(shared)} of the modules are shared by several contexts.`,
      wouldChangeIf: `at most ${share(limits.maxSharedShare)} are shared`,
    },
  ];
}

/** The parts are there, but what runs between them must be taken apart inside the monolith, where it is cheap. */
function forModularisingFirst(
  subject: Subject,
  metrics: Readonly<Record<string, number>>,
  findings: readonly Finding[],
): Criterion[] {
  const decision = 'modularise-first';
  const cut = metrics['cutShare'] ?? 0;
  const cycle = findings.find(({ code, severity }) => code === 'CONTEXT_CYCLE' && severity === 'error');
  const inCycle = cycle?.numbers['contexts'] ?? 0;
  const crossing = subject.transactions.filter(({ contexts }) => contexts.length > 1).length;
  const crossingShare = subject.transactions.length === 0 ? 0 : crossing / subject.transactions.length;
  return [
    {
      decision,
      fails: crossingShare > verdictLimits.maxCrossingTransactionShare,
      why: `${crossing} of ${subject.transactions.length} transactions write more than one context.`,
      wouldChangeIf: `at most ${share(verdictLimits.maxCrossingTransactionShare)} of the transactions cross`,
    },
    {
      decision,
      fails: cut > verdictLimits.maxCutShare,
      why: `${share(cut)} of the references cross from one context to another.`,
      wouldChangeIf: `at most ${share(verdictLimits.maxCutShare)} cross`,
    },
    {
      decision,
      fails: cycle !== undefined,
      why: cycle ? `${inCycle} contexts depend on each other in a cycle.` : 'No three contexts form a cycle.',
      wouldChangeIf: 'no cycle has three contexts or more',
    },
  ];
}

function forSplittingSome(subject: Subject, findings: readonly Finding[]): Criterion[] {
  const decision = 'split-some';
  const contexts = subject.contexts;
  const firm = contexts.filter(({ confidence }) => confidence >= verdictLimits.firmConfidence);
  const across = findings.filter(({ code }) => code === 'TRANSACTION_ACROSS').length;
  const placed = new Set(domainContexts(subject).values()).size;
  return [
    {
      decision,
      fails: firm.length < placed,
      why: `${firm.length} of ${contexts.length} contexts are firm (the runs agree on ${share(verdictLimits.firmConfidence)} or more).`,
      wouldChangeIf: 'every context is firm',
    },
    {
      decision,
      fails: across > 0,
      why: `${across} ${across === 1 ? 'transaction crosses' : 'transactions cross'} contexts and would become a saga.`,
      wouldChangeIf: 'no transaction crosses contexts',
    },
  ];
}

function share(value: number): string {
  return `${Math.round(value * 100)} %`;
}
