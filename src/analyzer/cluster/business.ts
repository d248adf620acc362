import type { EntityFact, Facts, RouteFact } from '../facts.ts';
import { businessStems } from './lexicon.ts';
import { fileNameStems } from './vocabulary/file-names.ts';
import { subjectWords } from './subject-words.ts';
import { splitWords } from './vocabulary/words.ts';
import { clusteringWeights as weights } from './weights.ts';

/** What an application holds and offers. */
export type Business = Pick<Facts, 'entities' | 'routes' | 'operations'>;

/**
 * Files that hold data or answer requests. The mount of an API, whose operations answer, is none; nor are the files of
 * operations: resolvers are many and thin, and use everything (vendure: ARI .58 without them, .51 with them).
 */
export function ownersOf({ entities, routes, operations }: Business): Set<string> {
  const carried = new Set(operations.map(({ framework }) => framework));
  return new Set([
    ...entities.flatMap((entity) => [declaringModule(entity), ...entity.writers]),
    ...routes.flatMap((route) => (carried.has(route.framework) ? [] : [route.file, answeringModule(route)])),
  ]);
}

/** The module of the function that answers, else the file that declares the entry point. */
export function answeringModule({ module, file }: Pick<RouteFact, 'module' | 'file'>): string {
  return module ?? file;
}

export function declaringModule({ module, file }: Pick<EntityFact, 'module' | 'file'>): string {
  return module ?? file;
}

/** Whether a file name shares a word with an entity, the path of a route or the subject of an operation. */
export function namedAfterBusiness({ entities, routes, operations }: Business): (path: string) => boolean {
  const vocabulary = new Set([
    ...entities.flatMap(({ name }) => businessStems(splitWords(name))),
    ...routes.flatMap(({ path }) => businessStems(splitWords(path.replaceAll(/[:{]\w+/g, '')))),
    ...operations.flatMap((operation) => businessStems(subjectWords(operation))),
  ]);
  return (path) => fileNameStems(path).some((stem) => vocabulary.has(stem));
}

/**
 * Whether a group of modules can be a context: it has an entity or an entry point, or is named after one, or is woven into the
 * rest. What is none of these is a program of its own. In a project without known entities and routes, all can.
 */
export function businessTest(
  facts: Business & Pick<Facts, 'dependencies'>,
): (modules: readonly string[]) => boolean {
  const owners = ownersOf(facts);
  for (const { file } of facts.operations) owners.add(file);
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
