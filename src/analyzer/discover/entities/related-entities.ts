import type { EntityFact } from '../../facts.ts';
import type { Column, TableName } from '../sql/statement.ts';
import type { Model, ModelRelation } from './model.ts';
import type { Table } from './schema/replay-schema.ts';
import { tableLabel } from './table-key.ts';

/** An entity while accesses are being collected. */
export interface EntityDraft {
  readonly name: string;
  readonly table: string | null;
  readonly file: string;
  readonly line: number;
  readonly orm: string;
  readonly relations: Map<string, EntityFact['relations'][number]>;
  readonly columns: Column[];
  readonly foreignKeys: DraftKey[];
}

export interface DraftKey {
  readonly columns: readonly string[];
  /** Null where nobody declares the table. */
  readonly to: EntityDraft | null;
  readonly table: string | null;
  /** Empty when the primary key is meant. */
  readonly toColumns: readonly string[];
}

/** Says which entities a table name leads to. */
export type Find = (table: TableName) => readonly EntityDraft[];
/** Says which entities the name that a model uses for another one leads to. */
export type FindModel = (to: ModelRelation['to'], from: Model) => readonly EntityDraft[];

/** Gives an entity the relations, columns and keys that its model declares. */
export function relateModel(model: Model, draft: EntityDraft, find: FindModel): void {
  for (const { to, kind, isOwner } of model.relations) {
    for (const target of find(to, model)) relate(draft, target, kind, isOwner);
  }
  addColumns(draft, model.columns ?? []);
  for (const key of model.foreignKeys ?? []) {
    const targets = find(key.to, model);
    for (const target of targets) addKey(draft, { ...key, to: target, table: target.table });
    if (targets.length === 0 && typeof key.to !== 'string')
      addKey(draft, { ...key, to: null, table: tableLabel(key.to) });
  }
}

/**
 * Gives the entity of a table what the replayed schema says: its columns, its keys, and a relation for each reference
 * that no model declares. A reference from columns that are a key of their own is from at most one row.
 */
export function relateTable(
  { name, columns, keys, references }: Table,
  find: Find,
  isDeclared: (from: EntityDraft, to: EntityDraft) => boolean,
): void {
  for (const draft of find(name)) {
    addColumns(draft, columns, true);
    for (const { columns: own, to, toColumns } of references) {
      const targets = find(to);
      const isUnique = keys.some((key) => isSameSet(key, own));
      if (targets.length === 0) addKey(draft, { columns: own, to: null, table: tableLabel(to), toColumns });
      for (const target of targets) {
        addKey(draft, { columns: own, to: target, table: target.table, toColumns });
        if (!isDeclared(draft, target)) relate(draft, target, isUnique ? 'one-to-one' : 'many-to-one', true);
      }
    }
  }
}

function relate(
  { relations }: EntityDraft,
  to: EntityDraft,
  kind: ModelRelation['kind'],
  isOwner: boolean | undefined,
): void {
  const key = `${to.name} ${kind}`;
  const owns = kind === 'many-to-one' ? true : kind === 'one-to-many' ? false : isOwner;
  const known = relations.get(key)?.isOwner;
  relations.set(key, {
    to: to.name,
    kind,
    ...((known ?? owns) === undefined ? {} : { isOwner: known ?? owns }),
  });
}

/** Names count alike in any case and spelling. What is said first stays, except where the other one `knows better`. */
function addColumns({ columns }: EntityDraft, added: readonly Column[], knowsBetter = false): void {
  const at = new Map(columns.map(({ name }, index) => [folded(name), index]));
  for (const column of added) {
    const index = at.get(folded(column.name));
    const known = index === undefined ? undefined : columns[index];
    if (index === undefined || !known) {
      at.set(folded(column.name), columns.push(column) - 1);
      continue;
    }
    const [first, second] = knowsBetter ? [column, known] : [known, column];
    columns[index] = {
      name: first.name,
      type: first.type ?? second.type,
      isNullable: first.isNullable ?? second.isNullable,
    };
  }
}

function addKey({ foreignKeys }: EntityDraft, key: DraftKey): void {
  if (key.columns.length === 0) return;
  const same = (other: DraftKey) =>
    folded(other.columns.join()) === folded(key.columns.join()) &&
    (other.to ?? other.table) === (key.to ?? key.table);
  const index = foreignKeys.findIndex(same);
  const known = foreignKeys[index];
  if (!known) foreignKeys.push(key);
  else foreignKeys[index] = { ...key, toColumns: key.toColumns.length > 0 ? key.toColumns : known.toColumns };
}

/** `userId`, `user_id` and `UserID` are one column in two layers. */
function folded(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
