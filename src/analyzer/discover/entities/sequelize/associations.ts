import type { ClassCode, Expression, FunctionCode } from '../../source/code.ts';
import { withBases } from '../../shapes/member-shapes.ts';
import { innermostName, methodOf } from '../callee.ts';
import { targetName } from '../classes/class-relations.ts';
import type { EntitySources } from '../discoverer.ts';
import { plural } from '../entity-name.ts';
import { modelIn, type ValueModels } from '../named-models.ts';
import { entryOf } from '../object-entries.ts';
import { parseTableName } from '../table-key.ts';
import { textsOf } from '../written-text.ts';
import type { Model, ModelRelation, SchemaSource } from '../model.ts';
import type { Draft } from './draft.ts';

const associations: ReadonlyMap<string, ModelRelation['kind']> = new Map([
  ['hasmany', 'one-to-many'],
  ['hasone', 'one-to-one'],
  ['belongsto', 'many-to-one'],
  ['belongstomany', 'many-to-many'],
]);

interface Associations {
  /** Names and tables of models, in lower case: a join table among them is an entity. */
  readonly tables: ReadonlySet<string>;
  readonly aliases: Map<Model, Map<string, Model>>;
  readonly schema: SchemaSource[];
}

/** Reads `Order.belongsTo(models.User, { as: 'buyer' })` and `@BelongsTo(() => User)` into the models. */
export function relateAll(sources: EntitySources, models: ValueModels): Associations {
  const tables = new Set(
    [...models.byNode.values()].flatMap(({ name, table }) => [
      name.toLowerCase(),
      (table?.name ?? name).toLowerCase(),
    ]),
  );
  const found: Associations = { tables, aliases: new Map(), schema: [] };
  for (const module of sources.application) {
    for (const code of module.functions) relateCalls(sources, models, code, module.path, found);
    for (const type of module.classes) relateDecorators(sources, models, type, module.path, found);
  }
  return found;
}

function relateCalls(
  sources: EntitySources,
  models: ValueModels,
  code: FunctionCode,
  file: string,
  found: Associations,
): void {
  const place = { file, code };
  const scope = { place, heir: null };
  for (const { callee, arguments: args } of code.calls) {
    const kind = associations.get(methodOf(callee).toLowerCase());
    const [target, options] = args;
    if (!kind || !target || callee.kind !== 'member') continue;
    const own = callee.object.kind === 'this' ? code.self : null;
    const from = own ? models.byNode.get(own) : modelIn(sources, models, callee.object, scope);
    const to = modelIn(sources, models, target, scope);
    const text = (value: Expression | undefined) =>
      value ? (textsOf(sources, value, place)[0] ?? null) : null;
    const key = entryOf(options, 'foreignKey');
    const as = text(entryOf(options, 'as'));
    const foreignKey = text(entryOf(key, 'name', 'fieldName') ?? (key?.kind === 'object' ? undefined : key));
    const through = entryOf(options, 'through');
    const joinTable = through?.kind === 'literal' ? text(through) : null;
    if (from && to) relate(from as Draft, to as Draft, { kind, as, foreignKey, joinTable }, found);
  }
}

function relateDecorators(
  { shaper }: EntitySources,
  models: ValueModels,
  type: ClassCode,
  file: string,
  found: Associations,
): void {
  const from = models.byNode.get(type);
  if (!from) return;
  const members = [...withBases(shaper, { kind: 'class', code: type, file })].flatMap(({ code }) => [
    ...(code?.members.values() ?? []),
  ]);
  for (const { name: as, decorators } of members) {
    for (const decorator of decorators) {
      const kind = associations.get(innermostName(decorator).toLowerCase());
      const [target, second] = decorator.kind === 'call' ? decorator.arguments : [];
      const name = target ? targetName(target) : null;
      const to = name === null ? undefined : models.byName.get(name.toLowerCase());
      const key = second?.kind === 'object' ? entryOf(second, 'foreignKey') : second;
      const foreignKey = key?.kind === 'literal' && kind !== 'many-to-many' ? String(key.value) : null;
      const joinTable = kind === 'many-to-many' && second?.kind === 'literal' ? String(second.value) : null;
      if (kind && to) relate(from as Draft, to as Draft, { kind, as, foreignKey, joinTable }, found);
    }
  }
}

interface Association {
  readonly kind: ModelRelation['kind'];
  readonly as: string | null;
  readonly foreignKey: string | null;
  readonly joinTable: string | null;
}

/** What an association says replaces what the columns of the model said about the same table. */
function relate(
  from: Draft,
  to: Draft,
  { kind, as, foreignKey, joinTable }: Association,
  found: Associations,
): void {
  const { relations } = from;
  const known = relations.findIndex((each) => typeof each.to !== 'string' && each.to.name === to.table?.name);
  if (known >= 0) relations.splice(known, 1);
  relations.push({ to: to.name, kind, ...(kind === 'one-to-one' && { isOwner: false }) });
  const aliases = found.aliases.get(from) ?? new Map<string, Model>();
  found.aliases.set(from, aliases);
  const single = to.name.charAt(0).toLowerCase() + to.name.slice(1);
  for (const name of as === null ? [single, plural(single), to.name, plural(to.name)] : [as])
    aliases.set(name, to);
  if (kind === 'many-to-many') {
    if (joinTable !== null && !found.tables.has(joinTable.toLowerCase()))
      found.schema.push(joinView(from, to, joinTable));
    return;
  }
  const [owner, other] = kind === 'many-to-one' ? [from, to] : [to, from];
  const column = foreignKey ?? `${kind === 'many-to-one' ? (as ?? single) : lowerFirst(from.name)}Id`;
  const isKnown = owner.foreignKeys.some(
    (key) => key.columns.join() === column || (foreignKey === null && isTo(key.to, other)),
  );
  if (!isKnown) owner.foreignKeys.push({ columns: [column], to: other.table ?? other.name, toColumns: [] });
}

function isTo(to: Draft['foreignKeys'][number]['to'], model: Model): boolean {
  return typeof to === 'string' ? to === model.name : to.name === model.table?.name;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** A table that only holds both keys is another name for both sides. */
function joinView(from: Model, to: Model, joinTable: string): SchemaSource {
  const view = parseTableName(joinTable);
  const of = [from.table, to.table].flatMap((each) => each ?? []);
  const changes = [
    { line: from.line, change: { kind: 'drop' as const, table: view } },
    { line: from.line, change: { kind: 'view' as const, view, of } },
  ];
  return { file: from.file, isLast: true, changes };
}
