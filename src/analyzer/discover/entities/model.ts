import type { EntityFact } from '../../facts.ts';
import type { SchemaChange, TableName } from '../sql/statement.ts';

/** A type of the code that stands for a table or collection. */
export interface Model {
  readonly name: string;
  /** Null when the code does not say. */
  readonly table: TableName | null;
  readonly file: string;
  readonly line: number;
  readonly orm: string;
  readonly relations: readonly ModelRelation[];
}

export interface ModelRelation {
  /** The name of the other model, or its table. */
  readonly to: string | TableName;
  readonly kind: EntityFact['relations'][number]['kind'];
}

/** The changes of one migration or schema file, in order. */
export interface SchemaSource {
  readonly file: string;
  readonly changes: readonly { readonly line: number; readonly change: SchemaChange }[];
}
