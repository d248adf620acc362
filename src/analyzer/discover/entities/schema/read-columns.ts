import type { CallExpression, Expression, FunctionCode, ObjectExpression } from '../../source/code.ts';
import type { Place } from '../../shapes/shaper.ts';
import type { ForeignKey } from '../../sql/statement.ts';
import { methodOf } from '../callee.ts';
import { callsBelow } from '../chains.ts';
import type { EntitySources } from '../discoverer.ts';
import { entryOf, isTrue } from '../object-entries.ts';
import { parseTableName } from '../table-key.ts';
import { textsOf } from '../written-text.ts';

export interface ColumnFacts {
  readonly columns: string[];
  readonly keys: string[][];
  readonly references: ForeignKey[];
}

/**
 * The columns, keys and references that a table is defined with: by a callback (Knex), by objects (Sequelize,
 * db-migrate, TypeORM) or by a chain of calls (Kysely).
 */
export function readColumns(
  sources: EntitySources,
  place: Place,
  args: readonly Expression[],
  chained: readonly CallExpression[],
): ColumnFacts {
  const found: ColumnFacts = { columns: [], keys: [], references: [] };
  const texts = (value: Expression | undefined) => textsIn(sources, place, value);
  for (const argument of args) {
    if (argument.kind === 'function') readCallback(found, argument.code, texts);
    const object = argument.kind === 'call' && argument.isNew ? argument.arguments[0] : argument;
    if (object?.kind === 'object') readObject(found, object, texts);
  }
  for (const call of chained) readChained(found, call, texts);
  return found;
}

type Texts = (value: Expression | undefined) => string[];

/** One text, or those of a list. */
function textsIn(sources: EntitySources, place: Place, value: Expression | undefined): string[] {
  if (!value) return [];
  if (value.kind === 'array') return value.items.flatMap((item) => textsIn(sources, place, item));
  if (
    value.kind !== 'literal' &&
    value.kind !== 'template' &&
    value.kind !== 'name' &&
    value.kind !== 'member'
  )
    return [];
  return textsOf(sources, value, place).slice(0, 1);
}

/** `table.integer('user_id').references('id').inTable('users')`, `.references('users.id')`, `table.foreign(…)`. */
function readCallback(found: ColumnFacts, { calls, nested }: FunctionCode, texts: Texts): void {
  for (const call of calls) {
    const method = methodOf(call.callee);
    const start = [...callsBelow(call)].at(-1) ?? call;
    const columns = texts(start.arguments[0]);
    if (method === 'inTable') addReference(found, columns, texts(call.arguments[0])[0]);
    if (method === 'references' && texts(call.arguments[0])[0]?.includes('.')) {
      addReference(found, columns, texts(call.arguments[0])[0]?.split('.').slice(0, -1).join('.'));
    }
    if (/^(?:primary|unique|primaryKey)$/.test(method) && columns.length > 0) found.keys.push(columns);
    if (start === call && columns.length === 1 && !constraintMethods.has(method))
      found.columns.push(...columns);
  }
  for (const inner of nested) readCallback(found, inner, texts);
}

const constraintMethods = new Set([
  'foreign',
  'primary',
  'unique',
  'index',
  'dropColumn',
  'dropForeign',
  'raw',
]);

function addReference(found: ColumnFacts, columns: readonly string[], table: string | undefined): void {
  if (table) found.references.push({ name: null, columns, to: parseTableName(table) });
}

/** `{ user_id: { references: { model: 'users' } } }`, `{ columns: [{ name, isUnique }], foreignKeys: [{ … }] }`. */
function readObject(found: ColumnFacts, object: ObjectExpression, texts: Texts): void {
  for (const { key, value } of object.entries) {
    if (typeof key !== 'string') continue;
    if (value.kind === 'object' && key === 'columns') readObject(found, value, texts);
    else if (value.kind === 'object') readColumn(found, key, value, texts);
    else if (value.kind === 'array' && key === 'foreignKeys') {
      for (const item of value.items) readForeignKey(found, item, texts);
    } else if (value.kind === 'array' && key === 'columns') {
      for (const item of value.items) readListedColumn(found, item, texts);
    }
  }
  const referenced = texts(entryOf(object, 'referencedTableName'))[0];
  addReference(found, texts(entryOf(object, 'columnNames')), referenced);
}

function readColumn(found: ColumnFacts, column: string, object: ObjectExpression, texts: Texts): void {
  found.columns.push(column);
  if (isTrue(entryOf(object, 'primaryKey')) || isTrue(entryOf(object, 'unique'))) found.keys.push([column]);
  const references = entryOf(object, 'references') ?? entryOf(object, 'foreignKey');
  if (references?.kind !== 'object') return;
  const model = entryOf(references, 'model') ?? entryOf(references, 'table');
  const named = model?.kind === 'object' ? entryOf(model, 'tableName') : model;
  addReference(found, [column], texts(named)[0]);
}

function readListedColumn(found: ColumnFacts, item: Expression, texts: Texts): void {
  if (item.kind !== 'object') return;
  const columns = texts(entryOf(item, 'name'));
  found.columns.push(...columns);
  const isKey = isTrue(entryOf(item, 'isPrimary')) || isTrue(entryOf(item, 'isUnique'));
  if (isKey) found.keys.push(columns);
}

function readForeignKey(found: ColumnFacts, item: Expression, texts: Texts): void {
  const object = item.kind === 'call' ? item.arguments[0] : item;
  if (object?.kind !== 'object') return;
  addReference(
    found,
    texts(entryOf(object, 'columnNames')),
    texts(entryOf(object, 'referencedTableName'))[0],
  );
}

/** `.addColumn('user_id', 'integer', (c) => c.references('users.id'))`, `.addForeignKeyConstraint(name, columns, table)`. */
function readChained(found: ColumnFacts, { callee, arguments: args }: CallExpression, texts: Texts): void {
  const method = methodOf(callee);
  const [first, second, third] = args;
  if (method === 'addForeignKeyConstraint') addReference(found, texts(second), texts(third)[0]);
  if (/^add(?:Unique|PrimaryKey)Constraint$/.test(method)) found.keys.push(texts(second));
  if (method !== 'addColumn') return;
  const columns = texts(first);
  found.columns.push(...columns);
  if (third?.kind !== 'function') return;
  for (const { callee: inner, arguments: given } of third.code.calls) {
    const target = texts(given[0])[0];
    if (methodOf(inner) === 'references' && target) {
      addReference(found, columns, target.split('.').slice(0, -1).join('.'));
    }
    if (/^(?:primaryKey|unique)$/.test(methodOf(inner))) found.keys.push(columns);
  }
}
