import type { CallExpression, ClassCode, Expression } from '../../source/code.ts';
import type { Place } from '../../shapes/shaper.ts';
import type { Column } from '../../sql/statement.ts';
import { innermostName, methodOf, namesOf } from '../callee.ts';
import type { EntitySources } from '../discoverer.ts';
import { entityNameOf } from '../entity-name.ts';
import { indexModels, type ValueModels } from '../named-models.ts';
import { entryOf } from '../object-entries.ts';
import { textsOf } from '../written-text.ts';
import type { Model, ModelRelation } from '../model.ts';
import { collectionNameOf } from './collection-name.ts';
import {
  decoratedFields,
  type Fields,
  fieldsOf,
  noFields,
  type Reference,
  virtualsOf,
} from './schema-fields.ts';

export interface MongooseModels extends ValueModels {
  /** What the fields of a model refer to, by name of the other model. */
  readonly fields: ReadonlyMap<Model, ReadonlyMap<string, string>>;
}

interface Made {
  readonly node: object;
  readonly model: Model;
  readonly references: readonly Reference[];
}

/** Models of `model('Order', schema)` and its like, of Nest's `forFeature` and `@Schema` classes, and of Typegoose. */
export function readMongooseModels(sources: EntitySources): MongooseModels {
  const made: Made[] = [];
  const derived: { readonly call: CallExpression; readonly place: Place }[] = [];
  for (const { path: file, functions } of sources.application) {
    for (const code of functions) {
      const place = { file, code };
      for (const call of code.calls) {
        made.push(...modelOf(sources, call, place));
        if (methodOf(call.callee) === 'discriminator') derived.push({ call, place });
      }
    }
  }
  const known = new Set(made.map(({ model }) => model.name.toLowerCase()));
  for (const { path, classes } of sources.application) {
    for (const type of classes)
      made.push(
        ...decoratedModel(sources, type, path).filter(({ model }) => !known.has(model.name.toLowerCase())),
      );
  }
  for (const { call, place } of derived) made.push(...discriminated(sources, call, place, made));
  const fields = new Map(
    made.map(({ model, references }) => [model, new Map(references.map(({ field, to }) => [field, to]))]),
  );
  return { ...indexModels(made), fields };
}

function modelOf(sources: EntitySources, call: CallExpression, place: Place): Made[] {
  const [first, second, third] = call.arguments;
  switch (innermostName(call.callee)) {
    case 'model':
      return first && second && second.kind !== 'function'
        ? named(sources, call, first, second, third, place)
        : [];
    case 'forFeature':
    case 'forFeatureAsync':
      return first?.kind === 'array'
        ? first.items.flatMap((each) => ofFeature(sources, call, each, place))
        : [];
    case 'getModelForClass':
    case 'buildModel':
      return first ? ofClass(sources, call, first, place) : [];
    default:
      return [];
  }
}

/** `model('Order', schema, 'orders')`. */
function named(
  sources: EntitySources,
  call: CallExpression,
  nameValue: Expression,
  schema: Expression,
  collection: Expression | undefined,
  place: Place,
): Made[] {
  const [name] = textsOf(sources, nameValue, place);
  if (name === undefined || !/^\w+$/.test(name)) return [];
  const made = schemaBehind(sources, schema, place);
  const options = made?.call.arguments[1];
  const given = collection ?? entryOf(options, 'collection');
  const [table] =
    given && (given.kind !== 'object' || collection)
      ? textsOf(sources, given, made && !collection ? made.place : place)
      : [];
  const label = /^[A-Z]/.test(name) ? name : entityNameOf(name);
  const fields = made ? withVirtuals(sources, made) : noFields;
  const model = toModel(label, table ?? collectionNameOf(name), place.file, call.line, fields);
  return [{ node: call, model, references: fields.references }];
}

interface MadeSchema {
  readonly call: CallExpression;
  readonly place: Place;
  /** The name that the schema has in its file. */
  readonly name: string | null;
}

/** The `new Schema(…)` that an expression names, in this file or where it is imported from. */
function schemaBehind(sources: EntitySources, schema: Expression, place: Place): MadeSchema | null {
  if (schema.kind === 'call') return schema.isNew ? { call: schema, place, name: null } : null;
  if (schema.kind === 'cast') return schemaBehind(sources, schema.value, place);
  if (schema.kind !== 'name' || !schema.variable) return null;
  const { origin, values, owner, name } = schema.variable;
  if (!origin) {
    const call = values.find((value) => value.kind === 'call');
    return call?.kind === 'call' && call.isNew
      ? { call, place: { file: place.file, code: owner }, name }
      : null;
  }
  const found = sources.linker.imported(place.file, origin.specifier, origin.imported);
  const module = found?.kind === 'declaration' ? sources.modules.get(found.file) : undefined;
  const variable = found?.kind === 'declaration' ? module?.variables.get(found.name) : undefined;
  const call = variable?.values.find((value) => value.kind === 'call');
  return call?.kind === 'call' && call.isNew && module && variable
    ? { call, place: { file: module.path, code: module.code }, name: variable.name }
    : null;
}

