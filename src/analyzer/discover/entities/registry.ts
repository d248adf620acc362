import { bookshelf } from './bookshelf/bookshelf.ts';
import { classOrms } from './classes/class-orms.ts';
import { firestoreCollections, mongoCollections } from './collections/collections.ts';
import type { EntityDiscoverer } from './discoverer.ts';
import { drizzle } from './drizzle/drizzle.ts';
import { knex } from './knex/knex.ts';
import { kysely } from './kysely/kysely.ts';
import { mongoose } from './mongoose/mongoose.ts';
import { objection } from './objection/objection.ts';
import { prisma } from './prisma/prisma.ts';
import { rawSql } from './raw-sql/raw-sql.ts';
import { schemaBuilder } from './schema/schema-builder.ts';
import { sequelize } from './sequelize/sequelize.ts';

/** Every way of reaching data that is known; adding one is one line here. SQL comes last: models name its tables. */
export const entityDiscoverers: readonly EntityDiscoverer[] = [
  bookshelf,
  classOrms,
  drizzle,
  firestoreCollections,
  knex,
  kysely,
  mongoCollections,
  mongoose,
  objection,
  prisma,
  sequelize,
  schemaBuilder,
  rawSql,
];
