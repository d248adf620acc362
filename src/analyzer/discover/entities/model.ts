import type { EntityFact } from '../../facts.ts';
import type { Column, SchemaChange, TableName } from '../sql/statement.ts';

/** A type of the code that stands for a table or collection. */
export interface Model {
  readonly name: string;
  /** Null when the code does not say. */
  readonly table: TableName | null;
  readonly file: string;
  readonly line: number;
  readonly orm: string;
  /** Whether only a use names it: what another library declares for the same table is the same entity. */
  readonly isImplied?: boolean;
  readonly relations: readonly ModelRelation[];
  /** Columns by their names in the database, as far as the code says; none when it does not. */
  readonly columns?: readonly Column[];
  readonly foreignKeys?: readonly ModelKey[];
}

export interface ModelRelation {
  /** The name of the other model, or its table. */
  readonly to: string | TableName;
  readonly kind: EntityFact['relations'][number]['kind'];
  /** Whether the own table holds the key; absent where the kind does not say it and the code neither. */
  readonly isOwner?: boolean | undefined;
}

/** Columns of a model that hold the key of another one. */
export interface ModelKey {
  readonly columns: readonly string[];
  /** The name of the other model, or its table. */
  readonly to: string | TableName;
  /** Columns of the other table; empty when its primary key is meant. */
  readonly toColumns: readonly string[];
}

/** The changes of one migration or schema file, in order. */
export interface SchemaSource {
  readonly file: string;
  /** Whether it counts after everything else, whatever its path. */
  readonly isLast?: boolean;
  readonly changes: readonly { readonly line: number; readonly change: SchemaChange }[];
}
