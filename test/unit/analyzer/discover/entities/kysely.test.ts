import { describe, expect, test } from 'vitest';
import {
  entitiesIn,
  shownAccesses,
  shownEntities,
  shownTransactions,
} from '../../../../support/entities-in.ts';

const database = `
import { Kysely } from 'kysely';
import type { OrderTable } from './order.js';
export interface Database {
  orders: OrderTable;
  users: { id: number };
  'sales.audit_log': AuditLogTable;
}
interface AuditLogTable { id: number }
export type Db = Kysely<Database>;
`;
const order = `
import type { Selectable } from 'kysely';
export interface OrderTable { id: number }
export type Order = Selectable<OrderTable>;
`;
const shop = { 'database.ts': database, 'order.ts': order };
const accessesOf = async (body: string) =>
  shownAccesses(
    await entitiesIn({ ...shop, 'shop.ts': `import type { Db } from './database.js';\n${body}` }),
  ).map((each) => each.replace('shop.ts:', ''));

describe('Kysely', () => {
  test('tables are the members of the database type, at their row types', async () => {
    expect(shownEntities(await entitiesIn(shop))).toEqual([
      'AuditLog sales.audit_log database.ts:9',
      'Order orders order.ts:3',
      'User users database.ts:6',
    ]);
  });

  test('the name that the file has, too, wins over that of the row type', async () => {
    const found = await entitiesIn({
      'audit-entry.ts':
        "import type { Kysely, Selectable } from 'kysely';\nexport interface AuditLogTable { id: number }\nexport type AuditEntry = Selectable<AuditLogTable>;\nexport type Db = Kysely<{ audit_log: AuditLogTable }>;\n",
    });
    expect(shownEntities(found)).toEqual(['AuditEntry audit_log audit-entry.ts:2']);
  });

  test('a model and a table of the migrations are one entity', async () => {
    const found = await entitiesIn({
      ...shop,
      'a.sql': 'create table users (id int); create table orders (id int, user_id int references users);',
    });
    expect(shownEntities(found)).toEqual([
      'AuditLog sales.audit_log database.ts:9',
      'Order orders order.ts:3 -> User many-to-one',
      'User users database.ts:6',
    ]);
  });

  test('queries read and write what they name, aliases and schemas included', async () => {
    expect(
      await accessesOf(`
        export class Shop {
          constructor(private readonly db: Db) {}
          list() {
            return this.db.selectFrom(['orders as o', 'users as u'])
              .innerJoin('sales.audit_log as a', 'a.id', 'o.id').selectAll();
          }
        }
        export function change(db: Db) {
          db.insertInto('orders').values({});
          db.updateTable('users').from('orders as o').set({});
          db.deleteFrom('public.orders').using('users');
          db.mergeInto('users as u').using('orders', 'a', 'b');
        }`),
    ).toEqual([
      'read Order 6 Shop.list',
      'read User 6 Shop.list',
      'read AuditLog 7 Shop.list',
      'write Order 11 change',
      'read Order 12 change',
      'write User 12 change',
      'write Order 13 change',
      'read User 13 change',
      'read Order 14 change',
      'write User 14 change',
    ]);
  });

  test('names may be constants, parameters of a few values, or come from another file', async () => {
    expect(
      await accessesOf(`
        import { tables } from './tables.js';
        const name = 'orders';
        export const find = (db: Db, which: 'orders' | 'users') => [
          db.selectFrom(name), db.selectFrom(tables.users), db.selectFrom(which)];
        `),
    ).toEqual(['read Order 6 find', 'read User 6 find']);
  });

  test('names of common table expressions and subqueries are no tables', async () => {
    expect(
      await accessesOf(`
        export const recent = (db: Db) => db
          .with('recent', (qb) => qb.selectFrom('orders').selectAll())
          .selectFrom((eb) => eb.selectFrom('users').as('u'))
          .innerJoin('recent', 'a', 'b');`),
    ).toEqual(['read Order 4 recent', 'read User 5 recent']);
  });

  test('a name that is only known at run time is a diagnostic, one that nobody declares an entity with one', async () => {
    const found = await entitiesIn({
      ...shop,
      'shop.ts':
        "import type { Db } from './database.js';\nexport const any = (db: Db, table: keyof Database) => db.selectFrom(table);\nexport const lost = (db: Db) => db.selectFrom('losses');\n",
    });
    expect(found.diagnostics.map(({ code, location }) => `${code} ${location?.line}`)).toEqual([
      'TABLE_DYNAMIC 2',
      'TABLE_UNDECLARED 3',
    ]);
    expect(shownEntities(found)).toContain('Loss losses shop.ts:3');
  });

  test('transactions hold what is written in their callback', async () => {
    const found = await entitiesIn({
      ...shop,
      'shop.ts': `import type { Db } from './database.js';
        export class Shop {
          constructor(private readonly db: Db) {}
          place() {
            this.db.selectFrom('sales.audit_log');
            return this.db.transaction().setIsolationLevel('serializable').execute(async (trx) => {
              await Promise.all([1].map(() => trx.insertInto('orders')));
              await trx.updateTable('users');
            });
          }
          move() { return this.db.transaction().execute(shift); }
          async hold() {
            const trx = await this.db.startTransaction().execute();
            await trx.deleteFrom('orders');
          }
        }
        const shift = async (trx) => { await trx.updateTable('users'); };`,
    });
    expect(shownTransactions(found)).toEqual([
      'shop.ts:6 Shop.place Order+User',
      'shop.ts:11 Shop.move User',
      'shop.ts:13 Shop.hold Order',
    ]);
    expect(found.transactions.map(({ callbacks }) => callbacks?.length ?? null)).toEqual([1, 1, null]);
  });
});
