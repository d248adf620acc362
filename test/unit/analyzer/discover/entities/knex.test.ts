import { describe, expect, test } from 'vitest';
import { entitiesIn, shownAccesses, shownTransactions } from '../../../../support/entities-in.ts';

const shop = {
  'schema.sql': 'create table orders (id int); create table users (id int);',
  'tables.ts': "export const T = { users: 'users' } as const;",
};
const found = (body: string) =>
  entitiesIn({
    ...shop,
    'shop.ts': `import { Knex } from 'knex'; import { T } from './tables';\nconst TABLE = 'orders';\n${body}`,
  });
const accessesOf = async (body: string) =>
  shownAccesses(await found(body)).map((each) => each.replace('shop.ts:', ''));

describe('Knex', () => {
  test('a handle called with a table; the chain says whether it writes', async () => {
    expect(
      await accessesOf(`
        export class Shop {
          constructor(private readonly db: Knex, private readonly store: Knex | Knex.Transaction) {}
          list() { return this.db<Order>(TABLE).where('users', 1).first(); }
          add() { return this.db(T.users).insert({}); }
          drop() { return this.store('orders as o').where({}).del(); }
          into() { return this.db.insert({}).into('users'); }
          from() { return this.db.select('*').from('orders').leftJoin('users', 'a', 'b'); }
          batch() { return this.db.batchInsert('users', []); }
          other() { return [Array.from('orders'), this.db.where('orders'), ['orders'].join('users')]; }
        }`),
    ).toEqual([
      'read Order 6 Shop.list',
      'write User 7 Shop.add',
      'write Order 8 Shop.drop',
      'write User 9 Shop.into',
      'read Order 10 Shop.from',
      'read User 10 Shop.from',
      'write User 11 Shop.batch',
    ]);
  });

  test('common table expressions are no tables, undeclared tables get a diagnostic', async () => {
    const { diagnostics, ...rest } = await found(`
      export const ranked = (db: Knex) =>
        db.with('ranked', db.raw('select * from orders')).select('*').from('ranked');
      export const lost = (db: Knex) => db('losses').select();
      export const counted = (db: Knex) => db.with('total', db.raw('select count(*) from ranks')).with('ranks', db('users')).from('total');`);
    expect(shownAccesses({ diagnostics, ...rest })).toEqual([
      'read Order shop.ts:5 ranked',
      'read Loss shop.ts:6 lost',
      'read User shop.ts:7 counted',
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['TABLE_UNDECLARED']);
  });

  test('a table that is a parameter is used by those who give it', async () => {
    const { diagnostics, ...rest } = await entitiesIn({
      ...shop,
      'store.ts': `
        import { Knex } from 'knex';
        export const countOf = (db: Knex, table: string) => db(table).count();
        export class Store {
          constructor(protected table: string, protected db: Knex) {}
          all() { return this.db(this.table).select(); }
        }
        export const unknown = (db: Knex, table: string) => db(table).del();`,
      'shop.ts': `
        import { countOf, Store } from './store';
        export const users = (db) => countOf(db, 'users');
        export class Orders extends Store {
          constructor(db) { super('orders', db); }
          drop() { return this.db(this.table).del(); }
        }`,
    });
    expect(shownAccesses({ diagnostics, ...rest })).toEqual([
      'read User shop.ts:3 users',
      'read Order shop.ts:5 Orders.constructor',
      'write Order shop.ts:6 Orders.drop',
    ]);
    expect(diagnostics.map(({ code, location }) => `${code} ${location?.path}:${location?.line}`)).toEqual([
      'TABLE_DYNAMIC store.ts:8',
    ]);
  });

  test('transactions by callback', async () => {
    const shown = shownTransactions(
      await found(`
        export const place = (db: Knex) => db.transaction(async (trx) => { await trx('orders').insert({}); });`),
    );
    expect(shown).toEqual(['shop.ts:4 place Order']);
  });
});
