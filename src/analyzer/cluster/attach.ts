import { by, byCodeUnit, sortedUnique } from '../../lib/ordered.ts';
import type { Facts } from '../facts.ts';
import type { Wording } from './attach-by-words.ts';
import { votesByContext, winnerOf } from './ballot.ts';
import { declaringModule } from './business.ts';
import type { FeatureFolders } from './folders.ts';
import type { NamedGroup } from './name-contexts.ts';
import { toolTest } from './tools.ts';

/**
 * Adds to each context the modules that follow it without having been clustered: a barrel goes where most of the modules are
 * that it passes on, else that use it, a tool (and a barrel that nothing is tied to) where most modules of its feature folder
 * are, else most of the entities that it makes, changes or fills (a migration, a seed), else where its words are. What has no
 * majority stays out.
 */
export function attachFollowers(
  contexts: readonly NamedGroup[],
  facts: Facts,
  folders: FeatureFolders,
  wording: Wording,
): NamedGroup[] {
  const contextOf = new Map(
    contexts.flatMap(({ id, modules }) => modules.map((path) => [path, id] as const)),
  );
  const isTool = toolTest(facts);
  const free = facts.modules.filter(({ path, role }) => role === 'domain' && !contextOf.has(path));
  const barrels = free.filter(({ path, isBarrel }) => isBarrel && !isTool(path)).map(({ path }) => path);
  const tools = free.filter(({ path }) => isTool(path)).map(({ path }) => path);
  const neighbours = neighboursOf(facts);
  attachByNeighbours(barrels, neighbours, contextOf);
  const lonely = barrels.filter((path) => !contextOf.has(path) && !neighbours.has(path));
  const followers = [...lonely, ...tools];
  attachByFolder(followers, folders, contextOf);
  attachByData(tools, facts.entities, contextOf);
  attachByWords(
    tools.filter((path) => !contextOf.has(path)),
    wording,
    contextOf,
  );
  const members = collect([...contextOf].map(([path, context]) => [context, path]));
  return [...members]
    .map(([id, modules]) => ({ id, modules: modules.sort(byCodeUnit) }))
    .sort(by(({ id }) => id));
}

/** In rounds, since barrels pass on barrels. */
function attachByNeighbours(
  barrels: readonly string[],
  neighbours: ReadonlyMap<string, Neighbours>,
  contextOf: Map<string, string>,
): void {
  for (let attached = -1; attached !== 0; ) {
    const placed = barrels.flatMap((path) => {
      if (contextOf.has(path)) return [];
      const { passedOn = [], users = [] } = neighbours.get(path) ?? {};
      const context = mostOf(passedOn, contextOf) ?? mostOf(users, contextOf);
      return context === undefined ? [] : [[path, context] as const];
    });
    for (const [path, context] of placed) contextOf.set(path, context);
    attached = placed.length;
  }
}

function attachByFolder(
  paths: readonly string[],
  folders: FeatureFolders,
  contextOf: Map<string, string>,
): void {
  const homes = collect(
    [...contextOf].flatMap(([path, context]) =>
      folders.featuresOf(path).map((feature): [string, string] => [feature, context]),
    ),
  );
  for (const path of paths) {
    const innermost = folders.featuresOf(path).findLast((feature) => homes.has(feature));
    const context = innermost === undefined ? undefined : majority(homes.get(innermost) ?? []);
    if (context !== undefined) contextOf.set(path, context);
  }
}

function attachByData(
  paths: readonly string[],
  entities: Facts['entities'],
  contextOf: Map<string, string>,
): void {
  const touched = collect(
    entities.flatMap((entity) => {
      const { writers, migrations = [] } = entity;
      const context = contextOf.get(declaringModule(entity)) ?? mostOf(writers, contextOf);
      if (context === undefined) return [];
      return sortedUnique([...writers, ...migrations]).map((path): [string, string] => [path, context]);
    }),
  );
  for (const path of paths) {
    const context = contextOf.has(path) ? undefined : majority(touched.get(path) ?? []);
    if (context !== undefined) contextOf.set(path, context);
  }
}

function attachByWords(paths: readonly string[], wording: Wording, contextOf: Map<string, string>): void {
  const placed = paths.flatMap((path) => {
    const context = winnerOf([votesByContext(wording(path), contextOf)]);
    return context === undefined ? [] : [[path, context] as const];
  });
  for (const [path, context] of placed) contextOf.set(path, context);
}

/** What a module uses, which is what a barrel passes on, and what uses it. */
interface Neighbours {
  readonly passedOn: string[];
  readonly users: string[];
}

function neighboursOf({ dependencies }: Pick<Facts, 'dependencies'>): Map<string, Neighbours> {
  const neighbours = new Map<string, Neighbours>();
  const of = (path: string): Neighbours => {
    const known = neighbours.get(path) ?? { passedOn: [], users: [] };
    neighbours.set(path, known);
    return known;
  };
  for (const { from, to } of dependencies) {
    of(from).passedOn.push(to);
    of(to).users.push(from);
  }
  return neighbours;
}

/** The context of more than half of the modules that have one. */
function mostOf(paths: readonly string[], contextOf: ReadonlyMap<string, string>): string | undefined {
  return majority(paths.map((path) => contextOf.get(path)));
}

function collect(pairs: Iterable<readonly [key: string, value: string]>): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const [key, value] of pairs) {
    const list = lists.get(key);
    if (list) list.push(value);
    else lists.set(key, [value]);
  }
  return lists;
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
