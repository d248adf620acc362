import { describe, expect, test } from 'vitest';
import {
  entitiesIn,
  shownAccesses,
  shownEntities,
  shownTransactions,
} from '../../../../support/entities-in.ts';

const schema = `
datasource db { provider = "postgresql" }
// model Ghost { id Int @id }
model User {
  id      Int      @id
  orders  Order[]
  profile Profile?
  follows User[]   @relation("follows")
  followedBy User[] @relation("follows")
}
model Profile {
  user   User @relation(fields: [userId], references: [id])
  userId Int  @unique
}
enum Status { open closed }
model Order {
  id     Int    @id
  status Status @default(open)
  buyer  User   @relation(fields: [buyerId], references: [id])
  buyerId Int
  lines  OrderLine[]

  @@map("orders")
  @@schema("sales")
}
model OrderLine {
  id      Int   @id
  order   Order @relation(fields: [orderId], references: [id])
  orderId Int
}
`;
const shop = { 'prisma/schema.prisma': schema };
const accessesOf = async (body: string) =>
  shownAccesses(await entitiesIn({ ...shop, 'shop.ts': body })).map((each) => each.replace('shop.ts:', ''));

describe('Prisma', () => {
  test('models with their tables and relations; what Prisma keeps for many-to-many is no entity', async () => {
    const found = await entitiesIn({
      ...shop,
      'main.ts': '',
      'prisma/migrations/1/migration.sql':
        'create table "_follows" (a int); create table "sales"."orders" (id int);',
    });
    expect(shownEntities(found)).toEqual([
      'Order sales.orders prisma/schema.prisma:16 -> OrderLine one-to-many -> User many-to-one',
      'OrderLine OrderLine prisma/schema.prisma:26 -> Order many-to-one',
      'Profile Profile prisma/schema.prisma:11 -> User one-to-one',
      'User User prisma/schema.prisma:4 -> Order one-to-many -> Profile one-to-one -> User many-to-many',
    ]);
  });

  test('methods of a client read and write their model', async () => {
    expect(
      await accessesOf(`
        export class Shop {
          list() { return this.prisma.order.findMany(); }
          save(tx: unknown) { return tx.orderLine.create({ data: {} }); }
          count() { return this.lists.order.count(); }
          drop() { return db.user.deleteMany(); }
          other() { return this.prisma.ghost.findMany(); }
        }`),
    ).toEqual(['read Order 3 Shop.list', 'write OrderLine 4 Shop.save', 'write User 6 Shop.drop']);
  });

  test('a client is one by its type, too', async () => {
    expect(
      await accessesOf(`
        import { PrismaClient } from '@prisma/client';
        export class Store extends PrismaClient {}
        export const add = (store: PrismaClient) => store.order.create({});`),
    ).toEqual(['write Order 4 add']);
  });

  test('included and filtered models are read, nested writes are writes of the other model', async () => {
    expect(
      await accessesOf(`
        export const list = () => prisma.order.findMany({
          where: { buyer: { profile: { is: {} } } },
          include: { lines: true },
        });
        export const place = () => prisma.order.create({
          data: { buyer: { connect: { id: 1 } }, lines: { create: [{}] } },
        });`),
    ).toEqual([
      'read Order 2 list',
      'read OrderLine 2 list',
      'read Profile 2 list',
      'read User 2 list',
      'write Order 6 place',
      'write OrderLine 6 place',
      'read User 6 place',
    ]);
  });

  test('transactions as a list and as a callback', async () => {
    const found = await entitiesIn({
      ...shop,
      'shop.ts': `
        export const a = () => prisma.$transaction([prisma.order.create({}), prisma.user.update({})]);
        export const b = () => prisma.$transaction(async (tx) => { await tx.orderLine.create({}); });`,
    });
    expect(shownTransactions(found)).toEqual(['shop.ts:2 a Order+User', 'shop.ts:3 b OrderLine']);
  });
});
