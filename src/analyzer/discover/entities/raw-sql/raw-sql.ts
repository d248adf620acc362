import { by } from '../../../../lib/ordered.ts';
import type { Diagnostic } from '../../../../model/diagnostic.ts';
import { readSql } from '../../sql/read-sql.ts';
import { holeMark, type SqlStatement, type TableName } from '../../sql/statement.ts';
import { dynamicTable } from '../dynamic-table.ts';
import type {
  EntityDiscoverer,
  EntitySearch,
  FoundAccess,
  FoundTransaction,
  SqlSources,
} from '../discoverer.ts';
import type { SchemaSource } from '../model.ts';
import { expressionNames } from '../expression-names.ts';
import { isReverse } from '../schema/reverse.ts';
import { type SqlCall, sqlCallsIn } from './sql-calls.ts';
import { tableKey } from '../table-key.ts';
import { readSqlFiles } from './sql-files.ts';

/** SQL in files and in strings of the code, whatever runs it. */
export const rawSql: EntityDiscoverer = {
  name: 'sql',
  applies: () => true,
  start,
};

interface ReadCall extends SqlCall {
  readonly statements: readonly SqlStatement[];
}

function start(sources: SqlSources): EntitySearch {
  const diagnostics: Diagnostic[] = [];
  const expressions = expressionNames(sources);
  const files = sources.sqlFiles ?? readSqlFiles(sources, diagnostics);
  const calls = sources.application.flatMap((module) =>
    [...sqlCallsIn(sources, module)].map((call) => ({
      ...call,
      statements: call.texts.flatMap((text) => readSql(sources.parser, text)),
    })),
  );
  for (const call of calls) diagnostics.push(...dynamicTables(call));
  return {
    models: [],
    schema: [...files, ...schemaInCode(calls)].sort(by(({ file }) => file)),
    transactions: calls.flatMap(toTransactions),
    findAccesses: () => calls.flatMap((call) => toAccesses(call, expressions(call.place))),
    diagnostics,
  };
}

/** Migrations written as code; what takes a migration back does not count. */
function schemaInCode(calls: readonly ReadCall[]): SchemaSource[] {
  const byFile = new Map<string, SchemaSource['changes'][number][]>();
  for (const { place, node, statements } of calls) {
    if (isReverse(place.code.name)) continue;
    const changes = statements.flatMap(({ line, changes, isParsed }) =>
      isParsed ? changes.map((change) => ({ line: node.line + line - 1, change })) : [],
    );
    if (changes.length > 0) byFile.set(place.file, [...(byFile.get(place.file) ?? []), ...changes]);
  }
  return [...byFile].map(([file, changes]) => ({ file, changes }));
}

function toAccesses(
  { place, node, texts, statements, isQuery }: ReadCall,
  expressions: ReadonlySet<string>,
): FoundAccess[] {
  const isTable = (target: TableName) => !expressions.has(tableKey(target));
  return statements.flatMap(({ reads, writes, isParsed, kind }) => {
    if (kind === 'schema') return [];
    const common = {
      ...place,
      node,
      line: node.line,
      via: 'sql',
      isCertain: isParsed && isQuery,
      // One of several texts is run each time, so that only its own tables are together.
      isAlternative: texts.length > 1 && reads.length + writes.length < 2,
    };
    return [
      ...writes.filter(isTable).map((target) => ({ ...common, target, op: 'write' as const })),
      ...reads.filter(isTable).map((target) => ({ ...common, target, op: 'read' as const })),
    ];
  });
}

/** One diagnostic for a statement with a table that is only known at run time. */
function dynamicTables({ place, node, statements, isQuery }: ReadCall): Diagnostic[] {
  const isDynamic = statements.some(
    ({ reads, writes, isParsed }) =>
      isParsed && [...reads, ...writes].some(({ name }) => name.includes(holeMark)),
  );
  return isQuery && isDynamic ? [dynamicTable(place.file, node.line, 'sql')] : [];
}

function toTransactions({ place, node, statements, isQuery }: ReadCall): FoundTransaction[] {
  const begins = isQuery && statements.some(({ kind }) => kind === 'begin');
  return begins ? [{ ...place, line: node.line, inside: null, via: 'sql' }] : [];
}
