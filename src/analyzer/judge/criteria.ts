import { sortedUnique } from '../../lib/ordered.ts';
import { runsInProduction } from './findings/rule.ts';
import { domainContexts, type Subject } from './subject.ts';

/**
 * The numbers below or above which there is nothing to split.
 *
 * Sources: stability by own measurement on three Nest applications (.81–.89 against .42–.46 on random graphs with the same
 * degrees); the others are decisions, checked on generated monoliths and the corpus (the fewest references across borders are
 * .01–.37 where there are contexts, .34–.58 on balls; those of the proposal .01–.47 and .49–.73).
 */
const limits = {
  /** Enough of either; a file has about 150 lines. */
  minFiles: 40,
  minLines: 6000,
  minOwners: 2,
  minStabilityGap: 0.15,
  maxLargestShare: 0.8,
  maxSharedShare: 0.5,
  maxLeastCutShare: 0.4,
  maxCutShare: 0.5,
  /** Share of the transactions that one table may be in, and of the writing contexts that may write it in some. */
  maxBindingShare: 0.5,
  minTransactions: 5,
  /** From so many tables on, one module that writes most of them is a finding and no small application. */
  minTables: 6,
} as const;

/** Something without which there is nothing to split. */
export interface Criterion {
  readonly holds: boolean;
  /** The number and its limit, as a sentence. */
  readonly number: string;
  /** What would have to be otherwise for the criterion to hold, and for it to fail. */
  readonly wouldHoldIf: string;
  readonly wouldFailIf: string;
}

/** Whether there are parts at all: by size, by data, by structure. */
export function structuralCriteria(subject: Subject, metrics: Readonly<Record<string, number>>): Criterion[] {
  return [
    ...purpose(subject),
    size(subject),
    ...dataOwners(subject),
    ...oneTable(subject),
    ...structure(metrics),
  ];
}

/** A criterion only where it fails: who has routes need not be told. A graph without source says nothing of them. */
function purpose({ routes, operations, modules }: Subject): Criterion[] {
  const isGraphOnly = modules.every(({ lines }) => lines === 0);
  if (isGraphOnly || routes.length + operations.length > 0) return [];
  return [
    {
      holds: false,
      number:
        'Neither a route nor another operation was found: a library, or built with something that is not read. A service needs something to answer.',
      wouldHoldIf: 'a route or another operation were found',
      wouldFailIf: 'nothing of it answered anybody',
    },
  ];
}

/** By files, parts of a god file together, or by lines where the files are few and long. */
function size(subject: Subject): Criterion {
  const contextOf = domainContexts(subject);
  const business = subject.modules.filter(({ path }) => contextOf.has(path));
  const files = new Set(business.map(({ path, part }) => part?.file ?? path)).size;
  const lines = business.reduce((sum, module) => sum + module.lines, 0);
  const { minFiles, minLines } = limits;
  return {
    holds: files >= minFiles || lines >= minLines,
    number: `${files} files of the business with ${lines} lines; below ${minFiles} files and ${minLines} lines services would be mostly plumbing.`,
    wouldHoldIf: `the business had ${minFiles} files or ${minLines} lines`,
    wouldFailIf: `the business had fewer than ${minFiles} files and ${minLines} lines`,
  };
}

/** Where hardly any entity is known, most likely the others are not seen; where one module writes all, nobody owns. */
function dataOwners(subject: Subject): Criterion[] {
  const { entities } = subject;
  if (entities.length < limits.minOwners || onlyWriter(subject) !== undefined) return [];
  const owners = new Set(entities.flatMap(({ context }) => context ?? [])).size;
  const { minOwners } = limits;
  return [
    {
      holds: owners >= minOwners,
      number: `${owners} ${owners === 1 ? 'context owns' : 'contexts own'} data; with fewer than ${minOwners} there is nothing to separate.`,
      wouldHoldIf: `at least ${minOwners} contexts owned data`,
      wouldFailIf: `fewer than ${minOwners} contexts owned data`,
    },
  ];
}

