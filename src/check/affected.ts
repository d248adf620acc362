import type { BoundaryFacts } from '../model/boundaries.ts';

/**
 * The facts that changes of some source files can have had a part in; the rest of a full check says what it said before them.
 *
 * - A dependency counts where its user may see a changed file, through whatever lies between (what a call returns, what a barrel passes
 *   on), where it leads to a changed file, and where an injection or a call leads to what a changed file refers to: that may have put it there.
 * - A module that nobody claims counts when it is changed itself.
 * - What is done to data counts always: any file can say whose a table is.
 *
 * Linear in the facts.
 */
export function affectedFacts(facts: BoundaryFacts, changed: ReadonlySet<string>): BoundaryFacts {
  const { dependencies } = facts;
  const passing = dependencies.filter(({ kinds }) => kinds.includes('re-export'));
  const passedOn = reached(changed, passing, ({ from, to }) => [from, to]);
  const seeing = reached(passedOn, dependencies, ({ from, to }) => [to, from]);
  const referred = new Set(dependencies.flatMap(({ from, to }) => (changed.has(from) ? [to] : [])));
  return {
    ...facts,
    modules: facts.modules.filter(({ path }) => changed.has(path)),
    dependencies: dependencies.filter(
      ({ from, to, kinds }) =>
        seeing.has(from) ||
        changed.has(to) ||
        (referred.has(to) && (kinds.includes('injection') || kinds.includes('call'))),
    ),
  };
}

/** Some modules and all that dependencies lead to from them, over any number of others. */
function reached(
  start: Iterable<string>,
  dependencies: BoundaryFacts['dependencies'],
  directed: (dependency: BoundaryFacts['dependencies'][number]) => readonly [string, string],
): Set<string> {
  const next = new Map<string, string[]>();
  for (const dependency of dependencies) {
    const [here, there] = directed(dependency);
    const known = next.get(here);
    if (known) known.push(there);
    else next.set(here, [there]);
  }
  const found = new Set(start);
  // The set grows while it is visited.
  for (const each of found) for (const other of next.get(each) ?? []) found.add(other);
  return found;
}
