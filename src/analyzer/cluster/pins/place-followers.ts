import { byCodeUnit } from '../../../lib/ordered.ts';
import type { Facts } from '../../facts.ts';
import { attachFollowers } from '../attach.ts';
import type { Wording } from '../attach-by-words.ts';
import { attachTests } from '../attach-tests.ts';
import type { FeatureFolders } from '../folders.ts';
import type { NamedGroup } from '../name-contexts.ts';
import type { Wishes } from './resolve-pins.ts';

export interface Members {
  readonly contexts: readonly NamedGroup[];
  /** Context of each test that has one. */
  readonly testsOf: ReadonlyMap<string, string>;
}

/**
 * Adds what follows the clustered `cores` without being clustered: barrels, tools and tests, as far as the wishes allow; a test
 * that is pinned to a context is there whatever it tests, a barrel or tool that stays is where `stayingIn` has it.
 */
export function placeFollowers(
  cores: readonly NamedGroup[],
  facts: Facts,
  folders: FeatureFolders,
  wording: Wording,
  wishes: Wishes,
  stayingIn: ReadonlyMap<string, string>,
): Members {
  const isFree = ({ path }: { readonly path: string }) =>
    !wishes.ignored.has(path) && !wishes.shared.has(path);
  const modules = facts.modules.filter(isFree);
  const core = new Set(cores.flatMap((context) => context.modules));
  const attached = attachFollowers(cores, { ...facts, modules }, folders, wording);
  const contexts = keepStaying(attached, core, wishes, stayingIn).map((context) => ({
    ...context,
    modules: withoutRivals(context.modules, core, wishes.apart),
  }));
  const testsOf = new Map(attachTests(contexts, { ...facts, modules }, folders, wording));
  const ids = new Set(contexts.map(({ id }) => id));
  for (const { path, role } of modules) {
    const pinned = wishes.contextOf.get(path);
    if (role === 'test' && pinned !== undefined && ids.has(pinned)) testsOf.set(path, pinned);
  }
  return { contexts, testsOf: new Map([...testsOf].sort(([a], [b]) => byCodeUnit(a, b))) };
}

/** The contexts with the followers that stay in the context that has what stays of theirs. */
function keepStaying(
  contexts: readonly NamedGroup[],
  core: ReadonlySet<string>,
  { staying }: Wishes,
  stayingIn: ReadonlyMap<string, string>,
): readonly NamedGroup[] {
  if (staying.size === 0) return contexts;
  const homes = new Map<string, string>();
  for (const { id, modules } of contexts)
    for (const path of modules) {
      const before = core.has(path) ? stayingIn.get(path) : undefined;
      if (before !== undefined) homes.set(before, id);
    }
  const followers = [...stayingIn].filter(([path]) => !core.has(path));
  return contexts.map(({ id, modules }) => {
    const own = modules.filter((path) => core.has(path) || !staying.has(path));
    const kept = followers.flatMap(([path, before]) => (homes.get(before) === id ? [path] : []));
    return { id, modules: [...own, ...kept].sort(byCodeUnit) };
  });
}

/** A context without the followers that must be apart from it; of rivals among these the first stays. */
function withoutRivals(
  modules: readonly string[],
  core: ReadonlySet<string>,
  apart: Wishes['apart'],
): readonly string[] {
  return apart.reduce((kept, sides) => {
    const [first] = [...kept.filter((path) => core.has(path)), ...kept].flatMap(
      (path) => sides.get(path) ?? [],
    );
    return kept.filter((path) => (sides.get(path) ?? first) === first);
  }, modules);
}
