import { by } from '../../../../lib/ordered.ts';
import type { Diagnostic } from '../../../../model/diagnostic.ts';
import { readSql } from '../../sql/read-sql.ts';
import type { SqlStatement, TableName } from '../../sql/statement.ts';
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
  const files = readSqlFiles(sources, diagnostics);
  const calls = sources.application.flatMap((module) =>
    [...sqlCallsIn(sources, module)].map((call) => ({
      ...call,
      statements: call.texts.flatMap((text) => readSql(sources.parser, text)),
    })),
  );
  return {
    models: [],
    schema: [...files, ...schemaInCode(calls)].sort(by(({ file }) => file)),
    transactions: calls.flatMap(toTransactions),
    findAccesses: () => calls.flatMap((call) => toAccesses(sources, call)),
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

function toAccesses(sources: SqlSources, { place, node, statements, isQuery }: ReadCall): FoundAccess[] {
  const expressions = expressionNames(sources, place);
  const isTable = (target: TableName) => !expressions.has(tableKey(target));
  return statements.flatMap(({ reads, writes, isParsed, kind }) => {
    if (kind === 'schema') return [];
    const common = {
      ...place,
      node,
      line: node.line,
      via: 'sql',
      isCertain: isParsed && isQuery,
    };
    return [
      ...writes.filter(isTable).map((target) => ({ ...common, target, op: 'write' as const })),
      ...reads.filter(isTable).map((target) => ({ ...common, target, op: 'read' as const })),
    ];
  });
}

function toTransactions({ place, node, statements, isQuery }: ReadCall): FoundTransaction[] {
  const begins = isQuery && statements.some(({ kind }) => kind === 'begin');
  return begins ? [{ ...place, line: node.line, inside: null, via: 'sql' }] : [];
}
