import { by, byCodeUnit, sortedUnique } from '../lib/ordered.ts';
import type { Entity, Join, Operation, Reach, Route, Transaction } from '../model/analysis.ts';
import { createReachFinder } from './assemble-reach.ts';
import { fileNameStems } from './cluster/vocabulary/file-names.ts';
import { stem } from './cluster/vocabulary/stem.ts';
import { splitWords } from './cluster/vocabulary/words.ts';
import type { EntityFact, Facts, OperationFact, RouteFact } from './facts.ts';

/** Context id by module path; modules without a context are absent. */
export type ContextOf = ReadonlyMap<string, string>;

/**
 * Gives each entity to a context: each writer counts one for its context, and three more when it is named after the entity
 * (`order.repository.ts` for `Order`); of equals the declaration decides, then the readers. Without writers the
 * readers decide, then the declaration; null when none of them is in a context.
 */
export function ownEntities(entities: readonly EntityFact[], contextOf: ContextOf): Entity[] {
  return entities
    .map(({ module, ...entity }) => ({
      ...entity,
      ...namesakesOf(entity),
      writers: [...entity.writers].sort(byCodeUnit),
      readers: [...entity.readers].sort(byCodeUnit),
      relations: [...entity.relations].sort(
        by(
          ({ to }) => to,
          ({ kind }) => kind,
        ),
      ),
      context: ownerOf({ ...entity, file: module ?? entity.file }, contextOf),
    }))
    .sort(
      by(
        ({ file }) => file,
        ({ line }) => line,
        ({ name }) => name,
      ),
    );
}

/** A repository of an entity writes it on behalf of others. */
const namesakeVotes = 4;

function ownerOf(entity: EntityFact, contextOf: ContextOf): string | null {
  const { writers, readers, file } = entity;
  const declared = [file, ...readers];
  const { namesakes = [] } = namesakesOf(entity);
  const votes = writers.flatMap((path) =>
    Array.from({ length: namesakes.includes(path) ? namesakeVotes : 1 }, () => path),
  );
  return (
    mostFrequent(votes, contextOf, declared) ??
    mostFrequent(readers, contextOf, declared) ??
    contextOf.get(file) ??
    null
  );
}

function namesakesOf({ name, writers }: Pick<EntityFact, 'name' | 'writers'>): Pick<Entity, 'namesakes'> {
  const phrase = stemsOf(name);
  const namesakes = writers.filter((path) => fileNameStems(path).join() === phrase).sort(byCodeUnit);
  return namesakes.length === 0 ? {} : { namesakes };
}

function stemsOf(name: string): string {
  return splitWords(name).map(stem).join();
}

interface Known extends Pick<Facts, 'dependencies' | 'accesses'> {
  /** Whether running code of a module means more than a computation; see `statefulModules`. */
  readonly isStateful: (path: string) => boolean;
}

/** Gives each route to the context of the module that answers, of its file, or, where both have none, of most of what it reaches. */
export function ownRoutes(
  routes: readonly RouteFact[],
  contextOf: ContextOf,
  entities: readonly Entity[],
  known: Known,
): Route[] {
  return ownEntryPoints(routes, contextOf, entities, known).sort(
    by(
      ({ path }) => path,
      ({ method }) => method,
      ({ file }) => file,
      ({ line }) => line,
    ),
  );
}

/** Gives operations to contexts as routes are given. */
export function ownOperations(
  operations: readonly OperationFact[],
  contextOf: ContextOf,
  entities: readonly Entity[],
  known: Known,
): Operation[] {
  return ownEntryPoints(operations, contextOf, entities, known).sort(
    by(
      ({ protocol }) => protocol,
      ({ name }) => name,
      ({ file }) => file,
      ({ line }) => line,
    ),
  );
}

type Owned<Fact> = Omit<Fact, 'reaches' | 'module'> & {
  context: string | null;
  touches: string[];
  reach: Reach[];
};

function ownEntryPoints<Fact extends Pick<RouteFact, 'file' | 'module' | 'reaches'>>(
  facts: readonly Fact[],
  contextOf: ContextOf,
  entities: readonly Entity[],
  known: Known,
): Owned<Fact>[] {
  const entityContext = new Map(entities.map(({ name, context }) => [name, context]));
  const finder = createReachFinder(known, contextOf, entityContext);
  return facts.map(({ reaches, module, ...fact }) => {
    const context =
      contextOf.get(module ?? fact.file) ??
      contextOf.get(fact.file) ??
      mostFrequent(reaches.calls ?? [], contextOf, reaches.modules) ??
      mostFrequent(reaches.modules, contextOf) ??
      null;
    const touched = [
      context,
      ...reaches.modules.filter(known.isStateful).map((path) => contextOf.get(path)),
      ...reaches.entities.map((name) => entityContext.get(name)),
    ];
    const touches = sortedUnique(touched.filter((each) => each != null));
    return { ...fact, context, touches, reach: finder.find({ file: module ?? fact.file, reaches }, touches) };
  });
}

export function ownTransactions(
  transactions: Facts['transactions'],
  entities: readonly Entity[],
): Transaction[] {
  const entityContext = new Map(entities.map(({ name, context }) => [name, context]));
  return transactions
    .map(({ file, line, entities: names, accesses }) => ({
      file,
      line,
      entities: sortedUnique(names),
      accesses: [...accesses],
      contexts: sortedUnique(names.map((name) => entityContext.get(name)).filter((each) => each != null)),
    }))
    .sort(
      by(
        ({ file }) => file,
        ({ line }) => line,
      ),
    );
}

/** Joins with the contexts that own their entities. */
export function ownJoins(joins: Facts['joins'], entities: readonly Entity[]): Join[] {
  const entityContext = new Map(entities.map(({ name, context }) => [name, context]));
  return joins.map(({ entities: names, ...join }) => ({
    ...join,
    entities: sortedUnique(names),
    contexts: sortedUnique(names.map((name) => entityContext.get(name)).filter((each) => each != null)),
  }));
}

/** The context of most of the modules; of equals the one that comes first among `preferred`, then the first by id. */
function mostFrequent(
  paths: readonly string[],
  contextOf: ContextOf,
  preferred: readonly string[] = [],
): string | undefined {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const context = contextOf.get(path);
    if (context !== undefined) counts.set(context, (counts.get(context) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  const equals = [...counts].filter(([, count]) => count === most).map(([context]) => context);
  const choice = preferred
    .map((path) => contextOf.get(path))
    .find((each) => each !== undefined && equals.includes(each));
  return choice ?? equals.sort(byCodeUnit)[0];
}
