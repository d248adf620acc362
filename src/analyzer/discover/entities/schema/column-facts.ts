import type { Expression } from '../../source/code.ts';
import type { Column, ForeignKey } from '../../sql/statement.ts';
import { parseTableName } from '../table-key.ts';

/** What a migration says about the columns of one table. */
export interface ColumnFacts {
  readonly columns: Column[];
  readonly keys: string[][];
  readonly references: ForeignKey[];
  readonly dropped: string[];
  readonly renamed: { readonly column: string; readonly to: string }[];
}

/** The texts that an expression can be: one, or those of a list; empty for what is no name. */
export type Texts = (value: Expression | undefined) => string[];

/** Does nothing without a table. */
export function addReference(
  found: ColumnFacts,
  columns: readonly string[],
  table: string | undefined,
  toColumns: readonly string[],
): void {
  if (table) found.references.push({ name: null, columns, to: parseTableName(table), toColumns });
}
