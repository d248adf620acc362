import { by, sortedUnique } from '../lib/ordered.ts';
import type { Reach } from '../model/analysis.ts';
import type { Facts, RouteFact } from './facts.ts';

/** How the handlers of entry points come to the contexts that they touch. */
export interface ReachFinder {
  /** One entry per touched context, sorted. O(what the handler reaches). */
  find(entryPoint: Pick<RouteFact, 'file' | 'reaches'>, touches: readonly string[]): Reach[];
}

export function createReachFinder(
  { dependencies, accesses }: Pick<Facts, 'dependencies' | 'accesses'>,
  contextOf: ReadonlyMap<string, string>,
  entityContext: ReadonlyMap<string, string | null>,
): ReachFinder {
  const uses = new Map<string, { readonly to: string; readonly at: string }[]>();
  for (const { from, to, locations } of dependencies) {
    const list = uses.get(from) ?? [];
    list.push({ to, at: locations[0] as string });
    uses.set(from, list);
  }
  const accessesIn = new Map<string, Facts['accesses'][number][]>();
  for (const access of accesses)
    accessesIn.set(access.file, [...(accessesIn.get(access.file) ?? []), access]);
  return {
    find({ file, reaches }, touches) {
      const ways = waysFrom(file, new Set(reaches.modules), uses);
      return touches.map((context) => {
        const entities = sortedUnique(reaches.entities.filter((name) => entityContext.get(name) === context));
        const arrival = [...ways].find(([path]) => contextOf.get(path) === context);
        const via = arrival?.[1] ?? toEntities(new Set(entities), ways, accessesIn);
        return { context, entities, via: [...via] };
      });
    },
  };
}

/** The places of the uses on the shortest way to each module that is reached, the nearest first. */
function waysFrom(
  file: string,
  reached: ReadonlySet<string>,
  uses: ReadonlyMap<string, readonly { readonly to: string; readonly at: string }[]>,
): Map<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>([[file, []]]);
  for (const [path, way] of ways)
    for (const { to, at } of uses.get(path) ?? [])
      if (reached.has(to) && !ways.has(to)) ways.set(to, [...way, at]);
  return ways;
}

/** The way to the nearest access to one of some entities; empty where none is known. */
function toEntities(
  entities: ReadonlySet<string>,
  ways: ReadonlyMap<string, readonly string[]>,
  accessesIn: ReadonlyMap<string, readonly Facts['accesses'][number][]>,
): readonly string[] {
  for (const [path, way] of ways) {
    const access = (accessesIn.get(path) ?? [])
      .filter(({ entity }) => entities.has(entity))
      .sort(by(({ line }) => line))[0];
    if (access) return [...way, `${access.file}:${access.line}`];
  }
  return [];
}
