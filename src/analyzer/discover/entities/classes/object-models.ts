import type { CallExpression, ClassCode, Expression } from '../../source/code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { type Column, holeMark } from '../../sql/statement.ts';
import { innermostName, methodOf, namesOf } from '../callee.ts';
import { callsAbove, callsBelow } from '../chains.ts';
import type { EntitySources } from '../discoverer.ts';
import type { Model, ModelKey, ModelRelation } from '../model.ts';
import { entryOf, isTrue } from '../object-entries.ts';
import { parseTableName } from '../table-key.ts';
import { textsOf } from '../written-text.ts';
import { writtenType } from '../written-type.ts';
import { targetName } from './class-relations.ts';
import { snakeCase } from './naming.ts';

export interface ObjectModels {
  readonly byNode: ReadonlyMap<object, Model>;
  readonly relations: ReadonlyMap<Model, ReadonlyMap<string, string>>;
}

/** A property of an entity that an object describes. */
interface Property {
  readonly name: string;
  readonly column: Column | null;
  readonly relation: (ModelRelation & { readonly to: string; readonly column: string | null }) | null;
}

/** Entities of `new EntitySchema({…})` (TypeORM, MikroORM), `defineEntity({…})` (MikroORM) and `model.define(…)` (Medusa). */
export function readObjectModels(
  sources: EntitySources,
  byClass: ReadonlyMap<ClassCode, Model>,
): ObjectModels {
  const byNode = new Map<object, Model>();
  const relations = new Map<Model, ReadonlyMap<string, string>>();
  for (const { path: file, functions } of sources.application) {
    for (const code of functions) {
      for (const call of code.calls) {
        const found = modelOf(sources, call, { file, code }, byClass);
        if (!found) continue;
        byNode.set(call, found.model);
        for (const above of callsAbove(code).get(call) ?? []) byNode.set(above, found.model);
        relations.set(
          found.model,
          new Map(found.properties.flatMap(({ name, relation }) => (relation ? [[name, relation.to]] : []))),
        );
      }
    }
  }
  return { byNode, relations };
}

interface Found {
  readonly model: Model;
  readonly properties: readonly Property[];
}

function modelOf(
  sources: EntitySources,
  call: CallExpression,
  place: Place,
  byClass: ReadonlyMap<ClassCode, Model>,
): Found | null {
  const name = innermostName(call.callee);
  if (name === 'EntitySchema' && call.isNew) return ofSchema(sources, call, place, byClass);
  if (name === 'defineEntity') return ofSchema(sources, call, place, byClass);
  const isDsl = name === 'define' && namesOf(call.callee)[1] === 'model';
  return isDsl ? ofDsl(sources, call, place) : null;
}

function ofSchema(
  sources: EntitySources,
  call: CallExpression,
  place: Place,
  byClass: ReadonlyMap<ClassCode, Model>,
): Found | null {
  const [options] = call.arguments;
  if (options?.kind !== 'object') return null;
  const target = entryOf(options, 'target', 'class');
  const named = entryOf(options, 'name');
  const name = (named && textsOf(sources, named, place)[0]) ?? (target && targetName(target)) ?? null;
  const given = entryOf(options, 'properties', 'columns');
  if (name === null || name.includes(holeMark) || (!given && !entryOf(options, 'tableName'))) return null;
  const isMikro = entryOf(options, 'properties') !== undefined;
  const properties = [
    ...propertiesIn(given, isMikro),
    ...propertiesIn(entryOf(options, 'relations'), isMikro),
  ];
  const table = entryOf(options, 'tableName', 'collection');
  const schema = entryOf(options, 'schema');
  const [text] = table ? textsOf(sources, table, place) : [];
  const [folder] = schema ? textsOf(sources, schema, place) : [];
  const full = text === undefined ? snakeCase(name) : text;
  const orm = isMikro ? 'mikro-orm' : 'typeorm';
  const model = toModel(
    name,
    folder === undefined ? full : `${folder}.${full}`,
    call,
    place,
    orm,
    properties,
  );
  const known = target ? sources.shaper.ofExpression(target, place) : [];
  const declared = known.find((shape) => shape.kind === 'class');
  if (declared?.kind === 'class' && byClass.has(declared.code)) return null;
  return { model, properties };
}

