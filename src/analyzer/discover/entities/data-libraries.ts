import { by } from '../../../lib/ordered.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { CallExpression } from '../source/code.ts';
import type { Access } from './access.ts';
import { methodOf } from './callee.ts';
import type { EntitySources } from './discoverer.ts';

interface Place {
  readonly file: string;
  readonly line: number;
}

const maxPlaces = 5;

/**
 * What keeps the entities from being all there are: libraries of data that nothing here reads, libraries that are read
 * but of which nothing was found, and models that are chosen at run time. One diagnostic for each library and kind.
 */
export function blindSpots(sources: EntitySources, accesses: readonly Access[]): Diagnostic[] {
  const imports = importsOf(sources);
  const vias = new Set(accesses.map(({ via }) => via.split('.')[0] ?? ''));
  const unknown = [...imports].flatMap(([name, places]) =>
    unread.has(name) || unread.has(name.split('/')[0] ?? '')
      ? [
          diagnostic(
            'DATA_LIBRARY_UNREAD',
            'warning',
            `${name} is used in ${filesOf(places)}, and nothing of its data is read`,
            places,
          ),
        ]
      : [],
  );
  const silent = [...imports].flatMap(([name, places]) => {
    const library = followed.get(name);
    return library === undefined || library.some((via) => vias.has(via))
      ? []
      : [
          diagnostic(
            'DATA_LIBRARY_SILENT',
            'note',
            `${name} is used in ${filesOf(places)}, and no access through it was found`,
            places,
          ),
        ];
  });
  return [...unknown, ...silent, ...dynamicModels(sources, vias)];
}

function filesOf({ length }: readonly Place[]): string {
  return length === 1 ? '1 file' : `${length} files`;
}

function diagnostic(
  code: string,
  severity: Diagnostic['severity'],
  message: string,
  places: readonly Place[],
): Diagnostic {
  const shown = places.slice(0, maxPlaces).map(({ file, line }) => `${file}:${line}`);
  const more = places.length > shown.length ? ` and ${places.length - shown.length} more` : '';
  const [first] = places;
  return {
    severity,
    code,
    message: `${message} (${shown.join(', ')}${more})`,
    ...(first && { location: { path: first.file, line: first.line } }),
  };
}

/** The first import of each package in each file, by package. */
function importsOf({ application, resolver }: EntitySources): Map<string, Place[]> {
  const found = new Map<string, Place[]>();
  for (const { path: file, record } of application) {
    const seen = new Set<string>();
    for (const { specifier, line, kind, names, isTypeOnly } of record.imports) {
      const isBare = kind === 'static' && names.length === 0;
      if (isTypeOnly || isBare || specifier.startsWith('.')) continue;
      const resolution = resolver.resolve(file, specifier);
      if (resolution.kind !== 'package' || seen.has(resolution.name)) continue;
      seen.add(resolution.name);
      found.set(resolution.name, [...(found.get(resolution.name) ?? []), { file, line }]);
    }
  }
  return new Map([...found].sort(by(([name]) => name)));
}

const finders = new Set(
  (
    'findAll findByPk findAndCountAll findOne findById findMany findFirst findUnique findOneAndUpdate findByIdAndUpdate ' +
    'updateOne updateMany deleteOne deleteMany insertMany bulkCreate countDocuments aggregate'
  ).split(' '),
);
const modelLibraries = ['bookshelf', 'mongoose', 'objection', 'sequelize'];

/** `models[name].findAll()`, `mongoose.model(name).find()`: one for the whole project. */
function dynamicModels({ application }: EntitySources, vias: ReadonlySet<string>): Diagnostic[] {
  const library = modelLibraries.find((each) => vias.has(each));
  if (library === undefined) return [];
  const places = application.flatMap(({ path: file, functions }) =>
    functions.flatMap(({ calls }) => calls.filter(isDynamic).map(({ line }) => ({ file, line }))),
  );
  const message = `${places.length} calls choose their model of ${library} at run time: the accesses are missing`;
  return places.length === 0 ? [] : [diagnostic('MODEL_DYNAMIC', 'note', message, places)];
}

function isDynamic({ callee }: CallExpression): boolean {
  if (callee.kind !== 'member' || !finders.has(methodOf(callee))) return false;
  const { object } = callee;
  if (object.kind === 'member')
    return typeof object.property !== 'string' && object.property.kind !== 'literal';
  const [name, second] = object.kind === 'call' ? object.arguments : [];
  const isModel = object.kind === 'call' && methodOf(object.callee) === 'model';
  return isModel && second === undefined && name !== undefined && name.kind !== 'literal';
}

/** Packages whose accesses are found, with the words that their accesses start with. */
const followed: ReadonlyMap<string, readonly string[]> = new Map([
  ['@mikro-orm/core', ['mikro-orm']],
  ['@prisma/client', ['prisma', 'sql']],
  ['@typegoose/typegoose', ['mongoose']],
  ['better-sqlite3', ['sql', 'knex', 'kysely', 'drizzle']],
  ['bookshelf', ['bookshelf', 'knex']],
  ['drizzle-orm', ['drizzle']],
  ['knex', ['knex', 'objection', 'bookshelf', 'sql']],
  ['kysely', ['kysely', 'sql']],
  ['mongodb', ['mongodb', 'mongoose', 'typeorm', 'mikro-orm']],
  ['mongoose', ['mongoose']],
  ['mysql', ['sql', 'knex', 'kysely', 'drizzle', 'typeorm', 'sequelize']],
  ['mysql2', ['sql', 'knex', 'kysely', 'drizzle', 'typeorm', 'sequelize']],
  ['objection', ['objection', 'knex']],
  ['pg', ['sql', 'knex', 'kysely', 'drizzle', 'typeorm', 'sequelize', 'prisma']],
  ['pg-promise', ['sql']],
  ['postgres', ['sql', 'drizzle', 'kysely']],
  ['sequelize', ['sequelize', 'sql']],
  ['sequelize-typescript', ['sequelize', 'sql']],
  ['slonik', ['sql']],
  ['sqlite3', ['sql', 'knex', 'sequelize', 'typeorm']],
  ['typeorm', ['typeorm', 'sql']],
]);

/** Databases and mappers that nothing here reads. */
const unread = new Set(
  (
    '@aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb @azure/cosmos @clickhouse/client @elastic/elasticsearch ' +
    '@google-cloud/bigquery @google-cloud/bigtable @google-cloud/datastore @google-cloud/spanner @influxdata/influxdb-client ' +
    '@instantdb/admin @neo4j/graphql @opensearch-project/opensearch ' +
    '@seald-io/nedb @supabase/supabase-js @typedorm/core @xata.io/client ampersand-model arangojs ' +
    'cassandra-driver caminte cloudant convex couchbase couchdb dexie dynamodb-toolbox dynamoose edgedb electrodb elasticsearch ' +
    'express-cassandra fauna faunadb gel gremlin gun influx jugglingdb level leveldown lowdb loopback-datasource-juggler ' +
    'massive minimongo nano nedb neo4j neo4j-driver neode nohm orientjs orm ottoman parse pouchdb realm redis-om ' +
    'rethinkdb rethinkdbdash rxdb sails-disk sails-mongo sails-mysql sails-postgresql scylladb sqlocal surrealdb surrealdb.js ' +
    'thinky tiny-pg trilogy waterline wetland zapatos'
  ).split(' '),
);
