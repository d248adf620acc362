import { by, byCodeUnit } from '../../lib/ordered.ts';
import type { Facts } from '../facts.ts';
import type { NamedGroup } from './name-contexts.ts';

/**
 * Adds to each context the modules that follow it without having been clustered: barrels, tests and generated files
 * go where most of the modules that they use (then: that use them) are. A barrel or test over several contexts without a
 * majority stays out.
 */
export function attachFollowers(contexts: readonly NamedGroup[], facts: Facts): NamedGroup[] {
  const contextOf = new Map(
    contexts.flatMap(({ id, modules }) => modules.map((path) => [path, id] as const)),
  );
  const neighbours = neighboursOf(facts);
  const followers = facts.modules
    .filter(({ path, role, isBarrel }) => !contextOf.has(path) && (isBarrel || role === 'test'))
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
  const members = new Map<string, string[]>();
  for (const [path, context] of contextOf) members.set(context, [...(members.get(context) ?? []), path]);
  return [...members]
    .map(([id, modules]) => ({ id, modules: modules.sort(byCodeUnit) }))
    .sort(by(({ id }) => id));
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
