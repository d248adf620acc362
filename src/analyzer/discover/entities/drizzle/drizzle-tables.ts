import type { CallExpression, Expression, Variable } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import { innermostName, methodOf, namesOf } from '../callee.ts';
import type { EntitySources } from '../discoverer.ts';
import { entityNameOf } from '../entity-name.ts';
import { heldModel, type ModelsByNode } from '../held-models.ts';
import { textsOf } from '../written-text.ts';
import type { Column } from '../../sql/statement.ts';
import { callsBelow } from '../chains.ts';
import { entryOf } from '../object-entries.ts';
import type { Model, ModelKey, ModelRelation } from '../model.ts';

export interface DrizzleTables {
  readonly byNode: ModelsByNode & ReadonlyMap<object, Model>;
  /** By the name of the variable. */
  readonly byName: ReadonlyMap<string, Model>;
}

const makers = /^(?:pg|mysql|sqlite|singlestore|cockroach|gel|mssql)(?:Table|View|MaterializedView)$/;

interface Draft {
  readonly model: Model & { relations: ModelRelation[]; columns: Column[]; foreignKeys: ModelKey[] };
  readonly call: CallExpression;
  readonly module: SourceModule;
}

/** Every `pgTable('orders', …)` that a top-level name holds, also of a schema: `pgSchema('sales').table('orders', …)`. */
export function readDrizzleTables(sources: EntitySources): DrizzleTables {
  const drafts: Draft[] = [];
  const byName = new Map<string, Model>();
  for (const module of sources.application) {
    for (const variable of module.variables.values()) {
      const draft = draftOf(sources, variable, module);
      if (!draft) continue;
      drafts.push(draft);
      if (!byName.has(variable.name)) byName.set(variable.name, draft.model);
    }
  }
  const byNode = new Map<object, Model>(drafts.map(({ call, model }) => [call, model]));
  for (const draft of drafts) {
    const keys = keysOf(sources, byNode, draft);
    draft.model.relations.push(...keys.map(({ to }) => ({ to, kind: 'many-to-one' as const })));
    draft.model.foreignKeys.push(...keys);
  }
  return { byNode, byName };
}

function draftOf(sources: EntitySources, variable: Variable, module: SourceModule): Draft | null {
  const [call] = variable.values;
  if (call?.kind !== 'call' || !call.arguments[0]) return null;
  const place = { file: module.path, code: module.code };
  const schema = schemaOf(sources, call, place);
  if (schema === undefined) return null;
  const [text] = textsOf(sources, call.arguments[0], place);
  const name = text === undefined ? undefined : (createdName(sources, call, place) ?? text);
  if (name === undefined) return null;
  const model = {
    name: entityNameOf(name),
    table: { schema, name },
    file: module.path,
    line: call.line,
    orm: 'drizzle',
    relations: [],
    columns: definitionsOf(call).map(({ key, value }) => columnOf(key, value)),
    foreignKeys: [],
  };
  return { model, call, module };
}

/** The schema of a table that a call makes, null for the default one; undefined when it makes none. */
function schemaOf(
  sources: EntitySources,
  { callee }: CallExpression,
  place: Parameters<typeof textsOf>[2],
): string | null | undefined {
  if (makers.test(innermostName(callee)) || creatorOf(callee)) return null;
  if (callee.kind !== 'member' || !/^(?:table|view)$/.test(methodOf(callee))) return undefined;
  const { object } = callee;
  const made = object.kind === 'name' ? object.variable?.values[0] : object;
  const maker =
    made?.kind === 'call' && innermostName(made.callee).endsWith('Schema') ? made.arguments[0] : undefined;
  return maker ? (textsOf(sources, maker, place)[0] ?? null) : undefined;
}

/** `const table = pgTableCreator((name) => `shop_${name}`)`: what such a function makes names of. */
function creatorOf(callee: Expression): CallExpression | null {
  const values = callee.kind === 'name' ? (callee.variable?.values ?? []) : [];
  const made = values.find(
    (value) => value.kind === 'call' && innermostName(value.callee).endsWith('TableCreator'),
  );
  return made?.kind === 'call' ? made : null;
}

function createdName(
  sources: EntitySources,
  { callee, arguments: args }: CallExpression,
  place: Parameters<typeof textsOf>[2],
): string | null {
  const creator = creatorOf(callee)?.arguments[0];
  const [given] = args;
  if (creator?.kind !== 'function' || !given) return null;
  const result = creator.code.steps.find((step) => step.kind === 'return');
  const [parameter] = creator.code.parameters;
  if (result?.kind !== 'return') return null;
  const [text] = textsOf(sources, result.value, { ...place, code: creator.code }, (variable) =>
    variable === parameter?.variable ? { expression: given, place } : null,
  );
  return text ?? null;
}

