import type { Facts } from '../facts.ts';
import { businessStems } from './lexicon.ts';
import { fileNameStems } from './vocabulary/file-names.ts';
import { splitWords } from './vocabulary/words.ts';
import { clusteringWeights as weights } from './weights.ts';

/** Files that hold data or answer requests. */
export function ownersOf({ entities, routes }: Pick<Facts, 'entities' | 'routes'>): Set<string> {
  return new Set([
    ...entities.flatMap(({ file, writers }) => [file, ...writers]),
    ...routes.map(({ file }) => file),
  ]);
}

/** Whether a file name shares a word with an entity or with the path of a route. */
export function namedAfterBusiness({
  entities,
  routes,
}: Pick<Facts, 'entities' | 'routes'>): (path: string) => boolean {
  const vocabulary = new Set([
    ...entities.flatMap(({ name }) => businessStems(splitWords(name))),
    ...routes.flatMap(({ path }) => businessStems(splitWords(path.replaceAll(/[:{]\w+/g, '')))),
  ]);
  return (path) => fileNameStems(path).some((stem) => vocabulary.has(stem));
}

/**
 * Whether a group of modules can be a context: it has an entity or a route, or is named after one, or is woven into the
 * rest. What is none of these is a program of its own. In a project without known entities and routes, all can.
 */
export function businessTest(
  facts: Pick<Facts, 'dependencies' | 'entities' | 'routes'>,
): (modules: readonly string[]) => boolean {
  const owners = ownersOf(facts);
  const isNamed = namedAfterBusiness(facts);
  return (modules) => {
    const group = new Set(modules);
    if (owners.size === 0 || modules.some((path) => owners.has(path))) return true;
    if (modules.filter(isNamed).length > weights.sharedKernel.maxNamedShare * modules.length) return true;
    const touching = facts.dependencies.filter(({ from, to }) => group.has(from) || group.has(to));
    const crossing = touching.filter(({ from, to }) => group.has(from) !== group.has(to)).length;
    return crossing > weights.maxCrossingOfProgram * touching.length;
  };
}
