import { posix } from 'node:path';
import { by } from '../../lib/ordered.ts';
import type { ModuleRole } from '../../model/analysis.ts';
import type { Facts } from '../facts.ts';
import type { Wording } from './attach-by-words.ts';
import type { FeatureFolders } from './folders.ts';
import type { NamedGroup } from './name-contexts.ts';
import { votesByContext, winnerOf } from './ballot.ts';

/** What follows a context without being a part of what runs in it. */
const following: readonly ModuleRole[] = ['test', 'generated', 'front-end'];

/**
 * The context of each test, each generated file and each module of a front end that has one: that of the module it is named after, else
 * the one that most speaks for: what it uses (less for what many of them use), its feature folder and its words, which count alike.
 */
export function attachTests(
  contexts: readonly NamedGroup[],
  { modules, dependencies }: Pick<Facts, 'modules' | 'dependencies'>,
  folders: FeatureFolders,
  wording: Wording,
): ReadonlyMap<string, string> {
  const tests = modules.filter(({ role }) => following.includes(role)).map(({ path }) => path);
  const contextOf = new Map(
    contexts.flatMap(({ id, modules: members }) => members.map((path) => [path, id] as const)),
  );
  const uses = usesOf(new Set(tests), dependencies, contextOf);
  const homes = homesOf(contextOf, folders);
  return new Map(
    tests.flatMap((path) => {
      const used = uses.get(path) ?? new Map<string, number>();
      const [byUse, byWords] = [used, wording(path)].map((votes) => votesByContext(votes, contextOf));
      const context =
        contextOf.get(subjectOf(path, used.keys())) ??
        winnerOf([byUse as Map<string, number>, homes(path), byWords as Map<string, number>]);
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

/** For each test the modules of contexts that it uses, each with its share of the references of all tests to that module. */
function usesOf(
  tests: ReadonlySet<string>,
  dependencies: Facts['dependencies'],
  contextOf: ReadonlyMap<string, string>,
): Map<string, Map<string, number>> {
  const ofTests = dependencies
    .filter(({ from, to }) => tests.has(from) && contextOf.has(to))
    .sort(
      by(
        ({ from }) => from,
        ({ to }) => to,
      ),
    );
  const users = new Map<string, number>();
  for (const { to } of ofTests) users.set(to, (users.get(to) ?? 0) + 1);
  const uses = new Map<string, Map<string, number>>();
  for (const { from, to } of ofTests) {
    uses.set(from, (uses.get(from) ?? new Map<string, number>()).set(to, 1 / (users.get(to) as number)));
  }
  return uses;
}

/** How many modules of each context stand in the innermost feature folder around a path. */
function homesOf(
  contextOf: ReadonlyMap<string, string>,
  folders: FeatureFolders,
): (path: string) => ReadonlyMap<string, number> {
  const votes = new Map<string, Map<string, number>>();
  for (const [path, context] of contextOf) {
    for (const feature of folders.featuresOf(path)) {
      const row = votes.get(feature) ?? new Map<string, number>();
      votes.set(feature, row.set(context, (row.get(context) ?? 0) + 1));
    }
  }
  return (path) => votes.get(folders.featuresOf(path).findLast((each) => votes.has(each)) ?? '') ?? new Map();
}