/** The columns as written: an object, or what `(t) => ({…})` returns. */
function definitionsOf({ arguments: [, given] }: CallExpression): { key: string; value: Expression }[] {
  const result = given?.kind === 'function' ? given.code.steps.find((step) => step.kind === 'return') : null;
  const object = result?.kind === 'return' ? result.value : given;
  return (object?.kind === 'object' ? object.entries : []).flatMap(({ key, value }) =>
    typeof key === 'string' ? [{ key, value }] : [],
  );
}

/** `userId: integer('user_id').notNull()`. */
function columnOf(key: string, value: Expression): Column {
  const chain = value.kind === 'call' ? [value, ...callsBelow(value)] : [];
  const start = chain.at(-1);
  const methods = chain.slice(0, -1).map(({ callee }) => methodOf(callee));
  const [first] = start?.arguments ?? [];
  const isNotNull = methods.includes('notNull') || methods.includes('primaryKey');
  return {
    name: first?.kind === 'literal' && typeof first.value === 'string' ? first.value : key,
    type: start ? (namesOf(start.callee)[0] ?? null) : null,
    isNullable: !isNotNull,
  };
}

/** `.references(() => users.id)` of columns and `foreignKey({ columns, foreignColumns: [users.id] })`. */
function keysOf(sources: EntitySources, byNode: ModelsByNode, { call, module }: Draft): ModelKey[] {
  const place = { file: module.path, code: module.code };
  const names = new Map(definitionsOf(call).map(({ key, value }) => [key, columnOf(key, value).name]));
  const targetOf = (column: Expression | undefined) =>
    column?.kind === 'member' ? heldModel(sources, byNode, column.object, { place, heir: null }) : null;
  const toKey = (own: readonly string[], columns: readonly Expression[]): ModelKey[] => {
    const model = targetOf(columns[0]);
    const toColumns = columns.flatMap((each) =>
      each.kind === 'member' ? columnIn(byNode, targetOf(each), each) : [],
    );
    return model ? [{ columns: own, to: model.table ?? model.name, toColumns }] : [];
  };
  const ofColumns = definitionsOf(call).flatMap(({ key, value }) =>
    callsIn([value]).flatMap(({ callee, arguments: [target] }) => {
      if (methodOf(callee) !== 'references' || target?.kind !== 'function') return [];
      const returned = target.code.steps.find((step) => step.kind === 'return');
      return returned?.kind === 'return' ? toKey([names.get(key) ?? key], [returned.value]) : [];
    }),
  );
  const ofTable = callsIn(call.arguments.slice(2)).flatMap(({ callee, arguments: [options] }) => {
    if (innermostName(callee) !== 'foreignKey') return [];
    const own = listIn(options, 'columns').flatMap((each) =>
      each.kind === 'member' && typeof each.property === 'string'
        ? [names.get(each.property) ?? each.property]
        : [],
    );
    return toKey(own, listIn(options, 'foreignColumns'));
  });
  return [...ofColumns, ...ofTable];
}

function listIn(options: Expression | undefined, name: string): readonly Expression[] {
  const list = entryOf(options, name);
  return list?.kind === 'array' ? list.items : [];
}

/** The column behind a property of a table. */
function columnIn(
  byNode: ModelsByNode,
  model: Model | null,
  { property }: Expression & { kind: 'member' },
): string[] {
  if (typeof property !== 'string') return [];
  for (const [node, each] of byNode) {
    if (each !== model) continue;
    const found = definitionsOf(node as CallExpression).find(({ key }) => key === property);
    return [found ? columnOf(found.key, found.value).name : property];
  }
  return [property];
}

/** Every call written in some expressions, chains and functions included. */
function callsIn(expressions: readonly Expression[]): CallExpression[] {
  const found: CallExpression[] = [];
  const open = [...expressions];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'call') {
      found.push(next);
      open.push(next.callee, ...next.arguments);
    } else if (next.kind === 'member') open.push(next.object);
    else if (next.kind === 'object') open.push(...next.entries.map(({ value }) => value));
    else if (next.kind === 'array') open.push(...next.items);
    else if (next.kind === 'cast') open.push(next.value);
    else if (next.kind === 'function') found.push(...next.code.calls);
  }
  return found;
}
