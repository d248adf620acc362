import { type Component, type Habits, ofKind } from './blueprint.ts';
import { camel, kebab, pascal } from './layout.ts';
import { classOf, type Source } from './source.ts';

/** What is done to the rows of an entity. */
export type Operation = 'get' | 'list' | 'create' | 'update' | 'remove';

const templates: Readonly<Record<Habits['orm'], Readonly<Record<Operation, string>>>> = {
  typeorm: {
    get: 'findOneBy({ id })',
    list: 'find()',
    create: 'save(input)',
    update: 'update(id, input)',
    remove: 'delete(id)',
  },
  mongoose: {
    get: 'findById(id)',
    list: 'find()',
    create: 'create(input)',
    update: 'findByIdAndUpdate(id, input)',
    remove: 'deleteOne({ _id: id })',
  },
  sequelize: {
    get: 'findByPk(id)',
    list: 'findAll()',
    create: 'create(input)',
    update: 'update(input, { where: { id } })',
    remove: 'destroy({ where: { id } })',
  },
  prisma: {
    get: 'findUnique({ where: { id } })',
    list: 'findMany()',
    create: 'create({ data: input })',
    update: 'update({ where: { id }, data: input })',
    remove: 'delete({ where: { id } })',
  },
};

/** An expression that does something to the rows of an entity. */
export function access(source: Source, entity: Component, operation: Operation): string {
  const { habits, kernel } = source.site;
  const call = templates[habits.orm][operation];
  const name = classOf(entity, habits);
  const isNest = habits.framework === 'nest';
  if (habits.orm === 'prisma') return `${prismaClient(source)}.${camel(entity.words)}.${call}`;
  if (habits.orm !== 'typeorm') return `${source.symbol(entity, name)}.${call}`;
  source.symbol(entity, name);
  if (!isNest)
    return `${source.symbol(kernel('connection') as Component, 'dataSource')}.getRepository(${name}).${call}`;
  source.package('@nestjs/typeorm', 'InjectRepository');
  const type = `${source.package('typeorm', 'Repository')}<${name}>`;
  return `${source.inject(`${camel(entity.words)}Rows`, type, `@InjectRepository(${name}) `)}.${call}`;
}

function prismaClient(source: Source): string {
  const { habits, kernel } = source.site;
  if (habits.framework === 'express') return source.symbol(kernel('prisma') as Component, 'prisma');
  return source.inject('prisma', source.symbol(kernel('prisma.service') as Component, 'PrismaService'));
}

/** Statements that write all entities or none. */
export function transaction(source: Source, entities: readonly Component[]): string[] {
  const { habits, kernel } = source.site;
  const names = entities.map((entity) => classOf(entity, habits));
  if (habits.orm === 'prisma') {
    const writes = entities.map(({ words }) => `  await tx.${camel(words)}.create({ data: input });`);
    return [`await ${prismaClient(source)}.$transaction(async (tx) => {`, ...writes, '});'];
  }
  entities.forEach((entity, index) => source.symbol(entity, names[index] as string));
  if (habits.orm === 'mongoose') {
    const session = source.package('mongoose', 'startSession');
    const writes = names.map((name) => `  await ${name}.create([input], { session });`);
    return [
      `const session = await ${session}();`,
      'await session.withTransaction(async () => {',
      ...writes,
      '});',
    ];
  }
  if (habits.orm === 'sequelize') {
    const client = source.symbol(kernel('connection') as Component, 'sequelize');
    const writes = names.map((name) => `  await ${name}.create(input, { transaction });`);
    return [`await ${client}.transaction(async (transaction) => {`, ...writes, '});'];
  }
  const client =
    habits.framework === 'nest'
      ? source.inject('dataSource', source.package('typeorm', 'DataSource'))
      : source.symbol(kernel('connection') as Component, 'dataSource');
  const writes = names.map((name) => `  await manager.save(${name}, input);`);
  return [`await ${client}.transaction(async (manager) => {`, ...writes, '});'];
}

/** The declaration of an entity. */
export function writeEntity(source: Source, entity: Component): string {
  const { orm } = source.site.habits;
  if (orm === 'typeorm') return typeormEntity(source, entity);
  return orm === 'mongoose' ? mongooseModel(source, entity) : sequelizeModel(source, entity);
}

