import { by } from '../../lib/ordered.ts';
import type { Dependency } from '../../model/analysis.ts';
import { domainContexts, type Subject } from './subject.ts';

/** Everything that one context uses of another. */
export interface Crossing {
  readonly from: string;
  readonly to: string;
  /** References, summed. */
  readonly weight: number;
  readonly dependencies: readonly Dependency[];
}

export interface Crossings {
  /** Sorted by `from`, then `to`. */
  readonly between: readonly Crossing[];
  /** References inside each context. */
  readonly inside: ReadonlyMap<string, number>;
}

/**
 * Sums the dependencies between the domain modules of contexts; what only exists as a type counts like the rest. Passing a
 * name on is no use of it: barrels do not count.
 */
export function findCrossings(subject: Pick<Subject, 'modules' | 'dependencies'>): Crossings {
  const contextOf = domainContexts(subject);
  const inside = new Map<string, number>();
  const between = new Map<string, { from: string; to: string; weight: number; dependencies: Dependency[] }>();
  for (const dependency of subject.dependencies) {
    const from = contextOf.get(dependency.from);
    const to = contextOf.get(dependency.to);
    if (from === undefined || to === undefined || isPassedOn(dependency)) continue;
    if (from === to) {
      inside.set(from, (inside.get(from) ?? 0) + dependency.weight);
      continue;
    }
    const key = `${from} ${to}`;
    const crossing = between.get(key) ?? { from, to, weight: 0, dependencies: [] };
    crossing.weight += dependency.weight;
    crossing.dependencies.push(dependency);
    between.set(key, crossing);
  }
  return {
    inside,
    between: [...between.values()].sort(
      by(
        ({ from }) => from,
        ({ to }) => to,
      ),
    ),
  };
}

/** References that leave (`out`) and enter (`in`) a context. */
export function traffic({ between }: Crossings, context: string): { in: number; out: number } {
  let incoming = 0;
  let outgoing = 0;
  for (const { from, to, weight } of between) {
    if (from === context) outgoing += weight;
    if (to === context) incoming += weight;
  }
  return { in: incoming, out: outgoing };
}

/** Whether a dependency only passes names on, as a barrel does. */
export function isPassedOn({ kinds }: Dependency): boolean {
  return kinds.every((kind) => kind === 're-export');
}

/** References of a crossing that exist at run time; what is only a type becomes a contract and no call. */
export function weightAtRunTime({ dependencies }: Pick<Crossing, 'dependencies'>): number {
  return dependencies.reduce((sum, { kinds, weight }) => sum + (existsAtRunTime(kinds) ? weight : 0), 0);
}

export function existsAtRunTime(kinds: readonly string[]): boolean {
  return kinds.some((kind) => kind !== 'type');
}
