import { expect, test } from 'vitest';
import { entitiesIn, shownAccesses, shownEntities } from '../../../../support/entities-in.ts';

const shop = {
  'schema.ts': `
    import { pgTable, pgSchema, integer, serial, foreignKey } from 'drizzle-orm/pg-core';
    import { sql } from 'drizzle-orm';
    export const users = pgTable('users', { id: serial('id').primaryKey() });
    const sales = pgSchema('sales');
    export const orderLines = sales.table('order_lines', {
      id: serial('id'),
      userId: integer('user_id').notNull().references(() => users.id, { onDelete: 'cascade' }),
    }, (t) => [foreignKey({ columns: [t.parent], foreignColumns: [orders.id] })]);
    export const orders = pgTable('orders', {});`,
  'index.ts': "export * from './schema';",
  'shop.ts': `
    import { orders, users } from './index';
    import * as schema from './schema';
    export const list = (db) => db.select().from(orders).leftJoin(schema.users, eq(1, 1));
    export const save = (db) => db.insert(schema.orderLines).values({});
    export const change = async (tx) => { await tx.update(users).set({}); await tx.delete(orders); };
    export const query = (db) => db.query.orders.findMany({});
    export const raw = (db) => db.execute(sql\`select * from \${users}\`);
    export const other = (list) => list.from(1).insert('orders');`,
};

test('Drizzle: tables are values, with schemas and references', async () => {
  expect(shownEntities(await entitiesIn(shop))).toEqual([
    'Order orders schema.ts:10',
    'OrderLine sales.order_lines schema.ts:6 -> Order many-to-one -> User many-to-one',
    'User users schema.ts:4',
  ]);
});

test('Drizzle: queries name the values, through barrels and namespaces', async () => {
  expect(shownAccesses(await entitiesIn(shop))).toEqual([
    'read Order shop.ts:4 list',
    'read User shop.ts:4 list',
    'write OrderLine shop.ts:5 save',
    'write Order shop.ts:6 change',
    'write User shop.ts:6 change',
    'read Order shop.ts:7 query',
    'read User shop.ts:8 raw',
  ]);
});