function fieldsOf({ terms, words }: Component): string[] {
  return [...new Set(['name', ...terms.filter((_, index) => (index + words.join('').length) % 3 !== 0)])];
}

function typeormEntity(source: Source, entity: Component): string {
  const name = classOf(entity, source.site.habits);
  const base = [...entity.uses].find(({ kind }) => kind === 'kernel');
  for (const each of ['Entity', 'Column']) source.package('typeorm', each);
  const fields = fieldsOf(entity).flatMap((field) => ['  @Column()', `  ${field}!: string;`, '']);
  const relations = ofKind(entity.uses, 'entity').flatMap((other) => {
    source.package('typeorm', 'ManyToOne');
    const target = source.symbol(other, classOf(other, source.site.habits));
    return [`  @ManyToOne(() => ${target})`, `  ${camel(other.words)}!: ${target};`, ''];
  });
  const own = base
    ? []
    : [`  @${source.package('typeorm', 'PrimaryGeneratedColumn')}('uuid')`, '  id!: string;', ''];
  const heritage = base ? ` extends ${source.symbol(base, 'BaseEntity')}` : '';
  const table = entity.words.join('_');
  return [
    `@Entity('${table}s')`,
    `export class ${name}${heritage} {`,
    ...own,
    ...fields,
    ...relations,
    '}',
    '',
  ].join('\n');
}

function mongooseModel(source: Source, entity: Component): string {
  for (const each of ['Schema', 'model']) source.package('mongoose', each);
  const fields = fieldsOf(entity).map((field) => `  ${field}: { type: String },`);
  const relations = ofKind(entity.uses, 'entity').map(
    (other) => `  ${camel(other.words)}: { type: Schema.Types.ObjectId, ref: '${pascal(other.words)}' },`,
  );
  const schema = `${camel(entity.words)}Schema`;
  return [
    `const ${schema} = new Schema({`,
    ...fields,
    ...relations,
    '});',
    '',
    `export const ${classOf(entity, source.site.habits)} = model('${pascal(entity.words)}', ${schema});`,
    '',
  ].join('\n');
}

function sequelizeModel(source: Source, entity: Component): string {
  for (const each of ['DataTypes', 'Model']) source.package('sequelize', each);
  const name = classOf(entity, source.site.habits);
  const client = source.symbol(source.site.kernel('connection') as Component, 'sequelize');
  const relations = ofKind(entity.uses, 'entity').map(
    (other) => `${name}.belongsTo(${source.symbol(other, classOf(other, source.site.habits))});`,
  );
  return [
    `export class ${name} extends Model {}`,
    '',
    `${name}.init(`,
    `  {${fieldsOf(entity)
      .map((field) => ` ${field}: DataTypes.STRING`)
      .join(',')} },`,
    `  { sequelize: ${client}, tableName: '${entity.words.join('_')}s' },`,
    ');',
    ...relations,
    '',
  ].join('\n');
}

/** All entities as one Prisma schema. */
export function prismaSchema(entities: readonly Component[]): string {
  const models = entities.map((entity) => {
    const related = ofKind(entity.uses, 'entity');
    const relations = related.flatMap((other) => [
      `  ${camel(other.words)}Id String`,
      `  ${camel(other.words)} ${pascal(other.words)} @relation(fields: [${camel(other.words)}Id], references: [id])`,
    ]);
    const back = entities
      .filter(({ uses }) => uses.has(entity))
      .map((other) => `  ${camel(other.words)}s ${pascal(other.words)}[]`);
    const fields = fieldsOf(entity).map((field) => `  ${field} String`);
    return [`model ${pascal(entity.words)} {`, '  id String @id', ...fields, ...relations, ...back, '}'].join(
      '\n',
    );
  });
  return [
    'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}',
    'generator client {\n  provider = "prisma-client-js"\n}',
    ...models,
    '',
  ].join('\n\n');
}

/** Path of the routes of a component. */
export function routePath({ words }: Component): string {
  return `/${kebab(words)}${words.at(-1)?.endsWith('s') ? '' : 's'}`;
}
