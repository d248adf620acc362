import { describe, expect, test } from 'vitest';
import {
  entitiesIn,
  shownAccesses,
  shownColumns,
  shownEntities,
  shownKeys,
} from '../../../../support/entities-in.ts';

describe('columns and keys that models declare', () => {
  test('Prisma', async () => {
    const found = await entitiesIn({
      'prisma/schema.prisma': `
        model User {
          id     Int     @id
          name   String? @map("full_name")
          orders Order[]
          @@map("users")
        }
        model Order {
          id      Int  @id
          tags    String[]
          buyer   User @relation(fields: [buyerId], references: [id])
          buyerId Int  @map("buyer_id")
          @@map("orders")
        }`,
      'service.ts': `
        export const connect = (prisma) => prisma.user.update({ where: {}, data: { orders: { connect: { id: 1 } } } });
        export const create = (prisma) => prisma.order.create({ data: { buyer: { connect: { id: 1 } } } });
        export const any = (prisma, model) => prisma[model].findMany();`,
    });
    expect(shownColumns(found)).toEqual([
      'Order: id Int, tags String[], buyer_id Int',
      'User: id Int, full_name String?',
    ]);
    expect(shownKeys(found)).toEqual(['orders.buyer_id -> users.id']);
    expect(shownAccesses(found)).toEqual([
      'write Order service.ts:2 connect',
      'write User service.ts:2 connect',
      'write Order service.ts:3 create',
      'read User service.ts:3 create',
    ]);
    expect(found.diagnostics.map(({ code, location }) => `${code} ${location?.line}`)).toEqual([
      'TABLE_DYNAMIC 4',
    ]);
  });

  test('Drizzle, tables with a prefix of their maker included', async () => {
    const found = await entitiesIn({
      'schema.ts': `
        import { pgTable, pgTableCreator, serial, integer, text, foreignKey } from 'drizzle-orm/pg-core';
        const table = pgTableCreator((name) => \`shop_\${name}\`);
        export const users = table('users', { id: serial('id').primaryKey(), fullName: text('full_name') });
        export const orders = pgTable('orders', {
          id: serial().primaryKey(),
          userId: integer('user_id').notNull().references(() => users.id),
          reviewer: integer('reviewer_id'),
        }, (t) => [foreignKey({ columns: [t.reviewer], foreignColumns: [users.id] })]);`,
    });
    expect(shownEntities(found)).toEqual([
      'Order orders schema.ts:5 -> ShopUser many-to-one',
      'ShopUser shop_users schema.ts:4',
    ]);
    expect(shownColumns(found)).toEqual([
      'Order: id serial, user_id integer, reviewer_id integer?',
      'ShopUser: id serial, full_name text?',
    ]);
    expect(shownKeys(found)).toEqual([
      'orders.reviewer_id -> shop_users.id',
      'orders.user_id -> shop_users.id',
    ]);
  });

  test('types of Kysely', async () => {
    const found = await entitiesIn({
      'database.ts': `
        import { Kysely, Generated } from 'kysely';
        interface UserTable { id: Generated<number>; name: string | null }
        interface Database { users: UserTable }
        export const db = new Kysely<Database>({});`,
    });
    expect(shownColumns(found)).toEqual(['User: id number, name string?']);
  });
});
