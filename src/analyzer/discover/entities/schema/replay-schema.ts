import type { Column, ForeignKey, SchemaChange, TableName } from '../../sql/statement.ts';
import type { SchemaSource } from '../model.ts';
import { tableKey } from '../table-key.ts';

/** A table as it is after every change of the schema. */
export interface Table {
  readonly name: TableName;
  readonly file: string;
  readonly line: number;
  readonly columns: readonly Column[];
  readonly references: readonly ForeignKey[];
  /** Columns of the primary key and of each unique constraint. */
  readonly keys: readonly (readonly string[])[];
}

export interface Schema {
  /** By key. */
  readonly tables: ReadonlyMap<string, Table>;
  /** Views by key, with the tables and views that they are made of. */
  readonly views: ReadonlyMap<string, readonly TableName[]>;
  /** Keys of temporary tables. */
  readonly temporary: ReadonlySet<string>;
}

interface DraftTable {
  name: TableName;
  readonly file: string;
  readonly line: number;
  columns: readonly Column[];
  references: ForeignKey[];
  keys: (readonly string[])[];
}

interface Draft {
  readonly tables: Map<string, DraftTable>;
  readonly views: Map<string, readonly TableName[]>;
  readonly temporary: Set<string>;
}

/** Replays changes in order. A table that is created twice is the first one, with what the second adds. */
export function replaySchema(sources: readonly SchemaSource[]): Schema {
  const draft: Draft = { tables: new Map(), views: new Map(), temporary: new Set() };
  for (const { file, changes } of sources) {
    for (const { line, change } of changes) apply(draft, change, file, line);
  }
  return draft;
}

function apply(draft: Draft, change: SchemaChange, file: string, line: number): void {
  switch (change.kind) {
    case 'create':
      create(draft, change, file, line);
      return;
    case 'view':
      if (!draft.tables.has(tableKey(change.view))) draft.views.set(tableKey(change.view), change.of);
      return;
    case 'drop':
      draft.tables.delete(tableKey(change.table));
      draft.views.delete(tableKey(change.table));
      return;
    case 'rename':
      rename(draft, change.table, change.to);
      return;
    default: {
      const table = draft.tables.get(tableKey(change.table));
      if (table) alter(table, change);
    }
  }
}

function create(
  draft: Draft,
  { table, isTemporary, columns, keys, references }: SchemaChange & { kind: 'create' },
  file: string,
  line: number,
): void {
  const key = tableKey(table);
  if (isTemporary) {
    draft.temporary.add(key);
    return;
  }
  const known = draft.tables.get(key);
  const drafted = known ?? { name: table, file, line, columns: [], references: [], keys: [] };
  for (const column of columns) drafted.columns = withColumn(drafted.columns, column);
  drafted.references.push(...references);
  drafted.keys.push(...keys);
  draft.tables.set(key, drafted);
}

/** The references of other tables follow. */
function rename({ tables, views }: Draft, from: TableName, to: TableName): void {
  const key = tableKey(from);
  const table = tables.get(key);
  const view = views.get(key);
  tables.delete(key);
  views.delete(key);
  if (table) tables.set(tableKey(to), Object.assign(table, { name: to }));
  if (view) views.set(tableKey(to), view);
  for (const each of tables.values()) {
    each.references = each.references.map((reference) =>
      tableKey(reference.to) === key ? { ...reference, to } : reference,
    );
  }
}

function alter(
  table: DraftTable,
  change: Exclude<SchemaChange, { kind: 'create' | 'view' | 'drop' | 'rename' }>,
): void {
  switch (change.kind) {
    case 'reference':
      table.references.push(change.reference);
      return;
    case 'column':
      table.columns = withColumn(table.columns, change.column);
      return;
    case 'key':
      table.keys.push(change.columns);
      return;
    case 'drop-constraint':
      table.references = table.references.filter((each) => nameOf(table, each) !== change.name.toLowerCase());
      return;
    case 'drop-column':
      table.columns = table.columns.filter(({ name }) => !isSameName(name, change.column));
      table.references = table.references.filter(({ columns }) => !columns.includes(change.column));
      table.keys = table.keys.filter((columns) => !columns.includes(change.column));
      return;
    case 'rename-column': {
      const renamed = (column: string) => (column === change.column ? change.to : column);
      table.columns = table.columns.map((each) => ({ ...each, name: renamed(each.name) }));
      table.keys = table.keys.map((columns) => columns.map(renamed));
      table.references = table.references.map((each) => ({ ...each, columns: each.columns.map(renamed) }));
    }
  }
}

/** A column of the name takes what the new one says; O(columns). */
function withColumn(columns: readonly Column[], { name, type, isNullable }: Column): readonly Column[] {
  const isKnown = columns.some((each) => isSameName(each.name, name));
  if (!isKnown) return [...columns, { name, type, isNullable }];
  return columns.map((each) =>
    isSameName(each.name, name)
      ? { name: each.name, type: type ?? each.type, isNullable: isNullable ?? each.isNullable }
      : each,
  );
}

function isSameName(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

/** The name of a constraint; PostgreSQL makes it of table and columns when it is given none. */
function nameOf({ name }: DraftTable, reference: ForeignKey): string {
  return (reference.name ?? [name.name, ...reference.columns, 'fkey'].join('_')).toLowerCase();
}
