import type { Tree } from './parser.ts';
import { columnTypeOf } from './column-type.ts';
import type { Column, ForeignKey, SchemaChange, TableName } from './statement.ts';
import { columnsOf, identifierOf, identifiersOf, isTree, listOf, tableNameOf } from './tree-parts.ts';

/** What a parsed statement that reads some tables changes in the schema; empty for any other statement. */
export function readChanges(tree: Tree, reads: readonly TableName[]): SchemaChange[] {
  const [[kind, body] = []] = Object.entries(tree);
  if (kind === 'RenameTable') return listOf(body).flatMap(readRenamed);
  if (!isTree(body)) return [];
  switch (kind) {
    case 'CreateTable':
      return readCreateTable(body);
    case 'CreateView':
      return toView(tableNameOf(body['name']), reads);
    case 'CreateIndex':
      return readIndex(body);
    case 'AlterTable':
      return readAlterTable(body);
    case 'Drop':
      return readDrop(body);
    default:
      return [];
  }
}

function readCreateTable(body: Tree): SchemaChange[] {
  const table = tableNameOf(body['name']);
  if (!table) return [];
  const parent = tableNameOf(body['partition_of']);
  if (parent) return toView(table, [parent]);
  const columns = listOf(body['columns']);
  const constraints = [
    ...columns.flatMap(columnConstraints),
    ...listOf(body['constraints']).map(readConstraint),
  ];
  return [
    {
      kind: 'create',
      table,
      isTemporary: body['temporary'] === true,
      columns: columns.flatMap((each) => readColumn(each) ?? []),
      keys: constraints.flatMap(({ key }) => (key ? [key] : [])),
      references: constraints.flatMap(({ reference }) => reference ?? []),
    },
  ];
}

interface Constraint {
  readonly key?: readonly string[];
  readonly reference?: ForeignKey;
}

function columnConstraints(definition: Tree): Constraint[] {
  const column = identifierOf(definition['name']);
  if (column === null) return [];
  return listOf(definition['options']).map(({ name, option }) => {
    if (!isTree(option)) return {};
    if ('PrimaryKey' in option || 'Unique' in option) return { key: [column] };
    const key = isTree(option['ForeignKey']) ? option['ForeignKey'] : {};
    const to = tableNameOf(key['foreign_table']);
    const toColumns = identifiersOf(key['referred_columns']);
    return to ? { reference: { name: identifierOf(name), columns: [column], to, toColumns } } : {};
  });
}

/** A primary key is never null; a column that says nothing else is nullable. */
function readColumn(definition: Tree): Column | null {
  const name = identifierOf(definition['name']);
  if (name === null) return null;
  const options = listOf(definition['options']).map(({ option }) => option);
  return { name, type: columnTypeOf(definition['data_type']), isNullable: !options.some(isNotNull) };
}

function isNotNull(option: unknown): boolean {
  return option === 'NotNull' || (isTree(option) && 'PrimaryKey' in option);
}

function readConstraint(constraint: Tree): Constraint {
  const [[kind, body] = []] = Object.entries(constraint);
  if (!isTree(body)) return {};
  if (kind === 'PrimaryKey' || kind === 'Unique') return { key: columnsOf(body['columns']) };
  const to = kind === 'ForeignKey' ? tableNameOf(body['foreign_table']) : null;
  return to
    ? {
        reference: {
          name: identifierOf(body['name']),
          columns: identifiersOf(body['columns']),
          to,
          toColumns: identifiersOf(body['referred_columns']),
        },
      }
    : {};
}

function toView(view: TableName | null, of: readonly TableName[]): SchemaChange[] {
  return view ? [{ kind: 'view', view, of }] : [];
}

/** A partial unique index allows several rows with one key, so it is none. */
function readIndex(body: Tree): SchemaChange[] {
  const table = tableNameOf(body['table_name']);
  const columns = columnsOf(body['columns']);
  const isKey = body['unique'] === true && !body['predicate'] && columns.length > 0;
  return table && isKey ? [{ kind: 'key', table, columns }] : [];
}

