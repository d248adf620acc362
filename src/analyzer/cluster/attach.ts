import { by, byCodeUnit } from '../../lib/ordered.ts';
import type { Facts } from '../facts.ts';
import type { FeatureFolders } from './folders.ts';
import type { NamedGroup } from './name-contexts.ts';
import { isTool } from './tools.ts';

/**
 * Adds to each context the modules that follow it without having been clustered: barrels, tests and tools go where most of
 * the modules are that they use or that use them; without any, where most modules of their feature folder are. What has no
 * majority stays out.
 */
export function attachFollowers(
  contexts: readonly NamedGroup[],
  facts: Facts,
  folders: FeatureFolders,
): NamedGroup[] {
  const contextOf = new Map(
    contexts.flatMap(({ id, modules }) => modules.map((path) => [path, id] as const)),
  );
  const neighbours = neighboursOf(facts);
  const followers = facts.modules
    .filter(
      ({ path, role, isBarrel }) => !contextOf.has(path) && (isBarrel || role === 'test' || isTool(path)),
    )
    .map(({ path }) => path);
  let pending = followers;
  for (let before = -1; pending.length !== before; ) {
    before = pending.length;
    const placed = pending.flatMap((path) => {
      const context = majority((neighbours.get(path) ?? []).map((other) => contextOf.get(other)));
      return context === undefined ? [] : [[path, context] as const];
    });
    for (const [path, context] of placed) contextOf.set(path, context);
    pending = pending.filter((path) => !contextOf.has(path));
  }
  const homes = contextsOfFeatures(contextOf, folders);
  for (const path of pending) {
    const isAlone = (neighbours.get(path) ?? []).length === 0;
    const context = isAlone ? majority(homes.get(folders.featuresOf(path).at(-1) ?? '') ?? []) : undefined;
    if (context !== undefined) contextOf.set(path, context);
  }
  const members = new Map<string, string[]>();
  for (const [path, context] of contextOf) members.set(context, [...(members.get(context) ?? []), path]);
  return [...members]
    .map(([id, modules]) => ({ id, modules: modules.sort(byCodeUnit) }))
    .sort(by(({ id }) => id));
}

function contextsOfFeatures(
  contextOf: ReadonlyMap<string, string>,
  folders: FeatureFolders,
): Map<string, string[]> {
  const contexts = new Map<string, string[]>();
  for (const [path, context] of contextOf) {
    for (const feature of folders.featuresOf(path)) {
      contexts.set(feature, [...(contexts.get(feature) ?? []), context]);
    }
  }
  return contexts;
}

function neighboursOf({ dependencies }: Pick<Facts, 'dependencies'>): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  const push = (path: string, other: string): void => {
    const row = neighbours.get(path);
    if (row) row.push(other);
    else neighbours.set(path, [other]);
  };
  for (const { from, to } of dependencies) {
    push(from, to);
    push(to, from);
  }
  return neighbours;
}

/** The value that more than half of the known votes are for. */
function majority(votes: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  let known = 0;
  for (const vote of votes) {
    if (vote === undefined) continue;
    known++;
    counts.set(vote, (counts.get(vote) ?? 0) + 1);
  }
  return [...counts].find(([, count]) => count * 2 > known)?.[0];
}
