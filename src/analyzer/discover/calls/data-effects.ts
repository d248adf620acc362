import type { SideEffects } from '../../../model/analysis.ts';

/** Whether a package reaches the project's own database; what its queries do is in the accesses to entities. */
export function isDataPackage(name: string): boolean {
  return packages.has(name) || packages.has(`${name.split('/')[0]}/*`);
}

const packages = new Set(
  (
    '@prisma/client @prisma/* prisma knex kysely typeorm @nestjs/typeorm sequelize sequelize-typescript @nestjs/sequelize mongoose ' +
    '@nestjs/mongoose mongodb drizzle-orm objection bookshelf @mikro-orm/* pg pg-promise postgres slonik mysql mysql2 mariadb ' +
    'sqlite3 sqlite better-sqlite3 @electric-sql/pglite @libsql/client mssql tedious oracledb cassandra-driver @typegoose/typegoose ' +
    '@prisma/extension-accelerate typeorm-transactional @neondatabase/serverless @planetscale/database nedb lowdb'
  ).split(' '),
);

const writing =
  /^(?:create|insert|update|upsert|delete|remove|save|destroy|increment|decrement|truncate|drop|replaceOne|findOneAnd|findByIdAnd|findOrCreate|bulk[A-Z]|softDelete|restore|recover|persist|flush|executeRaw|\$executeRaw)/;
/** They build something or open what other calls fill. */
const building = /^(?:create(?:QueryBuilder|QueryRunner|Pool|Connection|EntityManager)|createForeignKey)$/;
const running = /^(?:raw|query|execute|exec|run|command|\$queryRawUnsafe|\$runCommandRaw)$/;

/**
 * What a call of a database client does: nothing more where accesses are known; otherwise by its name, and for a text that could not
 * be read `unknown`.
 */
export function effectOfData(method: string, isSeen: boolean): SideEffects {
  if (isSeen || building.test(method)) return 'none';
  if (writing.test(method)) return 'writes';
  return running.test(method) ? 'unknown' : 'none';
}