/** `model.define('order_line', {…})`, `model.define({ name, tableName }, {…})`: Medusa adds what every table has. */
function ofDsl(sources: EntitySources, call: CallExpression, place: Place): Found | null {
  const [options, given] = call.arguments;
  const named = options && (entryOf(options, 'name') ?? options);
  const [name] = named && named.kind !== 'object' ? textsOf(sources, named, place) : [];
  if (name === undefined || !/^[\w.-]+$/.test(name) || given?.kind !== 'object') return null;
  const table = options ? entryOf(options, 'tableName') : undefined;
  const [text = snakeCase(name)] = table ? textsOf(sources, table, place) : [];
  const bare = name.slice(name.lastIndexOf('.') + 1);
  const label = bare.replace(/(?:^|[_-]+)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const properties = propertiesIn(given, true);
  return { model: toModel(label, text, call, place, 'medusa', properties), properties };
}

function toModel(
  name: string,
  table: string,
  { line }: CallExpression,
  { file }: Place,
  orm: string,
  properties: readonly Property[],
): Model {
  const related = properties.flatMap(({ relation }) => relation ?? []);
  const keys = related.flatMap(({ to, column }): ModelKey[] =>
    column === null ? [] : [{ columns: [column], to, toColumns: [] }],
  );
  const columns = properties.flatMap(({ column }) => column ?? []);
  return {
    name,
    table: parseTableName(table),
    file,
    line,
    orm,
    relations: related.map(({ to, kind, isOwner }) => ({ to, kind, isOwner })),
    columns,
    foreignKeys: keys,
  };
}

/** The entries of an object, or of the one that `(p) => ({…})` returns. */
function propertiesIn(given: Expression | undefined, isSnake: boolean): Property[] {
  if (given?.kind === 'function') {
    const result = given.code.steps.find((step) => step.kind === 'return');
    return result?.kind === 'return' ? propertiesIn(result.value, isSnake) : [];
  }
  if (given?.kind !== 'object') return [];
  return given.entries.flatMap(({ key, value }) =>
    typeof key === 'string' ? (propertyOf(key, value, isSnake) ?? []) : [],
  );
}

function propertyOf(name: string, value: Expression, isSnake: boolean): Property | null {
  if (value.kind === 'object') return describedProperty(name, value, isSnake);
  if (value.kind === 'call') return builtProperty(name, value, isSnake);
  if (value.kind === 'function') {
    const result = value.code.steps.find((step) => step.kind === 'return');
    return result?.kind === 'return' ? propertyOf(name, result.value, isSnake) : null;
  }
  return null;
}

const kinds: readonly (readonly [pattern: RegExp, kind: ModelRelation['kind']])[] = [
  [/^(?:m:1|many-?to-?one|belongsTo)$/i, 'many-to-one'],
  [/^(?:1:m|one-?to-?many|hasMany)$/i, 'one-to-many'],
  [/^(?:1:1|one-?to-?one|hasOne)$/i, 'one-to-one'],
  [/^(?:m:n|many-?to-?many)$/i, 'many-to-many'],
];

function kindOf(text: string): ModelRelation['kind'] | undefined {
  return kinds.find(([pattern]) => pattern.test(text.replaceAll('_', '')))?.[1];
}

/** `{ type: 'varchar', nullable: true }`, `{ type: 'many-to-one', target: 'User', joinColumn: { name } }`. */
function describedProperty(name: string, value: Expression, isSnake: boolean): Property {
  const kind = kindOf(wordOf(entryOf(value, 'kind', 'reference')) ?? wordOf(entryOf(value, 'type')) ?? '');
  const own = isSnake ? snakeCase(name) : name;
  const given = wordOf(entryOf(value, 'name', 'fieldName'));
  const isNullable = isTrue(entryOf(value, 'nullable'));
  const target = entryOf(value, 'target', 'entity') ?? (kind && entryOf(value, 'type'));
  const to = kind && target ? targetName(target) : null;
  if (!kind || to === null) {
    const type = writtenType(entryOf(value, 'columnType', 'type'));
    return { name, column: { name: given ?? own, type, isNullable }, relation: null };
  }
  const join = entryOf(value, 'joinColumn');
  const isOwner = kind === 'many-to-one' || join !== undefined || isTrue(entryOf(value, 'owner'));
  const isKept = isOwner && kind !== 'many-to-many';
  const key = wordOf(entryOf(join, 'name')) ?? given ?? (isSnake ? `${own}_id` : `${name}Id`);
  return {
    name,
    column: isKept ? { name: key, type: null, isNullable } : null,
    relation: { to, kind, isOwner, column: isKept ? key : null },
  };
}

/** `p.string().nullable()`, `model.belongsTo(() => User, { mappedBy: 'orders' })`. */
function builtProperty(name: string, call: CallExpression, isSnake: boolean): Property | null {
  const chain = [call, ...callsBelow(call)];
  const start = chain.at(-1) ?? call;
  const modifiers = chain
    .slice(0, -1)
    .map(({ callee, arguments: args }) => ({ method: methodOf(callee), args }));
  const method = methodOf(start.callee);
  if (method === '') return null;
  const renamed = modifiers.find((each) => each.method === 'fieldName' || each.method === 'name');
  const own = wordOf(renamed?.args[0]) ?? (isSnake ? snakeCase(name) : name);
  const isNullable = modifiers.some((each) => each.method === 'nullable');
  const kind = kindOf(method);
  const to = kind && start.arguments[0] ? targetName(start.arguments[0]) : null;
  if (!kind || to === null) {
    const type = method === 'type' ? writtenType(start.arguments[0]) : method;
    return { name, column: { name: own, type, isNullable }, relation: null };
  }
  const isOwner = kind === 'many-to-one';
  const key = renamed ? own : `${own}_id`;
  return {
    name,
    column: isOwner ? { name: key, type: null, isNullable } : null,
    relation: {
      to,
      kind,
      isOwner: kind === 'many-to-many' ? undefined : isOwner,
      column: isOwner ? key : null,
    },
  };
}

/** A text, or the last name of `ReferenceKind.MANY_TO_ONE`. */
function wordOf(value: Expression | undefined): string | null {
  if (value?.kind === 'literal') return typeof value.value === 'string' ? value.value : null;
  return value?.kind === 'member' && typeof value.property === 'string' ? value.property : null;
}
