import type { CallExpression, ClassCode, Expression } from '../../source/code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { namesOf } from '../callee.ts';
import type { EntitySources } from '../discoverer.ts';
import { entityNameOf, plural } from '../entity-name.ts';
import { indexModels, type ValueModels } from '../named-models.ts';
import { entriesIn, entryOf } from '../object-entries.ts';
import { textsOf } from '../written-text.ts';
import type { Model, ModelRelation } from '../model.ts';

export interface MongooseModels extends ValueModels {
  /** What the fields of a model refer to, by name of the other model. */
  readonly fields: ReadonlyMap<Model, ReadonlyMap<string, string>>;
}

interface Reference {
  readonly field: string;
  readonly to: string;
  readonly isList: boolean;
}

/** Models of `model('Order', schema)`, of Nest's `@Schema` classes and of Typegoose. */
export function readMongooseModels(sources: EntitySources): MongooseModels {
  const made: { node: object; model: Model; references: readonly Reference[] }[] = [];
  for (const module of sources.application) {
    for (const code of module.functions) {
      const place = { file: module.path, code };
      for (const call of code.calls) made.push(...modelOf(sources, call, place));
    }
    for (const type of module.classes) made.push(...decoratedModel(sources, type, module.path));
  }
  const fields = new Map(
    made.map(({ model, references }) => [model, new Map(references.map(({ field, to }) => [field, to]))]),
  );
  return { ...indexModels(made), fields };
}

function modelOf(
  sources: EntitySources,
  call: CallExpression,
  place: Place,
): { node: object; model: Model; references: readonly Reference[] }[] {
  const [first, schema, collection] = call.arguments;
  if (namesOf(call.callee)[0] !== 'model' || !first || !schema || schema.kind === 'function') return [];
  const [name] = textsOf(sources, first, place);
  if (name === undefined || !/^\w+$/.test(name)) return [];
  const made = schemaBehind(schema);
  const given = collection ?? entryOf(made?.arguments[1], 'collection');
  const [table] = given ? textsOf(sources, given, place) : [];
  const [definition] = made?.arguments ?? [];
  const references = definition ? referencesIn(sources, definition, place) : [];
  const label = /^[A-Z]/.test(name) ? name : entityNameOf(name);
  const model = toModel(label, table ?? plural(name.toLowerCase()), place.file, call.line, references);
  return [{ node: call, model, references }];
}

/** The `new Schema(…)` that an expression names. */
function schemaBehind(schema: Expression): CallExpression | null {
  const [value] = schema.kind === 'name' ? (schema.variable?.values ?? []) : [schema];
  return value?.kind === 'call' && value.isNew ? value : null;
}

/** Fields with `ref`, outermost field first: the field is the entry around it. */
function referencesIn(sources: EntitySources, definition: Expression, place: Place): Reference[] {
  if (definition.kind !== 'object') return [];
  return definition.entries.flatMap(({ key, value }) => {
    if (typeof key !== 'string') return [];
    return [...entriesIn(value)].flatMap((entry): Reference[] => {
      const [to] =
        entry.key === 'ref' && entry.value.kind === 'literal' ? textsOf(sources, entry.value, place) : [];
      return to === undefined ? [] : [{ field: key, to, isList: entry.isList }];
    });
  });
}

function toModel(
  name: string,
  collection: string,
  file: string,
  line: number,
  references: readonly Reference[],
): Model {
  const relations: ModelRelation[] = references.map(({ to, isList }) => ({
    to,
    kind: isList ? 'many-to-many' : 'many-to-one',
  }));
  return { name, table: { schema: null, name: collection }, file, line, orm: 'mongoose', relations };
}

/** `@Schema({ collection })` of Nest; a schema without `_id` is part of another one. */
function decoratedModel(
  sources: EntitySources,
  type: ClassCode,
  file: string,
): { node: object; model: Model; references: readonly Reference[] }[] {
  const decorator = type.decorators.find((each) => namesOf(each)[0] === 'Schema');
  if (!decorator) return [];
  const options = decorator.kind === 'call' ? decorator.arguments[0] : undefined;
  const id = entryOf(options, '_id');
  if (id?.kind === 'literal' && id.value === false) return [];
  const place = { file, code: type.initialiser };
  const given = entryOf(options, 'collection');
  const [collection] = given ? textsOf(sources, given, place) : [];
  const references = [...type.members.values()].flatMap(({ name, decorators }) =>
    decorators.flatMap((each) => {
      const [property] = each.kind === 'call' && namesOf(each)[0] === 'Prop' ? each.arguments : [];
      return property ? fieldReferences(sources, name, property, place) : [];
    }),
  );
  const table = collection ?? plural(type.name.toLowerCase());
  return [{ node: type, model: toModel(type.name, table, file, type.line, references), references }];
}

/** `@Prop({ type: ObjectId, ref: 'User' })`, `ref: User.name`, or a list of them. */
function fieldReferences(
  sources: EntitySources,
  field: string,
  property: Expression,
  place: Place,
): Reference[] {
  return [...entriesIn(property)].flatMap(({ key, value, isList }): Reference[] => {
    if (key !== 'ref') return [];
    const isName = value.kind === 'member' && value.property === 'name' && value.object.kind === 'name';
    const to = isName && value.object.kind === 'name' ? value.object.name : textsOf(sources, value, place)[0];
    return to === undefined ? [] : [{ field, to, isList }];
  });
}
