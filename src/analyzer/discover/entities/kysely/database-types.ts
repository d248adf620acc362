import type { TypeCode } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import type { EntitySources } from '../discoverer.ts';
import type { Model } from '../model.ts';
import { declaredType, membersOf } from './declared-type.ts';
import { rowTypeName } from './row-type-name.ts';
import { parseTableName, tableKey } from '../table-key.ts';
import type { Column } from '../../sql/statement.ts';
import { typeText } from '../written-type.ts';
import { typesIn } from './types-in-module.ts';

const holders = new Set([
  'Kysely',
  'Transaction',
  'ControlledTransaction',
  'QueryCreator',
  'ExpressionBuilder',
]);

/** The tables of every type that the code gives to `Kysely`: one model per member. */
export function readDatabaseTypes(sources: EntitySources): Model[] {
  const models = new Map<string, Model>();
  for (const module of sources.application) {
    const imports = module.record.imports.some(({ specifier }) => specifier === 'kysely');
    if (!imports) continue;
    for (const database of databaseTypes(module)) {
      for (const model of modelsOf(sources, database, module.path)) {
        const key = model.table && tableKey(model.table);
        if (key !== null && !models.has(key)) models.set(key, model);
      }
    }
  }
  return [...models.values()];
}

/** First arguments of `Kysely<…>` and what carries the same type. */
function* databaseTypes(module: SourceModule): Generator<TypeCode> {
  for (const type of typesIn(module)) {
    const isHolder =
      type.kind === 'reference' &&
      type.name.variable?.origin?.specifier === 'kysely' &&
      holders.has(type.path.at(-1) ?? type.name.variable.origin.imported);
    const [database] = isHolder ? type.arguments : [];
    if (database) yield database;
  }
  for (const { calls } of module.functions) {
    for (const { callee, typeArguments, isNew } of calls) {
      const isKysely = isNew && callee.kind === 'name' && callee.variable?.origin?.specifier === 'kysely';
      const [database] = isKysely ? typeArguments : [];
      if (database) yield database;
    }
  }
}

function modelsOf(sources: EntitySources, database: TypeCode, file: string): Model[] {
  return membersOf(sources, database, file).map(({ name, type, file: memberFile, line }) => {
    const row = declaredType(sources, type, memberFile);
    const table = parseTableName(name);
    return {
      name: rowTypeName(sources, table.name, row),
      table,
      file: row?.file ?? memberFile,
      line: row?.declaration.line ?? line,
      orm: 'kysely',
      relations: [],
      columns: membersOf(sources, type, memberFile).map((column) => columnOf(column.name, column.type)),
    };
  });
}

/** `Generated<number>` is `number`; `Date | null` may be null. */
function columnOf(name: string, type: TypeCode): Column {
  const wrapped =
    type.kind === 'reference' && /^(?:Generated\w*|ColumnType|Selectable)$/.test(type.name.name);
  const text = typeText(wrapped && type.arguments[0] ? type.arguments[0] : type);
  const parts = text?.split(' | ') ?? [];
  const known = parts.filter((part) => part !== 'null');
  return {
    name,
    type: known.join(' | ') || null,
    isNullable: parts.length === 0 ? null : parts.includes('null'),
  };
}
