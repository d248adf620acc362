import type { Expression, ObjectExpression } from '../../source/code.ts';
import { isFalse, entryOf, isTrue } from '../object-entries.ts';
import { writtenType } from '../written-type.ts';
import { addReference, type ColumnFacts, type Texts } from './column-facts.ts';

/** `{ user_id: { references: { model: 'users' } } }`, `{ columns: [{ name, isUnique }], foreignKeys: [{ … }] }`. */
export function readColumnObject(found: ColumnFacts, object: ObjectExpression, texts: Texts): void {
  const [name] = texts(entryOf(object, 'name'));
  const type = entryOf(object, 'type');
  if (name !== undefined && type && !entryOf(object, 'columns', 'columnNames')) {
    readListedColumn(found, object, texts);
    return;
  }
  for (const { key, value } of object.entries) {
    if (typeof key !== 'string') continue;
    if (value.kind === 'object' && key === 'columns') readColumnObject(found, value, texts);
    else if (value.kind === 'object') readColumn(found, key, value, texts);
    else if (value.kind === 'array' && key === 'foreignKeys') {
      for (const item of value.items) readForeignKey(found, item, texts);
    } else if (value.kind === 'array' && key === 'columns') {
      for (const item of value.items) readListedColumn(found, item, texts);
    } else if (isSequelizeType(value)) {
      found.columns.push({ name: key, type: writtenType(value), isNullable: true });
    }
  }
  readReference(found, object, texts);
}

/** `title: DataTypes.STRING`: the whole column is its type. */
function isSequelizeType(value: Expression): boolean {
  const member = value.kind === 'call' ? value.callee : value;
  return (
    member.kind === 'member' &&
    member.object.kind === 'name' &&
    /^(?:DataTypes?|Sequelize|sequelize)$/.test(member.object.name)
  );
}

/** One column as an object: Sequelize, db-migrate. */
export function readColumn(found: ColumnFacts, name: string, object: ObjectExpression, texts: Texts): void {
  const type = entryOf(object, 'type');
  const isKey = isTrue(entryOf(object, 'primaryKey'));
  if (type) {
    const isNotNull = isKey || isFalse(entryOf(object, 'allowNull')) || isTrue(entryOf(object, 'notNull'));
    const [text] = type.kind === 'literal' ? texts(type) : [];
    found.columns.push({ name, type: text ?? writtenType(type), isNullable: !isNotNull });
  }
  if (isKey || isTrue(entryOf(object, 'unique'))) found.keys.push([name]);
  const references = entryOf(object, 'references') ?? entryOf(object, 'foreignKey');
  if (references?.kind !== 'object') {
    addReference(found, [name], references?.kind === 'literal' ? texts(references)[0] : undefined, []);
    return;
  }
  const model = entryOf(references, 'model') ?? entryOf(references, 'table');
  const named = model?.kind === 'object' ? entryOf(model, 'tableName') : model;
  addReference(found, [name], texts(named)[0], texts(entryOf(references, 'key', 'mapping')));
}

/** `new TableColumn({ name, type, isNullable })` and the same in a list. */
function readListedColumn(found: ColumnFacts, item: Expression, texts: Texts): void {
  const object = item.kind === 'call' ? item.arguments[0] : item;
  if (object?.kind !== 'object') return;
  const [name] = texts(entryOf(object, 'name'));
  if (name === undefined) return;
  const type = entryOf(object, 'type');
  found.columns.push({
    name,
    type: texts(type)[0] ?? writtenType(type),
    isNullable: isTrue(entryOf(object, 'isNullable')),
  });
  if (isTrue(entryOf(object, 'isPrimary')) || isTrue(entryOf(object, 'isUnique'))) found.keys.push([name]);
}

function readForeignKey(found: ColumnFacts, item: Expression, texts: Texts): void {
  const object = item.kind === 'call' ? item.arguments[0] : item;
  if (object?.kind === 'object') readReference(found, object, texts);
}

/** TypeORM: `columnNames`, `referencedTableName`; Sequelize's `addConstraint`: `fields`, `references: { table, field }`. */
function readReference(found: ColumnFacts, object: ObjectExpression, texts: Texts): void {
  addReference(
    found,
    texts(entryOf(object, 'columnNames')),
    texts(entryOf(object, 'referencedTableName'))[0],
    texts(entryOf(object, 'referencedColumnNames')),
  );
  const references = entryOf(object, 'references');
  const fields = texts(entryOf(object, 'fields'));
  if (references?.kind === 'object' && fields.length > 0)
    addReference(
      found,
      fields,
      texts(entryOf(references, 'table'))[0],
      texts(entryOf(references, 'field', 'fields')),
    );
}
