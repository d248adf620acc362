import { by } from '../../../../lib/ordered.ts';
import type { CallExpression, Expression } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { methodOf } from '../callee.ts';
import { callsAbove } from '../chains.ts';
import type { EntityDiscoverer, EntitySources } from '../discoverer.ts';
import type { SchemaSource } from '../model.ts';
import type { TableName } from '../../sql/statement.ts';
import { parseTableName } from '../table-key.ts';
import { writtenType } from '../written-type.ts';
import { textsOf } from '../written-text.ts';
import type { ColumnFacts } from './column-facts.ts';
import { readColumn } from './column-objects.ts';
import { readColumns, textReader } from './read-columns.ts';
import { isReverse } from './reverse.ts';

/** Migrations that call `createTable`, `renameTable`, `dropTable`: Knex, Kysely, Sequelize, TypeORM, db-migrate. */
export const schemaBuilder: EntityDiscoverer = {
  name: 'sql',
  applies: () => true,
  start(sources) {
    const schema = sources.application.flatMap((module) => {
      const changes = changesIn(sources, module).sort(by(({ line }) => line));
      return changes.length > 0 ? [{ file: module.path, changes }] : [];
    });
    return { models: [], schema, transactions: [], findAccesses: () => [], diagnostics: [] };
  },
};

type Change = SchemaSource['changes'][number];

function changesIn(sources: EntitySources, { path: file, functions }: SourceModule): Change[] {
  return functions.flatMap((code) => {
    if (isReverse(code.name)) return [];
    const builders = code.calls.flatMap((call) => {
      const { method, args } = calledMethod(call);
      const read = readers.get(method);
      const [first] = args;
      return read && first ? [{ call, args, read, first }] : [];
    });
    if (builders.length === 0) return [];
    const above = callsAbove(code);
    const place = { file, code };
    return builders.flatMap(({ call, args, read, first }) => {
      const name = tableNameIn(sources, first, place);
      if (name === null) return [];
      const builder = { sources, place, name, args, chained: above.get(call) ?? [] };
      return read(builder).map((change) => ({ line: call.line, change }));
    });
  });
}

/** A call of a method, also one that is bound for later: `db.createTable.bind(db, 'users', {})`. */
function calledMethod({ callee, arguments: args }: CallExpression): {
  readonly method: string;
  readonly args: readonly Expression[];
} {
  const method = methodOf(callee);
  if (method !== 'bind' || callee.kind !== 'member') return { method, args };
  return { method: methodOf(callee.object), args: args.slice(1) };
}

interface Builder {
  readonly sources: EntitySources;
  readonly place: Place;
  readonly name: string;
  readonly args: readonly Expression[];
  /** The calls on the result, first one first. */
  readonly chained: readonly CallExpression[];
}

const readers = new Map<string, (builder: Builder) => Change['change'][]>([
  ['createTable', create],
  ['createTableIfNotExists', create],
  ['dropTable', drop],
  ['dropTableIfExists', drop],
  ['renameTable', rename],
  ['alterTable', alter],
  ['table', alter],
  ['addColumn', addColumn],
  ['addColumns', alter],
  ['changeColumn', addColumn],
  ['removeColumn', dropColumn],
  ['dropColumn', dropColumn],
  ['dropColumns', dropColumn],
  ['renameColumn', renameColumn],
  ['addConstraint', alter],
  ['addForeignKey', addReference],
  ['createForeignKey', addReference],
  ['createForeignKeys', addReference],
]);

function create(builder: Builder): Change['change'][] {
  const { columns, keys, references } = columnsOf(builder);
  return [
    { kind: 'create', table: parseTableName(builder.name), isTemporary: false, columns, keys, references },
  ];
}

function drop({ name }: Builder): Change['change'][] {
  return [{ kind: 'drop', table: parseTableName(name) }];
}

function rename({ sources, place, name, args }: Builder): Change['change'][] {
  const to = args[1] ? tableNameIn(sources, args[1], place) : null;
  return to === null ? [] : [{ kind: 'rename', table: parseTableName(name), to: parseTableName(to) }];
}

function alter(builder: Builder): Change['change'][] {
  const table = parseTableName(builder.name);
  const renamed = builder.chained.find(({ callee }) => methodOf(callee) === 'renameTo')?.arguments[0];
  const to = renamed ? tableNameIn(builder.sources, renamed, builder.place) : null;
  if (to !== null) return [{ kind: 'rename', table, to: parseTableName(to) }];
  return changesOf(table, columnsOf(builder));
}

function changesOf(table: TableName, facts: ColumnFacts): Change['change'][] {
  return [
    ...facts.dropped.map((column) => ({ kind: 'drop-column' as const, table, column })),
    ...facts.renamed.map((each) => ({ kind: 'rename-column' as const, table, ...each })),
    ...facts.columns.map((column) => ({ kind: 'column' as const, table, column })),
    ...facts.keys.map((columns) => ({ kind: 'key' as const, table, columns })),
    ...facts.references.map((reference) => ({ kind: 'reference' as const, table, reference })),
  ];
}

/** Sequelize and db-migrate name the column second: `addColumn('orders', 'note', { type })`. */
function addColumn(builder: Builder): Change['change'][] {
  const { sources, place, name, args } = builder;
  const [, second, third] = args;
  const table = parseTableName(name);
  const column = second?.kind === 'literal' ? second.value : null;
  if (typeof column !== 'string') return alter(builder);
  const facts = readColumns(sources, place, [], []);
  const texts = textReader(sources, place);
  if (third?.kind === 'object') readColumn(facts, column, third, texts);
  else if (third) facts.columns.push({ name: column, type: writtenType(third), isNullable: null });
  return changesOf(table, facts);
}

function dropColumn({ sources, place, name, args }: Builder): Change['change'][] {
  const texts = textReader(sources, place);
  const table = parseTableName(name);
  return texts(args[1]).map((column) => ({ kind: 'drop-column', table, column }));
}

function renameColumn({ sources, place, name, args }: Builder): Change['change'][] {
  const texts = textReader(sources, place);
  const [column] = texts(args[1]);
  const [to] = texts(args[2]);
  const isKnown = column !== undefined && to !== undefined;
  return isKnown ? [{ kind: 'rename-column', table: parseTableName(name), column, to }] : [];
}

/** db-migrate names the other table second, TypeORM in an object. */
function addReference(builder: Builder): Change['change'][] {
  const { sources, place, name, args } = builder;
  const [, second] = args;
  const to = second && second.kind !== 'call' ? tableNameIn(sources, second, place) : null;
  const reference = to === null ? null : { name: null, columns: [], to: parseTableName(to), toColumns: [] };
  return reference ? [{ kind: 'reference', table: parseTableName(name), reference }] : alter(builder);
}

function columnsOf({ sources, place, args, chained }: Builder): ColumnFacts {
  return readColumns(sources, place, args, chained);
}

/** A text, or the name in `new Table({ name: 'users' })`. */
function tableNameIn(sources: EntitySources, value: Expression, place: Place): string | null {
  const named = value.kind === 'call' && value.isNew ? value.arguments[0] : value;
  const text =
    named?.kind === 'object'
      ? named.entries.find(({ key }) => key === 'name' || key === 'tableName')?.value
      : named;
  const [name] = text ? textsOf(sources, text, place) : [];
  return name !== undefined && /^[\w."`-]+$/.test(name) ? name : null;
}
