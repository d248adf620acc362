import { cyclesOf } from '../../../lib/cycles.ts';
import { type Crossings, weightAtRunTime } from '../crossings.ts';
import { domainContexts, type Subject } from '../subject.ts';
import { thresholds } from '../thresholds.ts';
import { isSeed } from '../../../lib/is-seed.ts';
import type { Rule } from './rule.ts';

const code = 'DISTRIBUTED_MONOLITH';

interface Sign {
  readonly name: string;
  /** Share 0..1, and from where on it counts. */
  readonly share: number;
  readonly limit: number;
  readonly text: string;
}

/** Several signs at once that the contexts, as services, would be released, scaled and down together. */
export const distributedMonolith: Rule = {
  code,
  find(subject, crossings) {
    const ids = subject.contexts.map(({ id }) => id);
    const signs = signsOfDistributedMonolith(subject, crossings);
    if (signs.length === 0) return [];
    return [
      {
        code,
        severity: 'error',
        title: `Taken out all at once, these ${ids.length} contexts would be a distributed monolith: ${signs.map(({ text }) => text).join('; ')}`,
        contexts: ids,
        locations: [],
        why: 'Each change and each request needs most of the services: all costs of distribution, none of the independence.',
        fix: 'Take out only what the verdict says can leave, one after the other, and keep the rest together; cut the cycle and give the shared tables one writer inside the monolith first.',
        numbers: {
          contexts: ids.length,
          ...Object.fromEntries(signs.map(({ name, share }) => [name, rounded(share)])),
        },
      },
    ];
  },
};

/** None where there are too few of them to mean anything, or too few contexts. */
export function signsOfDistributedMonolith(subject: Subject, crossings: Crossings): Sign[] {
  if (subject.contexts.length < thresholds.minContextsForShare) return [];
  const signs = signsOf(subject, crossings).filter(({ share, limit }) => share > limit);
  return signs.length < thresholds.minSigns ? [] : signs;
}

function signsOf(subject: Subject, crossings: Crossings): Sign[] {
  const { routes, operations } = subject;
  const entryPoints = [...routes, ...operations].filter(({ context }) => context !== null);
  const wide = shareOf(entryPoints, ({ touches }) => touches.length >= thresholds.minContextsOfRoute);
  const crossing = crossings.between.reduce((sum, each) => sum + weightAtRunTime(each), 0);
  const inside = [...crossings.inside.values()].reduce((sum, weight) => sum + weight, 0);
  const cut = crossing + inside === 0 ? 0 : crossing / (crossing + inside);
  const shared = sharedTables(subject);
  const inCycle = largestCycle(subject, crossings);
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  return [
    {
      name: 'wideRoutes',
      share: wide,
      limit: thresholds.maxWideRoutes,
      text: `${percent(wide)} of the routes and operations reach three or more`,
    },
    {
      name: 'cutShare',
      share: cut,
      limit: thresholds.maxCutShare,
      text: `${percent(cut)} of the references at run time cross`,
    },
    {
      name: 'sharedTables',
      share: shared,
      limit: thresholds.maxSharedTables,
      text: `${percent(shared)} of the tables have several writers`,
    },
    {
      name: 'inCycle',
      share: inCycle,
      limit: thresholds.maxInCycle,
      text: `${percent(inCycle)} of them depend on each other in one cycle`,
    },
  ];
}

function sharedTables(subject: Subject): number {
  const contextOf = domainContexts(subject);
  const writers = subject.entities
    .map(
      (entity) =>
        new Set(entity.writers.filter((path) => !isSeed(path)).flatMap((path) => contextOf.get(path) ?? [])),
    )
    .filter(({ size }) => size > 0);
  return shareOf(writers, ({ size }) => size > 1);
}

function largestCycle({ contexts }: Subject, { between }: Crossings): number {
  const ids = contexts.map(({ id }) => id);
  const successors = ids.map((id) =>
    between.filter((each) => each.from === id && weightAtRunTime(each) > 0).map(({ to }) => ids.indexOf(to)),
  );
  const largest = Math.max(0, ...cyclesOf(successors).map(({ length }) => length));
  return ids.length === 0 ? 0 : largest / ids.length;
}

function shareOf<T>(values: readonly T[], test: (value: T) => boolean): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
