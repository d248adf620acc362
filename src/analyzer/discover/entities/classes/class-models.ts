import type { ClassCode } from '../../source/code.ts';
import { withBases } from '../../shapes/member-shapes.ts';
import type { EntitySources } from '../discoverer.ts';
import type { Model, ModelKey, SchemaSource } from '../model.ts';
import { entryOf } from '../object-entries.ts';
import { holeMark } from '../../sql/statement.ts';
import { parseTableName } from '../table-key.ts';
import { textsOf } from '../written-text.ts';
import { columnsOf, membersOf } from './class-columns.ts';
import { type RelationMember, relationOf } from './class-relations.ts';
import { type EntityDecorator, entityDecoratorOf } from './entity-decorators.ts';
import { type Naming, namingOf, snakeCase } from './naming.ts';
import { readObjectModels } from './object-models.ts';

/** The entities of libraries that map classes: TypeORM, MikroORM and what is declared like theirs. */
export interface ClassModels {
  readonly sources: EntitySources;
  readonly byClass: ReadonlyMap<ClassCode, Model>;
  /** Entities that a call declares: `new EntitySchema(…)`, `defineEntity(…)`, `model.define(…)`. */
  readonly byNode: ReadonlyMap<object, Model>;
  readonly byName: ReadonlyMap<string, Model>;
  /** What the relation properties of a model lead to, by name of the target. */
  readonly relations: ReadonlyMap<Model, ReadonlyMap<string, string>>;
  /** Names of the entities that are saved along with a model. */
  readonly savedAlong: ReadonlyMap<Model, readonly string[]>;
  /** The tables of many-to-many relations: other names for both sides. */
  readonly schema: readonly SchemaSource[];
}

export function readClassModels(sources: EntitySources): ClassModels {
  const byClass = new Map<ClassCode, Model>();
  const relations = new Map<Model, ReadonlyMap<string, string>>();
  const decoratorOf = entityDecoratorOf(sources);
  const naming = namingOf(sources);
  const joined: { readonly model: Model; readonly members: readonly RelationMember[] }[] = [];
  for (const { path, classes } of sources.application) {
    for (const code of classes) {
      const decorator = code.decorators.length > 0 ? decoratorOf(code, path) : null;
      if (!decorator) continue;
      const members = membersOf(sources, code, path);
      const related = members.flatMap((member) => relationOf(member, naming(decorator.orm)) ?? []);
      const table = tableOf(sources, code, path, decoratorOf);
      const model = toModel(sources, code, path, decorator, table, related, naming(decorator.orm));
      byClass.set(code, model);
      relations.set(model, new Map(related.map(({ property, to }) => [property, to])));
      joined.push({ model, members: related });
    }
  }
  const objects = readObjectModels(sources, byClass);
  for (const [model, properties] of objects.relations) relations.set(model, properties);
  const byName = new Map<string, Model>();
  for (const model of [...byClass.values(), ...objects.byNode.values()])
    if (!byName.has(model.name)) byName.set(model.name, model);
  const savedAlong = new Map(
    joined.map(({ model, members }) => [
      model,
      members.flatMap(({ to, isSavedAlong }) => (isSavedAlong ? [to] : [])),
    ]),
  );
  const schema = joined.flatMap(({ model, members }) => joinTables(model, members, byName));
  return { sources, byClass, byNode: objects.byNode, byName, relations, savedAlong, schema };
}

function toModel(
  sources: EntitySources,
  code: ClassCode,
  file: string,
  { orm }: EntityDecorator,
  table: string,
  related: readonly RelationMember[],
  naming: Naming,
): Model {
  const keys = related.flatMap(({ column, to, toColumns }): ModelKey[] =>
    column === null ? [] : [{ columns: [column], to, toColumns }],
  );
  const own = columnsOf(sources, membersOf(sources, code, file), file, naming);
  const known = new Set(own.map(({ name }) => name));
  const added = related.flatMap(({ column, isNullable }) =>
    column === null || known.has(column) ? [] : [{ name: column, type: null, isNullable }],
  );
  return {
    name: code.name,
    table: parseTableName(table),
    file,
    line: code.line,
    orm,
    relations: related.map(({ to, kind, isOwner }) => ({ to, kind, isOwner })),
    columns: [...own, ...added],
    foreignKeys: keys,
  };
}