function withVirtuals(sources: EntitySources, { call, place, name }: MadeSchema): Fields {
  const [definition] = call.arguments;
  const own = definition ? fieldsOf(sources, definition, place) : noFields;
  const module = sources.modules.get(place.file);
  const virtual = name !== null && module ? virtualsOf(sources, module, name) : [];
  return { columns: own.columns, references: [...own.references, ...virtual] };
}

/** `{ name: 'Order', schema: OrderSchema, collection: 'orders' }`, where the schema is made by hand. */
function ofFeature(sources: EntitySources, call: CallExpression, feature: Expression, place: Place): Made[] {
  const name = entryOf(feature, 'name');
  const schema = entryOf(feature, 'schema');
  if (!name || !schema || name.kind === 'member') return [];
  return schemaBehind(sources, schema, place)
    ? named(sources, { ...call }, name, schema, entryOf(feature, 'collection'), place)
    : [];
}

/** Typegoose: `getModelForClass(Order)`. */
function ofClass(sources: EntitySources, call: CallExpression, type: Expression, place: Place): Made[] {
  for (const shape of sources.shaper.ofExpression(type, place)) {
    if (shape.kind !== 'class') continue;
    const { code, file } = shape;
    const at = { file, code: code.initialiser };
    const decorator = code.decorators.find((each) => innermostName(each) === 'modelOptions');
    const options = decorator?.kind === 'call' ? decorator.arguments[0] : undefined;
    const given =
      entryOf(entryOf(options, 'schemaOptions'), 'collection') ??
      entryOf(entryOf(call.arguments[1], 'schemaOptions'), 'collection');
    const [collection] = given ? textsOf(sources, given, at) : [];
    const fields = decoratedFields(sources, code, file);
    const model = toModel(code.name, collection ?? collectionNameOf(code.name), file, code.line, fields);
    return [
      { node: call, model, references: fields.references },
      { node: code, model, references: fields.references },
    ];
  }
  return [];
}

/** `Order.discriminator('Refund', schema)` is kept in the collection of `Order`. */
function discriminated(
  sources: EntitySources,
  call: CallExpression,
  place: Place,
  made: readonly Made[],
): Made[] {
  const [first, schema] = call.arguments;
  const [name] = first ? textsOf(sources, first, place) : [];
  const base = namesOf(call.callee)[1]
    ?.replace(/Model$/, '')
    .toLowerCase();
  const parent = made.find(({ model }) => model.name.toLowerCase() === base);
  if (name === undefined || !/^\w+$/.test(name) || !parent?.model.table) return [];
  const found = schema ? schemaBehind(sources, schema, place) : null;
  const own = found ? withVirtuals(sources, found) : noFields;
  const fields = {
    columns: [...(parent.model.columns ?? []), ...own.columns],
    references: [...parent.references, ...own.references],
  };
  const model = toModel(name, parent.model.table.name, place.file, call.line, fields);
  return [{ node: call, model, references: fields.references }];
}

function toModel(
  name: string,
  collection: string,
  file: string,
  line: number,
  { columns, references }: { readonly columns: readonly Column[]; readonly references: readonly Reference[] },
): Model {
  const relations: ModelRelation[] = references.map(({ to, isList, isVirtual }) =>
    isVirtual
      ? { to, kind: 'one-to-many' }
      : { to, kind: isList ? 'many-to-many' : 'many-to-one', isOwner: true },
  );
  const keys = references.filter(({ isVirtual }) => !isVirtual);
  return {
    name,
    table: { schema: null, name: collection },
    file,
    line,
    orm: 'mongoose',
    relations,
    columns,
    foreignKeys: keys.map(({ field, to }) => ({ columns: [field], to, toColumns: ['_id'] })),
  };
}

/** `@Schema({ collection })` of Nest; a schema without `_id` is part of another one. */
function decoratedModel(sources: EntitySources, type: ClassCode, file: string): Made[] {
  const decorator = type.decorators.find((each) => innermostName(each) === 'Schema');
  if (!decorator) return [];
  const options = decorator.kind === 'call' ? decorator.arguments[0] : undefined;
  const id = entryOf(options, '_id');
  if (id?.kind === 'literal' && id.value === false) return [];
  const given = entryOf(options, 'collection');
  const [collection] = given ? textsOf(sources, given, { file, code: type.initialiser }) : [];
  const fields = decoratedFields(sources, type, file);
  const model = toModel(type.name, collection ?? collectionNameOf(type.name), file, type.line, fields);
  return [{ node: type, model, references: fields.references }];
}
