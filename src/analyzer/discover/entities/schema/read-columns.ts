import type { CallExpression, Expression, FunctionCode } from '../../source/code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { methodOf } from '../callee.ts';
import { callsAbove, callsBelow } from '../chains.ts';
import type { EntitySources } from '../discoverer.ts';
import { textsOf } from '../written-text.ts';
import { addReference, type ColumnFacts, type Texts } from './column-facts.ts';
import { readColumnObject } from './column-objects.ts';

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
  const found: ColumnFacts = { columns: [], keys: [], references: [], dropped: [], renamed: [] };
  const texts = textReader(sources, place);
  for (const argument of args) {
    if (argument.kind === 'function') readCallback(found, argument.code, texts);
    const object = argument.kind === 'call' && argument.isNew ? argument.arguments[0] : argument;
    if (object?.kind === 'object') readColumnObject(found, object, texts);
  }
  for (const call of chained) readChained(found, call, texts);
  return found;
}

export function textReader(sources: EntitySources, place: Place): Texts {
  return (value) => textsIn(sources, place, value);
}

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

/** `users.id` as table and column. */
function splitColumn(text: string): { readonly table: string; readonly column: string } {
  const end = text.lastIndexOf('.');
  return { table: text.slice(0, Math.max(end, 0)), column: text.slice(end + 1) };
}

/** `table.integer('user_id').references('id').inTable('users')`, `.references('users.id')`, `table.foreign(…)`. */
function readCallback(found: ColumnFacts, code: FunctionCode, texts: Texts): void {
  const above = callsAbove(code);
  for (const call of code.calls) {
    const method = methodOf(call.callee);
    const below = [...callsBelow(call)];
    const start = below.at(-1) ?? call;
    const columns = texts(start.arguments[0]);
    const [given] = texts(call.arguments[0]);
    if (method === 'inTable') {
      const named = below.find(({ callee }) => methodOf(callee) === 'references');
      addReference(found, columns, given, texts(named?.arguments[0]));
    }
    if (method === 'references' && given?.includes('.')) {
      const { table, column } = splitColumn(given);
      addReference(found, columns, table, [column]);
    }
    if (keyMethods.has(method) && columns.length > 0) found.keys.push(columns);
    if (start === call) readKnexColumn(found, call, columns, (above.get(call) ?? []).map(methodName));
  }
  for (const inner of code.nested) readCallback(found, inner, texts);
}

const keyMethods = new Set(['primary', 'unique', 'primaryKey']);
const constraintMethods = new Set(
  'foreign primary unique index dropForeign dropIndex dropUnique dropPrimary raw comment engine charset collate inherits setNullable dropNullable queryContext check'.split(
    ' ',
  ),
);

function methodName({ callee }: CallExpression): string {
  return methodOf(callee);
}

/** `table.string('name', 100).notNullable()`, `table.increments()`, `table.timestamps()`. */
function readKnexColumn(
  found: ColumnFacts,
  { callee, arguments: args }: CallExpression,
  names: readonly string[],
  modifiers: readonly string[],
): void {
  const type = methodOf(callee);
  const [name, second] = names;
  if (/^drop(?:Column|Columns)$/.test(type)) found.dropped.push(...names);
  else if (type === 'dropTimestamps') found.dropped.push('created_at', 'updated_at');
  else if (type === 'renameColumn') {
    const [, to] = args;
    if (name !== undefined && to?.kind === 'literal')
      found.renamed.push({ column: name, to: String(to.value) });
  } else if (type === 'timestamps') {
    for (const each of ['created_at', 'updated_at'])
      found.columns.push({ name: each, type: 'timestamp', isNullable: null });
  } else if (/^(?:big)?[iI]ncrements$/.test(type)) {
    found.columns.push({ name: name ?? 'id', type, isNullable: false });
    found.keys.push([name ?? 'id']);
  } else if (name !== undefined && second === undefined && !constraintMethods.has(type)) {
    const isNotNull = modifiers.includes('notNullable') || modifiers.includes('primary');
    found.columns.push({ name, type, isNullable: !isNotNull });
  }
}

/** `.addColumn('user_id', 'integer', (c) => c.references('users.id'))`, `.addForeignKeyConstraint(name, columns, table)`. */
function readChained(found: ColumnFacts, { callee, arguments: args }: CallExpression, texts: Texts): void {
  const [first, second, third, fourth] = args;
  switch (methodOf(callee)) {
    case 'addForeignKeyConstraint':
      return addReference(found, texts(second), texts(third)[0], texts(fourth));
    case 'addUniqueConstraint':
    case 'addPrimaryKeyConstraint':
      found.keys.push(texts(second));
      return;
    case 'dropColumn':
      found.dropped.push(...texts(first));
      return;
    case 'renameColumn': {
      const [column] = texts(first);
      const [to] = texts(second);
      if (column !== undefined && to !== undefined) found.renamed.push({ column, to });
      return;
    }
    case 'addColumn':
    case 'modifyColumn':
      return readBuiltColumn(found, texts(first), texts(second)[0] ?? null, third, texts);
    default:
  }
}

function readBuiltColumn(
  found: ColumnFacts,
  names: readonly string[],
  type: string | null,
  build: Expression | undefined,
  texts: Texts,
): void {
  const [name] = names;
  if (name === undefined) return;
  const calls = build?.kind === 'function' ? build.code.calls : [];
  const methods = calls.map(methodName);
  const isNotNull = methods.includes('notNull') || methods.includes('primaryKey');
  found.columns.push({ name, type, isNullable: !isNotNull });
  for (const call of calls) {
    const [target] = texts(call.arguments[0]);
    if (methodName(call) === 'references' && target) {
      const { table, column } = splitColumn(target);
      addReference(found, names, table, [column]);
    }
    if (keyMethods.has(methodName(call))) found.keys.push([name]);
  }
}
