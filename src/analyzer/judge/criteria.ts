import { sortedUnique } from '../../lib/ordered.ts';
import type { AnalysisModule } from '../../model/analysis.ts';
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
  /** Both, or as many lines as forty long files have. */
  minFiles: 40,
  minLines: 1000,
  minLinesOfFew: 6000,
  /** Of the context in the middle. */
  minTypicalFiles: 5,
  minFilesOfPart: 10,
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
  minWrittenShare: 0.75,
  /** Who deletes an account writes all tables too, but none alone. */
  minWrittenAloneShare: 0.33,
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
  const contextOf = domainContexts(subject);
  const business = subject.modules.filter(({ path }) => contextOf.has(path));
  return [
    ...purpose(subject),
    size(business),
    typicalSize(business),
    ...dataOwners(subject),
    ...oneTable(subject),
    oneBall(business, metrics),
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

/** By files, parts of a god file together, and lines; files that are few and long are enough too. */
function size(business: readonly AnalysisModule[]): Criterion {
  const files = filesOf(business);
  const lines = business.reduce((sum, module) => sum + module.lines, 0);
  const isGraphOnly = lines === 0;
  const { minFiles, minLines, minLinesOfFew } = limits;
  return {
    holds: (files >= minFiles && (isGraphOnly || lines >= minLines)) || lines >= minLinesOfFew,
    number: `${files} files of the business with ${lines} lines; below ${minFiles} files or ${minLines} lines services would be mostly plumbing.`,
    wouldHoldIf: `the business had ${minFiles} files and ${minLines} lines`,
    wouldFailIf: `the business had fewer than ${minFiles} files or ${minLines} lines`,
  };
}

/** Contexts of a handful of files are slices of one thing: nanoservices, not parts of a business. */
function typicalSize(business: readonly AnalysisModule[]): Criterion {
  const typical = typicalFiles(business);
  const { minTypicalFiles } = limits;
  return {
    holds: typical >= minTypicalFiles,
    number: `A typical context has ${typical} files; below ${minTypicalFiles} they are slices of one thing.`,
    wouldHoldIf: `a typical context had ${minTypicalFiles} files or more`,
    wouldFailIf: `a typical context had fewer than ${minTypicalFiles} files`,
  };
}

/** Files of the context in the middle, by size. */
function typicalFiles(business: readonly AnalysisModule[]): number {
  const contexts = new Map<string, AnalysisModule[]>();
  for (const module of business) {
    const context = module.context as string;
    contexts.set(context, [...(contexts.get(context) ?? []), module]);
  }
  const sizes = [...contexts.values()].map(filesOf).sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length / 2)] ?? 0;
}

/** What crosses borders beyond any good, as a sentence; none where most references stay. */
export function entanglement(metrics: Readonly<Record<string, number>>): string | undefined {
  const { maxCutShare, maxLeastCutShare } = limits;
  const [cut = 0, leastCut = 0] = [metrics['cutShare'], metrics['leastCutShare']];
  if (leastCut > maxLeastCutShare) {
    return `Even where the fewest references cross a border, ${share(leastCut)} of them do (limit ${share(maxLeastCutShare)}).`;
  }
  return cut > maxCutShare
    ? `${share(cut)} of the references cross a border of these contexts, so that more cross than stay.`
    : undefined;
}

/** Small contexts that all use each other are one ball; where they are large, there is something to take apart. */
function oneBall(business: readonly AnalysisModule[], metrics: Readonly<Record<string, number>>): Criterion {
  const tangle = entanglement(metrics);
  const typical = typicalFiles(business);
  const leastCut = share(metrics['leastCutShare'] ?? 0);
  const { maxLeastCutShare, minFilesOfPart } = limits;
  return {
    holds: tangle === undefined || typical >= minFilesOfPart,
    number: tangle
      ? `${tangle} A typical context has ${typical} files: one ball.`
      : `Where the fewest references cross a border, ${leastCut} of them do; above ${share(maxLeastCutShare)} it is one ball.`,
    wouldHoldIf: `at most ${share(maxLeastCutShare)} of the references crossed the borders of some division`,
    wouldFailIf: `more than ${share(maxLeastCutShare)} of the references crossed the borders of every division`,
  };
}

function filesOf(modules: readonly AnalysisModule[]): number {
  return new Set(modules.map(({ path, part }) => part?.file ?? path)).size;
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

/** A module that writes nearly all tables, many of them alone, so that no context can take its own along. */
export interface OnlyWriter {
  readonly path: string;
  readonly tables: number;
  readonly alone: number;
  readonly all: number;
}

export function onlyWriter(subject: Pick<Subject, 'entities' | 'modules'>): OnlyWriter | undefined {
  const isProduction = runsInProduction(subject);
  const writersOf = subject.entities
    .map(({ writers }) => writers.filter(isProduction))
    .filter((writers) => writers.length > 0);
  const all = writersOf.length;
  if (all < limits.minTables) return undefined;
  return sortedUnique(writersOf.flat())
    .map((path) => {
      const own = writersOf.filter((writers) => writers.includes(path));
      return { path, all, tables: own.length, alone: own.filter(({ length }) => length === 1).length };
    })
    .find(
      ({ tables, alone }) =>
        tables >= limits.minWrittenShare * all && alone >= limits.minWrittenAloneShare * all,
    );
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
  const [largest = 0, shared = 0] = ['largestShare', 'sharedShare', 'cutShare', 'leastCutShare'].map(
    (name) => metrics[name],
  );
  const { minStabilityGap, maxLargestShare, maxSharedShare } = limits;
  return [
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

/** A share 0..1 as whole percents. */
export function share(value: number): string {
  return `${Math.round(value * 100)} %`;
}
