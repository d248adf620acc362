/** The name of a table as written, quotes removed; parts that are only known at run time hold `holeMark`. */
export interface TableName {
  /** Null when the statement does not name one. */
  readonly schema: string | null;
  readonly name: string;
}

/** Stands in SQL text for what a template or concatenation fills in at run time. */
export const holeMark = '\uFFFC';

/** What one SQL statement does with tables; names of common table expressions and functions are not among them. */
export interface SqlStatement {
  readonly kind: 'data' | 'schema' | 'begin' | 'end' | 'other';
  /** 1-based, in the text that was read. */
  readonly line: number;
  readonly reads: readonly TableName[];
  readonly writes: readonly TableName[];
  readonly changes: readonly SchemaChange[];
  /** Whether the parser understood it; otherwise names were picked by the words before them. */
  readonly isParsed: boolean;
}

/** What a statement changes in the schema. */
export type SchemaChange =
  | {
      readonly kind: 'create';
      readonly table: TableName;
      readonly isTemporary: boolean;
      readonly columns: readonly Column[];
      /** Columns of the primary key and of each unique constraint. */
      readonly keys: readonly (readonly string[])[];
      readonly references: readonly ForeignKey[];
    }
  /** A view, a materialised view or a partition: another name for what it is made of. */
  | { readonly kind: 'view'; readonly view: TableName; readonly of: readonly TableName[] }
  | { readonly kind: 'drop'; readonly table: TableName }
  | { readonly kind: 'rename'; readonly table: TableName; readonly to: TableName }
  | { readonly kind: 'reference'; readonly table: TableName; readonly reference: ForeignKey }
  /** A column that is added, or of which the type or nullability changes: null is what stays. */
  | { readonly kind: 'column'; readonly table: TableName; readonly column: Column }
  | { readonly kind: 'key'; readonly table: TableName; readonly columns: readonly string[] }
  | { readonly kind: 'drop-constraint'; readonly table: TableName; readonly name: string }
  | { readonly kind: 'drop-column'; readonly table: TableName; readonly column: string }
  | {
      readonly kind: 'rename-column';
      readonly table: TableName;
      readonly column: string;
      readonly to: string;
    };

export interface Column {
  readonly name: string;
  /** As written, or as close as the parser keeps it: `varchar(255)`; null when it is not said. */
  readonly type: string | null;
  /** Null when it is not said. */
  readonly isNullable: boolean | null;
}

export interface ForeignKey {
  /** Null when it was given none; databases then make one up from table and columns. */
  readonly name: string | null;
  readonly columns: readonly string[];
  readonly to: TableName;
  /** Columns of the other table; empty when its primary key is meant. */
  readonly toColumns: readonly string[];
}
