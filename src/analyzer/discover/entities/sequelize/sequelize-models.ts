import type { CallExpression, ClassCode, Expression } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { innermostName, methodOf } from '../callee.ts';
import type { EntitySources } from '../discoverer.ts';
import { entityNameOf, plural } from '../entity-name.ts';
import { snakeCase } from '../classes/naming.ts';
import { indexModels, type ValueModels } from '../named-models.ts';
import { entryOf, isTrue } from '../object-entries.ts';
import type { ColumnFacts } from '../schema/column-facts.ts';
import { readColumnObject } from '../schema/column-objects.ts';
import { textReader } from '../schema/read-columns.ts';
import { parseTableName } from '../table-key.ts';
import { textsOf } from '../written-text.ts';
import type { Model, ModelRelation, SchemaSource } from '../model.ts';
import type { Draft } from './draft.ts';
import { decoratedColumns } from './decorated-columns.ts';
import { relateAll } from './associations.ts';

export interface SequelizeModels extends ValueModels {
  /** What associations call the other models, by model. */
  readonly aliases: ReadonlyMap<Model, ReadonlyMap<string, Model>>;
  readonly schema: readonly SchemaSource[];
}

/** Models of `define`, of `init` and of `@Table`, with their associations. */
export function readSequelizeModels(sources: EntitySources): SequelizeModels {
  const made: { node: object; model: Draft }[] = [];
  for (const module of sources.application) {
    for (const code of module.functions) {
      const place = { file: module.path, code };
      for (const call of code.calls) made.push(...modelOf(sources, call, place));
    }
    for (const type of module.classes) made.push(...decoratedModel(sources, type, module));
  }
  const models = indexModels(made);
  return { ...models, ...relateAll(sources, models) };
}

function modelOf(
  sources: EntitySources,
  call: CallExpression,
  place: Place,
): { node: object; model: Draft }[] {
  const [first, second, third] = call.arguments;
  switch (methodOf(call.callee)) {
    case 'define': {
      const [name] =
        first && (second?.kind === 'object' || second?.kind === 'name') ? textsOf(sources, first, place) : [];
      const attributes = objectBehind(second);
      if (name === undefined || !/^\w+$/.test(name) || !attributes) return [];
      return [{ node: call, model: draft(sources, name, attributes, third, place, call.line) }];
    }
    case 'init': {
      const isModel = entryOf(second, 'sequelize', 'tableName', 'modelName') ?? entriesOfSequelize(second);
      const type = isModel ? classBehind(call.callee, place) : null;
      return type
        ? [{ node: type, model: draft(sources, type.name, objectBehind(first), second, place, type.line) }]
        : [];
    }
    default:
      return [];
  }
}

/** `{ ...options, sequelize }` keeps its entries; `{ sequelize: db }` too. */
function entriesOfSequelize(options: Expression | undefined): Expression | undefined {
  return options?.kind === 'object' && options.entries.some(({ key }) => key === null) ? options : undefined;
}

/** An object literal, also behind a name of the same file. */
function objectBehind(value: Expression | undefined): Expression | undefined {
  if (value?.kind !== 'name') return value?.kind === 'object' ? value : undefined;
  return value.variable?.values.find(({ kind }) => kind === 'object');
}

/** `Order.init(…)`, and `super.init(…)` in a static method of the class. */
function classBehind(callee: Expression, { code }: Place): ClassCode | null {
  if (callee.kind !== 'member') return null;
  if (callee.object.kind === 'super' || callee.object.kind === 'this') return code.self;
  const [value] = callee.object.kind === 'name' ? (callee.object.variable?.values ?? []) : [];
  return value?.kind === 'class' ? value.code : null;
}

function draft(
  sources: EntitySources,
  name: string,
  attributes: Expression | undefined,
  options: Expression | undefined,
  place: Place,
  line: number,
): Draft {
  const facts: ColumnFacts = { columns: [], keys: [], references: [], dropped: [], renamed: [] };
  if (attributes?.kind === 'object') readColumnObject(facts, attributes, textReader(sources, place));
  const rename = isTrue(entryOf(options, 'underscored')) ? snakeCase : (column: string) => column;
  return {
    name: /^[A-Z]/.test(name) ? name : entityNameOf(name),
    table: parseTableName(tableOf(sources, name, options, place)),
    file: place.file,
    line,
    orm: 'sequelize',
    relations: facts.references.map(({ to }): ModelRelation => ({ to, kind: 'many-to-one' })),
    columns: facts.columns.map((column) => ({ ...column, name: rename(column.name) })),
    foreignKeys: facts.references.map(({ columns, to, toColumns }) => ({
      columns: columns.map(rename),
      to,
      toColumns,
    })),
  };
}

function tableOf(
  sources: EntitySources,
  name: string,
  options: Expression | undefined,
  place: Place,
): string {
  const given = entryOf(options, 'tableName');
  const [table] = given ? textsOf(sources, given, place) : [];
  if (table !== undefined) return table;
  const named = entryOf(options, 'modelName');
  const [label = name] = named ? textsOf(sources, named, place) : [];
  const own = isTrue(entryOf(options, 'underscored')) ? snakeCase(label) : label;
  return isTrue(entryOf(options, 'freezeTableName')) ? own : plural(own);
}

/** sequelize-typescript: `@Table`, `@Table('orders')`, `@Table({ tableName: 'orders' })`. */
function decoratedModel(
  sources: EntitySources,
  type: ClassCode,
  { path }: SourceModule,
): { node: object; model: Draft }[] {
  const table = type.decorators.find((each) => innermostName(each) === 'Table');
  if (!table || !isOfSequelize(sources, table, type, path)) return [];
  const options = table.kind === 'call' ? table.arguments[0] : undefined;
  const place = { file: path, code: type.initialiser };
  const model = draft(sources, type.name, undefined, options, place, type.line);
  const { columns, foreignKeys } = decoratedColumns(sources, type, path);
  const rename = isTrue(entryOf(options, 'underscored')) ? snakeCase : (column: string) => column;
  model.columns.push(...columns.map((column) => ({ ...column, name: rename(column.name) })));
  model.foreignKeys.push(...foreignKeys.map((key) => ({ ...key, columns: key.columns.map(rename) })));
  return [{ node: type, model }];
}

/** A decorator of Sequelize; one of which that is not known counts on a class that extends something. */
function isOfSequelize({ shaper }: EntitySources, table: Expression, code: ClassCode, file: string): boolean {
  const callee = table.kind === 'call' ? table.callee : table;
  const [shape] = shaper.ofExpression(callee, { file, code: code.initialiser.parent ?? code.initialiser });
  if (shape?.kind === 'external' && shape.package !== 'global') return /^@?sequelize/.test(shape.package);
  return code.base !== null;
}