function readDrop(body: Tree): SchemaChange[] {
  const isRelation = /^(?:Table|View|MaterializedView)$/.test(String(body['object_type']));
  const names = isRelation && Array.isArray(body['names']) ? body['names'] : [];
  return names.flatMap((each) => {
    const table = tableNameOf(each);
    return table ? [{ kind: 'drop' as const, table }] : [];
  });
}

function readRenamed(node: Tree): SchemaChange[] {
  const table = tableNameOf(node['old_name']);
  const to = tableNameOf(node['new_name']);
  return table && to ? [{ kind: 'rename', table, to }] : [];
}

function readAlterTable(body: Tree): SchemaChange[] {
  const table = tableNameOf(body['name']);
  if (!table) return [];
  return listOf(body['operations']).flatMap((operation): SchemaChange[] => {
    const [[kind, detail] = []] = Object.entries(operation);
    return kind !== undefined && isTree(detail) ? readOperation(table, kind, detail) : [];
  });
}

function readOperation(table: TableName, kind: string, detail: Tree): SchemaChange[] {
  switch (kind) {
    case 'AddConstraint':
      return isTree(detail['constraint']) ? toChanges(table, [readConstraint(detail['constraint'])]) : [];
    case 'AddColumn':
      return isTree(detail['column_def']) ? readAddedColumn(table, detail['column_def']) : [];
    case 'AlterColumn':
      return readAlteredColumn(table, detail);
    case 'ModifyColumn':
    case 'ChangeColumn':
      return readChangedColumn(table, detail);
    case 'RenameTable': {
      const target = isTree(detail['table_name']) ? Object.values(detail['table_name'])[0] : null;
      const to = tableNameOf(target);
      return to ? [{ kind: 'rename', table, to: { schema: to.schema ?? table.schema, name: to.name } }] : [];
    }
    case 'DropConstraint':
    case 'DropForeignKey': {
      const name = identifierOf(detail['name']);
      return name === null ? [] : [{ kind: 'drop-constraint', table, name }];
    }
    case 'DropColumn':
      return identifiersOf(detail['column_names']).map((column) => ({ kind: 'drop-column', table, column }));
    case 'RenameColumn': {
      const column = identifierOf(detail['old_column_name']);
      const to = identifierOf(detail['new_column_name']);
      return column === null || to === null ? [] : [{ kind: 'rename-column', table, column, to }];
    }
    default:
      return [];
  }
}

function readAddedColumn(table: TableName, definition: Tree): SchemaChange[] {
  const column = readColumn(definition);
  const constraints = toChanges(table, columnConstraints(definition));
  return column ? [{ kind: 'column', table, column }, ...constraints] : constraints;
}

/** `ALTER COLUMN`: one thing at a time. */
function readAlteredColumn(table: TableName, { column_name, op }: Tree): SchemaChange[] {
  const name = identifierOf(column_name);
  if (name === null) return [];
  const given = isTree(op) && isTree(op['SetDataType']) ? op['SetDataType']['data_type'] : undefined;
  const type = given === undefined ? null : columnTypeOf(given);
  const isNullable = op === 'SetNotNull' ? false : op === 'DropNotNull' ? true : null;
  return type === null && isNullable === null
    ? []
    : [{ kind: 'column', table, column: { name, type, isNullable } }];
}

/** `MODIFY COLUMN` and `CHANGE COLUMN` of MySQL: the whole definition. */
function readChangedColumn(table: TableName, detail: Tree): SchemaChange[] {
  const column = identifierOf(detail['col_name'] ?? detail['old_name']);
  const name = identifierOf(detail['new_name']) ?? column;
  if (column === null || name === null) return [];
  const options = Array.isArray(detail['options']) ? detail['options'] : [];
  const type = columnTypeOf(detail['data_type']);
  return [
    ...(name === column ? [] : [{ kind: 'rename-column' as const, table, column, to: name }]),
    { kind: 'column', table, column: { name, type, isNullable: !options.some(isNotNull) } },
  ];
}

function toChanges(table: TableName, constraints: readonly Constraint[]): SchemaChange[] {
  return constraints.flatMap(({ key, reference }): SchemaChange[] => [
    ...(key ? [{ kind: 'key' as const, table, columns: key }] : []),
    ...(reference ? [{ kind: 'reference' as const, table, reference }] : []),
  ]);
}
