import type { CallExpression, Expression, Variable } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import { methodOf, namesOf } from '../callee.ts';
import type { EntitySources } from '../discoverer.ts';
import { entityNameOf } from '../entity-name.ts';
import { heldModel, type ModelsByNode } from '../held-models.ts';
import { textsOf } from '../written-text.ts';
import type { Model, ModelRelation } from '../model.ts';

export interface DrizzleTables {
  readonly byNode: ModelsByNode & ReadonlyMap<object, Model>;
  /** By the name of the variable. */
  readonly byName: ReadonlyMap<string, Model>;
}

const makers = /^(?:pg|mysql|sqlite|singlestore|cockroach|gel|mssql)(?:Table|View|MaterializedView)$/;

interface Draft {
  readonly model: Model & { relations: ModelRelation[] };
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
  for (const draft of drafts) draft.model.relations.push(...relationsOf(sources, byNode, draft));
  return { byNode, byName };
}

function draftOf(sources: EntitySources, variable: Variable, module: SourceModule): Draft | null {
  const [call] = variable.values;
  if (call?.kind !== 'call' || !call.arguments[0]) return null;
  const place = { file: module.path, code: module.code };
  const schema = schemaOf(sources, call, place);
  if (schema === undefined) return null;
  const [name] = textsOf(sources, call.arguments[0], place);
  if (name === undefined) return null;
  const model = {
    name: entityNameOf(name),
    table: { schema, name },
    file: module.path,
    line: call.line,
    orm: 'drizzle',
    relations: [],
  };
  return { model, call, module };
}

/** The schema of a table that a call makes, null for the default one; undefined when it makes none. */
function schemaOf(
  sources: EntitySources,
  { callee }: CallExpression,
  place: Parameters<typeof textsOf>[2],
): string | null | undefined {
  if (makers.test(namesOf(callee)[0] ?? '')) return null;
  if (callee.kind !== 'member' || !/^(?:table|view)$/.test(methodOf(callee))) return undefined;
  const { object } = callee;
  const made = object.kind === 'name' ? object.variable?.values[0] : object;
  const maker =
    made?.kind === 'call' && namesOf(made.callee)[0]?.endsWith('Schema') ? made.arguments[0] : undefined;
  return maker ? (textsOf(sources, maker, place)[0] ?? null) : undefined;
}

/** `.references(() => users.id)` of columns and `foreignKey({ foreignColumns: [users.id] })`. */
function relationsOf(sources: EntitySources, byNode: ModelsByNode, { call, module }: Draft): ModelRelation[] {
  const place = { file: module.path, code: module.code };
  return callsIn(call.arguments).flatMap((each) => {
    const [target] = each.arguments;
    const returned =
      target?.kind === 'function' ? target.code.steps.find((step) => step.kind === 'return') : undefined;
    const columns =
      methodOf(each.callee) === 'references' && returned?.kind === 'return'
        ? [returned.value]
        : foreignColumns(each);
    return columns.flatMap((column) => {
      const model =
        column.kind === 'member' ? heldModel(sources, byNode, column.object, { place, heir: null }) : null;
      return model ? [{ to: model.table ?? model.name, kind: 'many-to-one' as const }] : [];
    });
  });
}

function foreignColumns({ callee, arguments: [options] }: CallExpression): readonly Expression[] {
  if (namesOf(callee)[0] !== 'foreignKey' || options?.kind !== 'object') return [];
  const columns = options.entries.find(({ key }) => key === 'foreignColumns')?.value;
  return columns?.kind === 'array' ? columns.items.slice(0, 1) : [];
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
