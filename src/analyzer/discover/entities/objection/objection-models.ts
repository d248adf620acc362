import type { ClassCode, Expression } from '../../source/code.ts';
import { withBases } from '../../shapes/member-shapes.ts';
import { returnedBy } from '../../shapes/result-shapes.ts';
import type { Place } from '../../shapes/shaper.ts';
import type { Column } from '../../sql/statement.ts';
import { targetName } from '../classes/class-relations.ts';
import type { EntitySources } from '../discoverer.ts';
import type { Model, ModelKey, ModelRelation, SchemaSource } from '../model.ts';
import { indexModels, type ValueModels } from '../named-models.ts';
import { entryOf } from '../object-entries.ts';
import { parseTableName } from '../table-key.ts';
import { textsOf } from '../written-text.ts';

export interface ObjectionModels extends ValueModels {
  readonly schema: readonly SchemaSource[];
  relatedBy(model: Model, relation: string): Model | null;
  /** The models that relations of the names lead to, from a model and from those that they lead to. */
  reachable(model: Model, relations: readonly string[]): Model[];
}

interface Relation {
  readonly property: string;
  readonly to: string;
  readonly kind: ModelRelation['kind'];
  readonly key: { readonly columns: readonly string[]; readonly toColumns: readonly string[] } | null;
  readonly through: string | null;
}

/** Classes with a static `tableName` that extend something, with their relation mappings and JSON schemas. */
export function readObjectionModels(sources: EntitySources): ObjectionModels {
  const made: { node: ClassCode; model: Model }[] = [];
  const relations = new Map<Model, readonly Relation[]>();
  for (const { path: file, classes } of sources.application) {
    for (const code of classes) {
      const table = code.base ? staticText(sources, code, file, 'tableName') : null;
      if (table === null) continue;
      const related = relationsOf(sources, code, file);
      const model: Model = {
        name: code.name,
        table: parseTableName(table),
        file,
        line: code.line,
        orm: 'objection',
        relations: related.map(({ to, kind }) => ({ to, kind })),
        columns: columnsOf(sources, code, file),
        foreignKeys: related.flatMap(({ to, key }): ModelKey[] => (key ? [{ ...key, to }] : [])),
      };
      made.push({ node: code, model });
      relations.set(model, related);
    }
  }
  const models = indexModels(made);
  const relatedBy = (model: Model, name: string): Model | null => {
    const to = relations.get(model)?.find(({ property }) => property === name)?.to;
    return to === undefined ? null : (models.byName.get(to.toLowerCase()) ?? null);
  };
  const schema = made.flatMap(({ model }) =>
    (relations.get(model) ?? []).flatMap((each) => throughTable(models, model, each)),
  );
  return { ...models, schema, relatedBy, reachable: (model, names) => reachable(relatedBy, model, names) };
}

function reachable(
  relatedBy: (model: Model, name: string) => Model | null,
  start: Model,
  names: readonly string[],
): Model[] {
  const found = new Set<Model>();
  const open = [start];
  for (let model = open.pop(); model; model = open.pop()) {
    for (const name of names) {
      const to = relatedBy(model, name);
      if (!to || found.has(to)) continue;
      found.add(to);
      open.push(to);
    }
  }
  return [...found];
}

/** What a static field, getter or method of a class or of what it extends gives. */
function staticValue(
  { shaper }: EntitySources,
  code: ClassCode,
  file: string,
  name: string,
): { readonly values: readonly Expression[]; readonly place: Place } | null {
  for (const step of withBases(shaper, { kind: 'class', code, file })) {
    const member = step.code?.statics.get(name);
    if (!member || step.code === null) continue;
    const place = { file: step.file, code: member.code ?? step.code.initialiser };
    return { values: member.code ? returnedBy(member.code) : member.values, place };
  }
  return null;
}

function staticText(sources: EntitySources, code: ClassCode, file: string, name: string): string | null {
  const found = staticValue(sources, code, file, name);
  const [value] = found?.values ?? [];
  const [text] = value && found ? textsOf(sources, value, found.place) : [];
  return text !== undefined && /^[\w.]+$/.test(text) ? text : null;
}

