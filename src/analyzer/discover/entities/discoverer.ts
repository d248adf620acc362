import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Program } from '../program.ts';
import type { Shaper } from '../shapes/shaper.ts';
import type { CallExpression, Expression, FunctionCode, TemplateExpression } from '../source/code.ts';
import type { SqlParser } from '../sql/parser.ts';
import type { TableName } from '../sql/statement.ts';
import type { Catalog } from './catalog.ts';
import type { Model, SchemaSource } from './model.ts';

/** What the search for entities works on. */
export interface EntitySources extends Program {
  readonly shaper: Shaper;
}

export interface SqlSources extends EntitySources {
  readonly parser: SqlParser;
  /** What files of SQL say, where it is known; they are read when it is not. */
  readonly sqlFiles: readonly SchemaSource[] | null;
}

/** How one library declares entities and reaches them. */
export interface EntityDiscoverer {
  /** The value of `orm`. */
  readonly name: string;
  applies(sources: EntitySources): boolean;
  start(sources: SqlSources): EntitySearch;
}

/** What a discoverer found: declarations at once, accesses when every table is known. */
export interface EntitySearch {
  readonly models: readonly Model[];
  readonly schema: readonly SchemaSource[];
  findAccesses(catalog: Catalog): readonly FoundAccess[];
  readonly transactions: readonly FoundTransaction[];
  readonly diagnostics: readonly Diagnostic[];
}

export type AccessNode = CallExpression | TemplateExpression;

/** One place that reads or writes a table. */
export interface FoundAccess {
  /** The table by its name, or the model that the code names. */
  readonly target: TableName | Model;
  readonly op: 'read' | 'write';
  readonly file: string;
  /** The innermost function that it is written in. */
  readonly code: FunctionCode;
  readonly node: AccessNode;
  readonly line: number;
  /** What was seen: `kysely.selectFrom`, `sql`. */
  readonly via: string;
  /** Whether a table that nobody declared is worth an entity: the name cannot be a mistake. */
  readonly isCertain: boolean;
  /** 0..1; by default 1 for a model or a certain name, 0.8 for others. */
  readonly confidence?: number;
  /** Whether the table comes to a query that was started before, maybe on a name that holds it. */
  readonly isJoin?: boolean;
  /** Whether the node uses this table or another one, and not both. */
  readonly isAlternative?: boolean;
  /** Whether file and line are those of the class that the access belongs to, and not of the node. */
  readonly isOfHeir?: boolean;
}

/** One place that opens a transaction. */
export interface FoundTransaction {
  readonly file: string;
  /** The function that opens it. */
  readonly code: FunctionCode;
  readonly line: number;
  /** The functions and values that run inside; null when that is whatever the opening function does. */
  readonly inside: readonly Expression[] | null;
  readonly via: string;
}
