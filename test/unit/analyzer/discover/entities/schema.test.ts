import { describe, expect, test } from 'vitest';
import { entitiesIn, shownEntities } from '../../../../support/entities-in.ts';

const main = { 'main.ts': 'export const started = true;\n' };
const tablesOf = async (files: Readonly<Record<string, string>>) =>
  shownEntities(await entitiesIn({ ...main, ...files }));

describe('tables of migrations', () => {
  test('an entity per table, named like one row, with relations from foreign keys', async () => {
    expect(
      await tablesOf({
        'migrations/001_shop.sql': [
          '-- create table ghosts (id int);',
          'create table users (id serial primary key, boss_id int references users (id));',
          'create table profiles (user_id int primary key references users (id));',
          'create table order_addresses (',
          '  id int, user_id int, constraint buyer foreign key (user_id) references public.users (id)',
          ');',
        ].join('\n'),
      }),
    ).toEqual([
      'OrderAddress order_addresses migrations/001_shop.sql:4 -> User many-to-one',
      'Profile profiles migrations/001_shop.sql:3 -> User one-to-one',
      'User users migrations/001_shop.sql:2 -> User many-to-one',
    ]);
  });

  test('are replayed in order of their numbers: renames, drops, added and dropped references', async () => {
    expect(
      await tablesOf({
        'db/10_rename.sql':
          'alter table clients rename to customers; drop table baskets; alter table orders drop constraint buyer;',
        'db/9_add.sql':
          'alter table orders add constraint buyer foreign key (client_id) references clients (id), add column basket_id int references baskets;',
        'db/1_create.sql':
          'create table clients (id int); create table baskets (id int); create table orders (id int, client_id int, seller_id int references clients);',
      }),
    ).toEqual([
      'Customer customers db/1_create.sql:1',
      'Order orders db/1_create.sql:1 -> Customer many-to-one',
    ]);
  });

  test('what takes a migration back does not count', async () => {
    expect(
      await tablesOf({
        'db/1.up.sql': 'create table carts (id int);',
        'db/1.down.sql': 'drop table carts;',
        'db/2.sql': '-- migrate:up\ncreate table orders (id int);\n-- migrate:down\ndrop table orders;',
        'db/3.js':
          "exports.up = (db, cb) => db.runSql('create table users (id int);', cb);\nexports.down = (db, cb) => db.runSql('drop table users', cb);",
        'test/schema.sql': 'create table trials (id int);',
      }),
    ).toEqual(['Cart carts db/1.up.sql:1', 'Order orders db/2.sql:2', 'User users db/3.js:1']);
  });

  test('tables of migration tools, temporary tables and views are no entities', async () => {
    expect(
      await tablesOf({
        'a.sql':
          'create table schema_migrations (id int); create temp table t (id int); create table a (id int); create view b as select * from a;',
      }),
    ).toEqual(['A a a.sql:1']);
  });

  test('SQL that cannot be parsed is a diagnostic, its tables are kept', async () => {
    const found = await entitiesIn({
      ...main,
      'a.sql': 'create table orders (id int bogus bogus, user_id int references users) with nonsense (;\n',
    });
    expect(shownEntities(found)).toEqual(['Order orders a.sql:1']);
    expect(found.diagnostics).toMatchObject([
      { code: 'SQL_NOT_PARSED', location: { path: 'a.sql', line: 1 } },
    ]);
  });
});