/** A module that is the only writer of most tables, so that no context can take its own along. */
export interface OnlyWriter {
  readonly path: string;
  readonly tables: number;
  readonly all: number;
}

export function onlyWriter(subject: Pick<Subject, 'entities' | 'modules'>): OnlyWriter | undefined {
  const isProduction = runsInProduction(subject);
  const writersOf = subject.entities
    .map(({ writers }) => writers.filter(isProduction))
    .filter((writers) => writers.length > 0);
  const alone = new Map<string, number>();
  for (const [first, ...others] of writersOf) {
    if (first !== undefined && others.length === 0) alone.set(first, (alone.get(first) ?? 0) + 1);
  }
  const [most] = [...alone].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
  if (!most || writersOf.length < limits.minTables || most[1] <= writersOf.length / 2) return undefined;
  return { path: most[0], tables: most[1], all: writersOf.length };
}

/** A table that nearly everybody writes together with their own: whoever left would need it in the same transaction. */
function oneTable(subject: Subject): Criterion[] {
  const isProduction = runsInProduction(subject);
  const transactions = subject.transactions.filter(({ file }) => isProduction(file));
  if (transactions.length < limits.minTransactions) return [];
  const contextOf = domainContexts(subject);
  const writersOf = subject.entities.map(({ name, writers }) => ({
    name,
    contexts: sortedUnique(writers.flatMap((path) => contextOf.get(path) ?? [])),
    transactions: transactions.filter(({ entities }) => entities.length > 1 && entities.includes(name))
      .length,
  }));
  const writing = new Set(writersOf.flatMap(({ contexts }) => contexts)).size;
  const [most] = writersOf
    .filter(({ contexts }) => contexts.length > 2 && contexts.length > limits.maxBindingShare * writing)
    .sort((a, b) => b.transactions - a.transactions || (a.name < b.name ? -1 : 1));
  if (most === undefined) return [];
  const binds = most.transactions > limits.maxBindingShare * transactions.length;
  return [
    {
      holds: !binds,
      number: `${most.name} is in ${most.transactions} of ${transactions.length} transactions, and ${most.contexts.length} of ${writing} contexts write it themselves.`,
      wouldHoldIf: `at most half of the transactions wrote ${most.name} together with something else, or one context wrote it for all`,
      wouldFailIf: `more than half of the transactions wrote ${most.name} together with something else`,
    },
  ];
}

function structure(metrics: Readonly<Record<string, number>>): Criterion[] {
  const [stability = 0, random = 0] = [metrics['stability'], metrics['randomStability']];
  const [largest = 0, shared = 0, cut = 0, leastCut = 0] = [
    'largestShare',
    'sharedShare',
    'cutShare',
    'leastCutShare',
  ].map((name) => metrics[name]);
  const { minStabilityGap, maxLargestShare, maxSharedShare, maxCutShare, maxLeastCutShare } = limits;
  return [
    {
      holds: stability - random >= minStabilityGap,
      number: `Under noise the contexts agree to ${share(stability)}, those of a random graph with the same degrees to ${share(random)}.`,
      wouldHoldIf: `the agreement were ${share(minStabilityGap)} above random`,
      wouldFailIf: `the agreement were less than ${share(minStabilityGap)} above random`,
    },
    {
      holds: leastCut <= maxLeastCutShare,
      number: `Where the fewest references cross a border, ${share(leastCut)} of them do; above ${share(maxLeastCutShare)} it is one ball.`,
      wouldHoldIf: `some division had at most ${share(maxLeastCutShare)} of the references across its borders`,
      wouldFailIf: `every division had more than ${share(maxLeastCutShare)} of the references across its borders`,
    },
    {
      holds: cut <= maxCutShare,
      number: `${share(cut)} of the references cross a border of these contexts; above ${share(maxCutShare)} more cross than stay.`,
      wouldHoldIf: `at most ${share(maxCutShare)} of the references crossed a border of the contexts`,
      wouldFailIf: `more than ${share(maxCutShare)} of the references crossed a border of the contexts`,
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

/** A share 0..1 as whole percents. */
export function share(value: number): string {
  return `${Math.round(value * 100)} %`;
}