/** `jsonSchema.properties`. */
function columnsOf(sources: EntitySources, code: ClassCode, file: string): Column[] {
  const [schema] = staticValue(sources, code, file, 'jsonSchema')?.values ?? [];
  const properties = entryOf(schema, 'properties');
  const required = entryOf(schema, 'required');
  const names = new Set(
    required?.kind === 'array'
      ? required.items.map((each) => (each.kind === 'literal' ? each.value : null))
      : [],
  );
  return (properties?.kind === 'object' ? properties.entries : []).flatMap(({ key, value }) => {
    if (typeof key !== 'string') return [];
    const type = entryOf(value, 'type');
    const text = type?.kind === 'literal' ? String(type.value) : null;
    return [{ name: key, type: text, isNullable: !names.has(key) }];
  });
}

const kinds: readonly (readonly [pattern: RegExp, kind: ModelRelation['kind']])[] = [
  [/^BelongsToOne/, 'many-to-one'],
  [/^HasMany/, 'one-to-many'],
  [/^(?:HasOne$|HasOneRelation)/, 'one-to-one'],
  [/^HasOneThrough/, 'many-to-many'],
  [/^ManyToMany/, 'many-to-many'],
];

function relationsOf(sources: EntitySources, code: ClassCode, file: string): Relation[] {
  const found = staticValue(sources, code, file, 'relationMappings');
  return (found?.values ?? []).flatMap((mappings) =>
    (mappings.kind === 'object' ? mappings.entries : []).flatMap(({ key, value }) =>
      typeof key === 'string' && found ? (relationOf(sources, key, value, found.place) ?? []) : [],
    ),
  );
}

function relationOf(
  sources: EntitySources,
  property: string,
  value: Expression,
  place: Place,
): Relation | null {
  const relation = entryOf(value, 'relation');
  const name = relation?.kind === 'member' && typeof relation.property === 'string' ? relation.property : '';
  const kind = kinds.find(([pattern]) => pattern.test(name))?.[1];
  const target = entryOf(value, 'modelClass');
  const to = target ? modelName(sources, target, place) : null;
  if (!kind || to === null) return null;
  const join = entryOf(value, 'join');
  const columns = columnsIn(sources, entryOf(join, 'from'), place);
  const toColumns = columnsIn(sources, entryOf(join, 'to'), place);
  const through = columnsIn(sources, entryOf(entryOf(join, 'through'), 'from'), place, true)[0] ?? null;
  const key = kind === 'many-to-one' && columns.length > 0 ? { columns, toColumns } : null;
  return { property, to, kind, key, through };
}

/** `Animal`, `() => Animal`, `'Animal'`, `path.join(__dirname, 'Animal')`, `require('./Animal')`. */
function modelName(sources: EntitySources, target: Expression, place: Place): string | null {
  if (target.kind === 'import') return lastName(target.specifier);
  if (target.kind === 'member' && target.object.kind === 'import') return targetName(target);
  if (target.kind === 'call') {
    const last = target.arguments.at(-1);
    return last ? lastName(textsOf(sources, last, place)[0] ?? null) : null;
  }
  const origin = target.kind === 'name' ? target.variable?.origin : null;
  if (origin && (origin.imported === '=' || origin.imported === 'default')) {
    const [shape] = sources.shaper.ofExpression(target, place);
    if (shape?.kind === 'class') return shape.code.name;
  }
  const name = targetName(target);
  return name?.includes('/') ? lastName(name) : name;
}

function lastName(path: string | null): string | null {
  return (
    path
      ?.split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? null
  );
}

/** The columns of `'orders.user_id'`, or their table. */
function columnsIn(
  sources: EntitySources,
  value: Expression | undefined,
  place: Place,
  isTable = false,
): string[] {
  const values = value?.kind === 'array' ? value.items : value ? [value] : [];
  return values.flatMap((each) => {
    const [text = ''] = textsOf(sources, each, place);
    const end = text.lastIndexOf('.');
    const part = isTable ? text.slice(0, Math.max(end, 0)) : text.slice(end + 1);
    return /^[\w.]+$/.test(part) ? [part] : [];
  });
}

function throughTable(models: ValueModels, from: Model, { through, to }: Relation): SchemaSource[] {
  const isModel = [...models.byNode.values()].some(({ table }) => table?.name === through);
  if (through === null || isModel) return [];
  const view = parseTableName(through);
  const of = [from.table, models.byName.get(to.toLowerCase())?.table].flatMap((each) => each ?? []);
  const changes = [
    { line: from.line, change: { kind: 'drop' as const, table: view } },
    { line: from.line, change: { kind: 'view' as const, view, of } },
  ];
  return [{ file: from.file, isLast: true, changes }];
}
