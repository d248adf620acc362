import type { EntitySources } from '../discoverer.ts';
import type { Model, ModelKey, ModelRelation, SchemaSource } from '../model.ts';
import { type PrismaField, type PrismaModel, readPrismaSchema } from './read-prisma-schema.ts';

/** A model with what its relation fields lead to. */
export interface RelatedModel {
  readonly model: Model;
  /** Field name to model name. */
  readonly relations: ReadonlyMap<string, string>;
  /** Relation fields whose key is in the own table. */
  readonly owned: ReadonlySet<string>;
}

export interface PrismaSchema {
  /** By the name of the client's property: `orderItem` for `OrderItem`. */
  readonly byProperty: ReadonlyMap<string, RelatedModel>;
  /** The tables that Prisma keeps for many-to-many relations: other names for both sides. */
  readonly schema: readonly SchemaSource[];
}

/** The models of every schema file; where two files have a model of one name, the first one counts. */
export function readPrismaModels({ project }: EntitySources): PrismaSchema {
  const byProperty = new Map<string, RelatedModel>();
  const schema: SchemaSource[] = [];
  const read = project.prismaSchemas.map((file) => ({
    file,
    models: readPrismaSchema(project.readText(file) ?? ''),
  }));
  const known = new Map(read.flatMap(({ models }) => models.map((model) => [model.name, model])));
  for (const { file, models } of read) {
    for (const model of models) {
      const property = model.name.charAt(0).toLowerCase() + model.name.slice(1);
      if (!byProperty.has(property)) byProperty.set(property, relate(file, model, known));
    }
    const changes = models.flatMap((model) => joinTables(model, known));
    if (changes.length > 0) schema.push({ file, changes });
  }
  return { byProperty, schema };
}

function relate(file: string, source: PrismaModel, known: ReadonlyMap<string, PrismaModel>): RelatedModel {
  const { name, line, schema } = source;
  const fields = source.fields.filter(({ type }) => known.has(type));
  const model: Model = {
    name,
    table: { schema, name: source.table ?? name },
    file,
    line,
    orm: 'prisma',
    relations: fields.map((field) => ({
      to: field.type,
      kind: kindOf(field, source, known),
      ...(field.isList ? {} : { isOwner: field.fields.length > 0 }),
    })),
    columns: source.fields
      .filter(({ type }) => !known.has(type))
      .map(({ column, type, isList, isOptional }) => ({
        name: column,
        type: isList ? `${type}[]` : type,
        isNullable: isOptional,
      })),
    foreignKeys: fields.flatMap(({ type, fields: own, references }): ModelKey[] =>
      own.length === 0
        ? []
        : [
            {
              columns: own.map((each) => columnOf(source, each)),
              to: type,
              toColumns: references.map((each) => columnOf(known.get(type) ?? source, each)),
            },
          ],
    ),
  };
  const owned = new Set(fields.flatMap((field) => (field.fields.length > 0 ? [field.name] : [])));
  return { model, relations: new Map(fields.map((field) => [field.name, field.type])), owned };
}

/** The column of a field; the name itself where there is no such field. */
function columnOf({ fields }: PrismaModel, field: string): string {
  return fields.find(({ name }) => name === field)?.column ?? field;
}

function kindOf(
  field: PrismaField,
  source: PrismaModel,
  known: ReadonlyMap<string, PrismaModel>,
): ModelRelation['kind'] {
  const opposite = oppositeOf(field, source, known);
  if (field.isList) return opposite?.isList ? 'many-to-many' : 'one-to-many';
  return opposite?.isList === false ? 'one-to-one' : 'many-to-one';
}

function oppositeOf(
  field: PrismaField,
  source: PrismaModel,
  known: ReadonlyMap<string, PrismaModel>,
): PrismaField | undefined {
  return known
    .get(field.type)
    ?.fields.find((each) => each.type === source.name && each.relation === field.relation && each !== field);
}

/** `_AToB`, or `_Name` for a relation with a name, is kept by Prisma and holds no more than both keys. */
function joinTables(source: PrismaModel, known: ReadonlyMap<string, PrismaModel>): SchemaSource['changes'] {
  return source.fields
    .filter((field) => field.isList && oppositeOf(field, source, known)?.isList === true)
    .flatMap((field) => {
      const sides = [source.name, field.type].sort();
      const view = { schema: source.schema, name: `_${field.relation ?? sides.join('To')}` };
      const of = sides.map((name) => ({ schema: null, name: known.get(name)?.table ?? name }));
      return [
        { line: source.line, change: { kind: 'drop' as const, table: view } },
        { line: source.line, change: { kind: 'view' as const, view, of } },
      ];
    });
}