/** The table that the decorator names, that of the parent for child entities, else the class name in snake case. */
function tableOf(
  sources: EntitySources,
  code: ClassCode,
  file: string,
  decoratorOf: ReturnType<typeof entityDecoratorOf>,
): string {
  const isChild = decoratorOf(code, file)?.name === 'ChildEntity';
  let table: string | null = null;
  for (const step of withBases(sources.shaper, { kind: 'class', code, file })) {
    const decorator = step.code && decoratorOf(step.code, step.file);
    if (step.code === null || !decorator || decorator.name === 'ChildEntity') continue;
    const own = namedTable(sources, decorator) ?? defaultTable(step.code.name, decorator.orm);
    const isShared = isChild || step.code === code || isRootOfHierarchy(decorator);
    if (!isShared) break;
    table = own;
    if (isChild) break;
  }
  return table ?? snakeCase(code.name);
}

/** MikroORM keeps a class and those below it in one table when the upper one names a discriminator. */
function isRootOfHierarchy({ written }: EntityDecorator): boolean {
  const args = written.kind === 'call' ? written.arguments : [];
  return args.some((each) => entryOf(each, 'discriminatorColumn', 'discriminatorMap'));
}

function defaultTable(name: string, orm: string): string {
  return orm === 'loopback' ? name : snakeCase(name);
}

/** `@Entity('orders')`, `@Entity({ name: 'orders', schema: 'sales' })`, also `tableName` and `collection`. */
function namedTable(sources: EntitySources, { written, place, given }: EntityDecorator): string | null {
  const args = (written.kind === 'call' ? written.arguments : []).flatMap((argument) => {
    const handed = argument.kind === 'name' && argument.variable ? given(argument.variable) : null;
    return handed?.expression.kind === 'object'
      ? [{ argument: handed.expression, place: handed.place }]
      : [{ argument, place }];
  });
  const textOf = (value: (typeof args)[number] | undefined) => {
    const [text] = value ? textsOf(sources, value.argument, value.place, given) : [];
    return text === undefined || text === '' || text.includes(holeMark) ? null : text;
  };
  const entry = (...keys: string[]) =>
    args.flatMap(({ argument, place: at }) => {
      const found = entryOf(argument, ...keys);
      return found ? [{ argument: found, place: at }] : [];
    })[0];
  const table =
    textOf(args.find(({ argument }) => argument.kind !== 'object')) ??
    textOf(entry('name', 'tableName', 'collection')) ??
    textOf(entry('settings') && loopbackTable(entry('settings')));
  const schema = textOf(entry('schema'));
  return table === null ? null : schema === null ? table : `${schema}.${table}`;
}

/** `@model({ settings: { postgresql: { table: 'orders' } } })`. */
function loopbackTable<T extends { readonly argument: EntityDecorator['written'] }>(
  settings: T | undefined,
): T | undefined {
  if (settings?.argument.kind !== 'object') return undefined;
  for (const { value } of settings.argument.entries) {
    const found = entryOf(value, 'table', 'collection');
    if (found) return { ...settings, argument: found };
  }
  return undefined;
}

function joinTables(
  model: Model,
  members: readonly RelationMember[],
  byName: ReadonlyMap<string, Model>,
): SchemaSource[] {
  return members.flatMap(({ joinTable, to }) => {
    const sides = [model.table, byName.get(to)?.table ?? null].flatMap((each) => each ?? []);
    if (joinTable === null || sides.length === 0) return [];
    const view = parseTableName(joinTable);
    const changes = [
      { line: model.line, change: { kind: 'drop' as const, table: view } },
      { line: model.line, change: { kind: 'view' as const, view, of: sides } },
    ];
    return [{ file: model.file, isLast: true, changes }];
  });
}
