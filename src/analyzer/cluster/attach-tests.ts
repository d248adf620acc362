import { posix } from 'node:path';
import { by } from '../../lib/ordered.ts';
import type { Facts } from '../facts.ts';
import type { FeatureFolders } from './folders.ts';
import type { NamedGroup } from './name-contexts.ts';

/**
 * The context of each test that has one: that of the module it is named after, else the one it uses most, else the one of its
 * feature folder. A test that uses two contexts alike, and what only helps tests, has none.
 */
export function attachTests(
  contexts: readonly NamedGroup[],
  { modules, dependencies }: Pick<Facts, 'modules' | 'dependencies'>,
  folders: FeatureFolders,
): ReadonlyMap<string, string> {
  const tests = modules.filter(({ role }) => role === 'test').map(({ path }) => path);
  const contextOf = new Map(
    contexts.flatMap(({ id, modules: members }) => members.map((path) => [path, id] as const)),
  );
  const uses = usesOf(new Set(tests), dependencies, contextOf);
  const homes = homesOf(contextOf, folders);
  return new Map(
    tests.flatMap((path) => {
      const context =
        contextOf.get(subjectOf(path, uses.get(path)?.keys() ?? [])) ??
        mostUsed(uses.get(path)?.entries() ?? [], contextOf) ??
        homes(path);
      return context === undefined ? [] : [[path, context] as const];
    }),
  );
}

/** Path of the used module that has the test's name: `order.service.spec.ts` tests `order.service.ts`. */
function subjectOf(test: string, used: Iterable<string>): string {
  const name = posix.basename(test).replace(/[.\-_](?:test|tests|spec|specs|e2e|e2e-spec|cy)(?=\.\w+$)/, '');
  const stemOf = (file: string) => file.replace(/\.\w+$/, '');
  const candidates = [...used].filter((path) => stemOf(posix.basename(path)) === stemOf(name)).sort();
  return candidates.find((path) => posix.dirname(path) === posix.dirname(test)) ?? candidates[0] ?? '';
}

/** For each test the modules of contexts that it uses, with the number of references. */
function usesOf(
  tests: ReadonlySet<string>,
  dependencies: Facts['dependencies'],
  contextOf: ReadonlyMap<string, string>,
): Map<string, Map<string, number>> {
  const uses = new Map<string, Map<string, number>>();
  for (const { from, to, weight } of dependencies) {
    if (!tests.has(from) || !contextOf.has(to)) continue;
    uses.set(from, (uses.get(from) ?? new Map<string, number>()).set(to, weight));
  }
  return uses;
}

function mostUsed(
  used: Iterable<readonly [path: string, references: number]>,
  contextOf: ReadonlyMap<string, string>,
): string | undefined {
  const votes = new Map<string, number>();
  for (const [path, references] of used) {
    const context = contextOf.get(path) as string;
    votes.set(context, (votes.get(context) ?? 0) + references);
  }
  const [first, second] = [...votes].sort(
    by(
      ([, count]) => -count,
      ([context]) => context,
    ),
  );
  return first && first[1] !== second?.[1] ? first[0] : undefined;
}

/** The context that holds most of a feature folder. */
function homesOf(
  contextOf: ReadonlyMap<string, string>,
  folders: FeatureFolders,
): (path: string) => string | undefined {
  const votes = new Map<string, Map<string, number>>();
  for (const [path, context] of contextOf) {
    for (const feature of folders.featuresOf(path)) {
      const row = votes.get(feature) ?? new Map<string, number>();
      votes.set(feature, row.set(context, (row.get(context) ?? 0) + 1));
    }
  }
  return (path) => {
    const feature = folders.featuresOf(path).findLast((each) => votes.has(each));
    const row = [...(votes.get(feature ?? '') ?? [])];
    const total = row.reduce((sum, [, count]) => sum + count, 0);
    return row.find(([, count]) => count * 2 > total)?.[0];
  };
}
