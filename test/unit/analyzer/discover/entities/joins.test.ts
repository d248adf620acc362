import { describe, expect, test } from 'vitest';
import { entitiesIn, shownJoins } from '../../../../support/entities-in.ts';

const schema = {
  'schema.sql':
    'create table orders (id int);\ncreate table users (id int);\ncreate table lines (id int);\ncreate table notes (id int);',
};
const joinsOf = async (source: string) => shownJoins(await entitiesIn({ ...schema, 'shop.ts': source }));

describe('joins', () => {
  test('one statement of SQL over several tables, and no two statements', async () => {
    expect(
      await joinsOf(`
        export const list = (pool) => pool.query('select * from orders o join users u on u.id = o.user_id');
        export const copy = (pool) => pool.query('insert into notes select * from lines');
        export const both = async (pool) => {
          await pool.query('select * from orders');
          await pool.query('select * from users');
        };`),
    ).toEqual(['shop.ts:2 list Order+User sql', 'shop.ts:3 copy Line+Note sql']);
  });

  test('chains of Knex, with subqueries and names that hold a query', async () => {
    expect(
      await joinsOf(`
        import knex from 'knex';
        const db = knex({});
        export const chain = () => db('orders').join('users', 'users.id', 'orders.user_id').where({ id: 1 });
        export const subquery = () =>
          db('orders').whereIn('id', function () { this.select('id').from('lines'); });
        export const held = (wanted) => {
          const query = db('orders').select('id');
          if (wanted) query.leftJoin('notes', 'notes.id', 'orders.note_id');
          return query;
        };
        export const apart = () => db('orders').select().then(() => db('users').select());`),
    ).toEqual([
      'shop.ts:4 chain Order+User knex',
      'shop.ts:6 subquery Line+Order knex',
      'shop.ts:8 held Note+Order knex',
    ]);
  });

  test('chains of Kysely', async () => {
    expect(
      await joinsOf(`
        import { Kysely } from 'kysely';
        export const chain = (db: Kysely<any>) =>
          db.selectFrom('orders').innerJoin('users', 'users.id', 'orders.user_id').selectAll().execute();
        export const within = (db: Kysely<any>) =>
          db.deleteFrom('orders').where((eb) => eb.exists(eb.selectFrom('lines').select('id'))).execute();
        export const transaction = (db: Kysely<any>) =>
          db.transaction().execute(async (trx) => {
            await trx.insertInto('orders').execute();
            await trx.insertInto('notes').execute();
          });`),
    ).toEqual([
      'shop.ts:4 chain Order+User kysely.selectFrom',
      'shop.ts:6 within Line+Order kysely.deleteFrom',
    ]);
  });
});
