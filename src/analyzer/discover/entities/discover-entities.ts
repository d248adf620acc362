import { by, sortedUnique } from '../../../lib/ordered.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { digestOf } from '../../../project/index.ts';
import type { EntityFact } from '../../facts.ts';
import type { Program } from '../program.ts';
import type { Shaper } from '../shapes/shaper.ts';
import { openSqlParser, type SqlParser } from '../sql/parser.ts';
import { type Access, distinctAccesses, resolveAccesses, toEntityFacts } from './access.ts';
import { createCatalog } from './catalog.ts';
import { type Join, joinsIn } from './joins.ts';
import { blindSpots } from './data-libraries.ts';
import type { EntitySources } from './discoverer.ts';
import type { SchemaSource } from './model.ts';
import { entityDiscoverers } from './registry.ts';
import { byMigrationOrder } from './schema/migration-order.ts';
import { migrationsIn } from './schema/migrations.ts';
import { replaySchema } from './schema/replay-schema.ts';
import { toTransactions, type Transaction } from './transaction.ts';
import { transactionsIn } from './transactions.ts';

export type { Access } from './access.ts';
export type { Join } from './joins.ts';
export type { Transaction } from './transaction.ts';

export interface FoundEntities {
  /** By name, then file. */
  readonly entities: readonly EntityFact[];
  /** By file, then line. */
  readonly accesses: readonly Access[];
  /** By file, then line. */
  readonly joins: readonly Join[];
  /** By file, then line. */
  readonly transactions: readonly Transaction[];
  readonly orms: readonly string[];
  /** The files that declare entities or change their schema, sorted, and a digest of all that is declared. */
  readonly declared: {
    readonly files: readonly string[];
    readonly digest: string;
    /** What files of SQL say of it. */
    readonly sqlFiles: readonly SchemaSource[];
  };
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the entities of a code base, who reads and writes them, and in which transactions. */
export async function discoverEntities(
  program: Program,
  shaper: Shaper,
  sqlFiles: readonly SchemaSource[] | null = null,
): Promise<FoundEntities> {
  return entitiesWith(await openSqlParser(), program, shaper, sqlFiles);
}

/** The same where mostly no SQL is to be read: its parser is loaded when it is. */
export async function discoverFewEntities(
  program: Program,
  shaper: Shaper,
  sqlFiles: readonly SchemaSource[],
): Promise<FoundEntities> {
  try {
    return entitiesWith(noSqlParser, program, shaper, sqlFiles);
  } catch (error) {
    if (!(error instanceof ParserNeeded)) throw error;
    return discoverEntities(program, shaper, sqlFiles);
  }
}

class ParserNeeded extends Error {}

const noSqlParser: SqlParser = {
  parse() {
    throw new ParserNeeded();
  },
};

function entitiesWith(
  parser: SqlParser,
  program: Program,
  shaper: Shaper,
  sqlFiles: readonly SchemaSource[] | null,
): FoundEntities {
  const sources: EntitySources = { ...program, shaper };
  const used = entityDiscoverers.filter((each) => each.applies(sources));
  const searches = used.map((each) => each.start({ ...sources, parser, sqlFiles }));
  const schema = searches.flatMap((search) => search.schema).sort(bySchemaOrder);
  const models = searches.flatMap((search) => search.models);
  const declared = {
    files: sortedUnique([...models, ...schema].map(({ file }) => file)),
    digest: digestOf(JSON.stringify([models, schema])),
    sqlFiles: schema.filter(({ file }) => /\.sql$/i.test(file)),
  };
  const catalog = createCatalog(models, replaySchema(schema));
  const found = searches.flatMap((search) => search.findAccesses(catalog));
  const undeclared: Diagnostic[] = [];
  const accesses = resolveAccesses(program, catalog, found, undeclared);
  const opened = [
    ...program.application.flatMap((module) => [...transactionsIn(module)]),
    ...searches.flatMap(({ transactions }) => transactions),
  ];
  const entities = toEntityFacts(catalog.entities, accesses, migrationsIn(schema, catalog));
  const distinct = distinctAccesses(accesses);
  const seen = accesses.map(({ access }) => access.via.split('.')[0] ?? '');
  return {
    entities: entities.sort(byName),
    accesses: distinct.sort(byPlace),
    joins: joinsIn(accesses).sort(byJoin),
    transactions: toTransactions(opened, accesses, shaper).sort(byLine),
    orms: sortedUnique([...entities.map(({ orm }) => orm), ...seen]),
    declared,
    diagnostics: [
      ...searches.flatMap(({ diagnostics }) => diagnostics),
      ...undeclared,
      ...blindSpots(sources, distinct),
    ],
  };
}

function bySchemaOrder(a: SchemaSource, b: SchemaSource): number {
  return Number(a.isLast ?? false) - Number(b.isLast ?? false) || byMigrationOrder(a.file, b.file);
}

const byName = by<EntityFact>(
  ({ name }) => name,
  ({ file }) => file,
  ({ line }) => line,
);
const byPlace = by<Access>(
  ({ file }) => file,
  ({ line }) => line,
  ({ entity }) => entity,
  ({ op }) => op,
);
const byJoin = by<Join>(
  ({ file }) => file,
  ({ line }) => line,
  ({ entities }) => entities.join(),
);
const byLine = by<Transaction>(
  ({ file }) => file,
  ({ line }) => line,
);
