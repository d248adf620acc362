import { holeMark, type TableName } from '../sql/statement.ts';
import type { Model, ModelRelation } from './model.ts';
import { type EntityDraft, type Find, relateModel, relateTable } from './related-entities.ts';
import { entityNameOf } from './entity-name.ts';
import type { Schema } from './schema/replay-schema.ts';
import { tableKey, tableLabel } from './table-key.ts';

/** Every entity that the code or its migrations declare, and what names lead to it. */
export interface Catalog {
  readonly entities: readonly EntityDraft[];
  /** The entities behind a table or view; empty for names that nobody declared. */
  find(table: TableName): readonly EntityDraft[];
  ofModel(model: Model): readonly EntityDraft[];
  /** Whether a name belongs to the database or its tools, or is only known at run time. */
  isForeign(table: TableName): boolean;
  /** Adds an entity for a table that is used but not declared. */
  assume(table: TableName, file: string, line: number): EntityDraft;
}

/** Models and the tables of the schema become one entity where they name the same table. */
export function createCatalog(models: readonly Model[], schema: Schema): Catalog {
  const byModel = new Map<Model, EntityDraft>();
  const byTable = new Map<string, EntityDraft>();
  const entities: EntityDraft[] = [];
  const add = (draft: EntityDraft, key: string | null) => {
    entities.push(draft);
    if (key !== null && !byTable.has(key)) byTable.set(key, draft);
    return draft;
  };
  const declaredFirst = [...models].sort(
    (a, b) => Number(a.isImplied ?? false) - Number(b.isImplied ?? false),
  );
  for (const model of declaredFirst) {
    const { name, table, file, line, orm } = model;
    const label = table && tableLabel(table);
    const known = model.isImplied && table ? byTable.get(tableKey(table)) : undefined;
    if (known) {
      byModel.set(model, known);
      continue;
    }
    const draft = { ...emptyDraft(), name, table: label, file, line, orm };
    byModel.set(model, add(draft, table && tableKey(table)));
  }
  for (const [key, table] of schema.tables) {
    if (!byTable.has(key) && !isBookkeeping(table.name))
      add(draftOf(table.name, table.file, table.line), key);
  }
  const bareNames = indexBareNames(byTable);
  const find = (table: TableName, depth = 0): readonly EntityDraft[] => {
    const key = tableKey(table);
    const known = byTable.get(key) ?? (key.includes('.') ? undefined : bareNames.get(key));
    if (known) return [known];
    const view = depth < 16 ? schema.views.get(key) : undefined;
    return [...new Set(view?.flatMap((each) => find(each, depth + 1)))];
  };
  const targets = targetsByName(byModel, find);
  for (const [model, draft] of byModel) relateModel(model, draft, targets);
  const declared = new Map(
    entities.map((draft) => [draft, new Set([...draft.relations.values()].map(({ to }) => to))]),
  );
  for (const table of schema.tables.values()) {
    // A model says more about its relations than the keys that carry them.
    relateTable(table, find, (from, to) => declared.get(from)?.has(to.name) ?? false);
  }
  return {
    entities,
    find: (table) => find(table),
    ofModel: (model) => {
      const draft = byModel.get(model);
      return draft ? [draft] : [];
    },
    isForeign: (table) =>
      table.name.includes(holeMark) ||
      schema.temporary.has(tableKey(table)) ||
      isBookkeeping(table) ||
      isSystem(table),
    assume: (table, file, line) => add(draftOf(table, file, line), tableKey(table)),
  };
}

function draftOf(table: TableName, file: string, line: number): EntityDraft {
  const name = entityNameOf(table.name);
  return { ...emptyDraft(), name, table: tableLabel(table), file, line, orm: 'sql' };
}

function emptyDraft(): Pick<EntityDraft, 'relations' | 'columns' | 'foreignKeys'> {
  return { relations: new Map(), columns: [], foreignKeys: [] };
}

/** Tables in a schema are also found without it, where only one schema has the name. */
function indexBareNames(byTable: ReadonlyMap<string, EntityDraft>): ReadonlyMap<string, EntityDraft> {
  const found = new Map<string, EntityDraft | null>();
  for (const [key, draft] of byTable) {
    const bare = key.slice(key.indexOf('.') + 1);
    if (bare !== key) found.set(bare, found.has(bare) ? null : draft);
  }
  return new Map([...found].flatMap(([key, draft]) => (draft ? [[key, draft]] : [])));
}

/** The nearest model of a name of the same library: several services in one tree may each have one. */
function targetsByName(
  byModel: ReadonlyMap<Model, EntityDraft>,
  find: Find,
): (to: ModelRelation['to'], from: Model) => readonly EntityDraft[] {
  const byName = new Map<string, (readonly [Model, EntityDraft])[]>();
  for (const [model, draft] of byModel) {
    const key = `${model.orm} ${model.name}`;
    byName.set(key, [...(byName.get(key) ?? []), [model, draft]]);
  }
  return (to, from) => {
    if (typeof to !== 'string') return find(to);
    const named = byName.get(`${from.orm} ${to}`) ?? [];
    const [found] = [...named].sort(([a], [b]) => nearness(b.file, from.file) - nearness(a.file, from.file));
    return found ? [found[1]] : [];
  };
}

/** Length of the common start of two paths. */
function nearness(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

const systemSchemas = new Set(['information_schema', 'pg_catalog', 'performance_schema', 'mysql', 'sys']);

function isSystem({ schema, name }: TableName): boolean {
  return (schema !== null && systemSchemas.has(schema.toLowerCase())) || /^(?:pg_|sqlite_|dual$)/i.test(name);
}

function isBookkeeping({ name }: TableName): boolean {
  return bookkeeping.has(name.toLowerCase());
}

/** What migration tools keep for themselves. */
const bookkeeping = new Set(
  (
    '__drizzle_migrations __efmigrationshistory _prisma_migrations _sqlx_migrations databasechangelog ' +
    'databasechangeloglock flyway_schema_history goose_db_version knex_migrations knex_migrations_lock ' +
    'kysely_migration kysely_migration_lock migrations mikro_orm_migrations pgmigrations schema_migrations ' +
    'schema_version sequelizemeta typeorm_metadata'
  ).split(' '),
);
