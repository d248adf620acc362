import type { Facts, ModuleFact } from '../facts.ts';
import { ownersOf } from './business.ts';
import { foldersAround } from './folders.ts';
import { usageAmong } from './usage.ts';

/** The facts in which the modules of front ends have that role, unless they are `placed` in a context. */
export function withFrontEnd(facts: Facts, placed: ReadonlySet<string>): Facts {
  const frontEnd = findFrontEnd(facts);
  if (frontEnd.size === 0) return facts;
  const modules = facts.modules.map((module) =>
    frontEnd.has(module.path) && !placed.has(module.path)
      ? { ...module, role: 'front-end' as const }
      : module,
  );
  return { ...facts, modules };
}

/**
 * Modules of front ends: programs of their own, that run at the user and ask the application over the network. What shows something,
 * what only such modules use, start or pass on, and what stands in a folder that mostly does so and answers nobody; whatever the back end
 * uses at run time is none: a page or a mail that it renders.
 *
 * Empty where no entry point and no entity is known: then nothing says what the back end is.
 */
function findFrontEnd(facts: Facts): Set<string> {
  const isInProduction = ({ role }: ModuleFact): boolean => role === 'domain' || role === 'composition-root';
  const modules = facts.modules.filter(isInProduction);
  const owners = [...ownersOf(facts), ...facts.operations.map(({ file }) => file)];
  if (owners.length === 0) return new Set();
  const backEnd = reachedAtRunTime(owners, facts);
  const production = new Set(modules.map(({ path }) => path));
  const { users, used } = usageAmong(production, facts.dependencies);
  const barrels = new Set(modules.flatMap(({ path, isBarrel }) => (isBarrel ? [path] : [])));
  const frontEnd = new Set(
    modules.flatMap(({ path, isView }) => (isView && !backEnd.has(path) ? [path] : [])),
  );
  const isOnlyAmongFrontEnd = (path: string): boolean => {
    const own = [...(users.get(path) ?? [])].filter((user) => !barrels.has(user));
    // What nobody uses starts something, or passes it on: a front end where it uses one.
    const around = own.length > 0 ? own : [...(used.get(path) ?? [])];
    return around.length > 0 && around.every((each) => frontEnd.has(each));
  };
  const widen = (): void => {
    for (let before = -1; before !== frontEnd.size; ) {
      before = frontEnd.size;
      for (const path of production) {
        if (!frontEnd.has(path) && !backEnd.has(path) && isOnlyAmongFrontEnd(path)) frontEnd.add(path);
      }
    }
  };
  widen();
  for (const path of inFoldersOf(frontEnd, production, owners)) if (!backEnd.has(path)) frontEnd.add(path);
  widen();
  return frontEnd;
}

/** From this share of front end on, 0..1, a folder without an owner is one. */
const mostOfFolder = 0.75;

/** What stands in a folder without an owner of which most is front end. */
function inFoldersOf(
  frontEnd: ReadonlySet<string>,
  production: ReadonlySet<string>,
  owners: readonly string[],
): string[] {
  const counts = new Map<string, { all: number; shown: number }>();
  for (const path of production) {
    for (const folder of foldersAround(path)) {
      const { all, shown } = counts.get(folder) ?? { all: 0, shown: 0 };
      counts.set(folder, { all: all + 1, shown: shown + Number(frontEnd.has(path)) });
    }
  }
  const answering = new Set(owners.flatMap(foldersAround));
  const isFrontEnd = (folder: string): boolean => {
    const { all, shown } = counts.get(folder) as { all: number; shown: number };
    return !answering.has(folder) && shown >= mostOfFolder * all;
  };
  const folders = new Set([...counts.keys()].filter(isFrontEnd));
  return [...production].filter((path) => foldersAround(path).some((folder) => folders.has(folder)));
}

/** What entry points and the keepers of data use, themselves or through others; a type alone is no use. */
function reachedAtRunTime(starts: readonly string[], { modules, dependencies }: Facts): Set<string> {
  const { used } = usageAmong(
    new Set(modules.map(({ path }) => path)),
    dependencies.filter(({ kinds }) => kinds.some((kind) => kind !== 'type')),
  );
  const reached = new Set(starts);
  for (const path of reached) for (const target of used.get(path) ?? []) reached.add(target);
  return reached;
}
