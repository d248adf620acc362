import { describe, expect, test } from 'vitest';
import {
  entitiesIn,
  shownAccesses,
  shownEntities,
  shownTransactions,
} from '../../../../support/entities-in.ts';

const order = `
import { Entity, Column, ManyToOne, OneToMany, ManyToMany, OneToOne } from 'typeorm';
import { Base } from './base';
import { User as Buyer } from './user';
@Entity('orders')
export class Order extends Base {
  @ManyToOne(() => Buyer, (user) => user.orders) buyer: Buyer;
  @OneToMany(() => OrderLine, 'order') lines: OrderLine[];
}
@Entity({ schema: 'sales' })
export class OrderLine {
  @ManyToOne('Order') order: unknown;
}
`;
const user = `
import { BaseEntity, Entity, OneToOne } from 'typeorm';
@Entity({ name: 'users', schema: 'auth' })
export class User extends BaseEntity { }
`;
const base = `
import { ManyToOne } from 'typeorm';
import { User } from './user';
export abstract class Base { @ManyToOne((type) => User) createdBy: User; }
`;
const shop = { 'order.ts': order, 'user.ts': user, 'base.ts': base };
const accessesOf = async (body: string) =>
  shownAccesses(
    await entitiesIn({
      ...shop,
      'shop.ts': `import { Order, OrderLine } from './order'; import { User } from './user'; import { Repository, EntityManager, DataSource } from 'typeorm';\n${body}`,
    }),
  ).map((each) => each.replace('shop.ts:', ''));

describe('TypeORM', () => {
  test('classes with their tables, relations and those of abstract bases', async () => {
    expect(shownEntities(await entitiesIn(shop))).toEqual([
      'Order orders order.ts:6 -> OrderLine one-to-many -> User many-to-one',
      'OrderLine order_line order.ts:11 -> Order many-to-one',
      'User auth.users user.ts:4',
    ]);
  });

  test('child entities share the table of their parent', async () => {
    const found = await entitiesIn({
      'a.ts':
        "import { Entity, ChildEntity } from 'typeorm';\n@Entity()\nexport class Payment {}\n@ChildEntity()\nexport class CardPayment extends Payment {}\n",
    });
    expect(shownEntities(found)).toEqual(['CardPayment payment a.ts:5', 'Payment payment a.ts:3']);
  });

  test('repositories: injected, asked for, extended, chained', async () => {
    expect(
      await accessesOf(`
        export class Shop {
          private lines;
          constructor(@InjectRepository(Order) private orders: Repository<Order>, private source: DataSource) {
            this.lines = source.getRepository(OrderLine);
          }
          list() { return this.orders.find(); }
          add() { return this.lines.save({}); }
          drop(ctx) { return this.source.getRepository(ctx, User).delete(1); }
          make() { return this.orders.create({}); }
        }
        export class Users extends Repository<User> { all() { return this.find(); } }
        export const remove = (users: Users) => users.remove();`),
    ).toEqual([
      'read Order 8 Shop.list',
      'write OrderLine 9 Shop.add',
      'write User 10 Shop.drop',
      'read User 13 Users.all',
      'write User 14 remove',
    ]);
  });

  test('entity managers and builders name the class, active records are it', async () => {
    expect(
      await accessesOf(`
        export function a(manager: EntityManager, user: User) {
          manager.findOne(Order, {});
          manager.save(OrderLine, {});
          User.findBy({});
          user.save();
          connection.getEntityOrThrow(1, Order, 2);
          TypeOrmModule.forFeature([Order]);
          plainToClass(Order, {});
        }
        export const b = (source: DataSource) => source.createQueryBuilder().delete().from(Order).execute();
        export const c = (orders: Repository<Order>) => orders.createQueryBuilder('o').leftJoinAndSelect('o.lines', 'l').getMany();
        export const d = (orders: Repository<Order>) => orders.createQueryBuilder().update().set({}).execute();`),
    ).toEqual([
      'read Order 4 a',
      'write OrderLine 5 a',
      'read User 6 a',
      'write User 7 a',
      'read Order 8 a',
      'write Order 12 b',
      'read Order 13 c',
      'read OrderLine 13 c',
      'write Order 14 d',
    ]);
  });

  test('relations that are loaded along are read', async () => {
    expect(
      await accessesOf(`
        export const a = (orders: Repository<Order>) => orders.find({ relations: ['lines', 'lines.order', 'buyer'] });
        export const b = (orders: Repository<OrderLine>) => orders.findOne({ relations: { order: { buyer: true } } });`),
    ).toEqual([
      'read Order 3 a',
      'read OrderLine 3 a',
      'read User 3 a',
      'read Order 4 b',
      'read OrderLine 4 b',
      'read User 4 b',
    ]);
  });

  test('transactions by manager and by decorator', async () => {
    const found = await entitiesIn({
      ...shop,
      'shop.ts': `import { Order, OrderLine } from './order';
        export class Shop {
          constructor(private source: DataSource) {}
          place() {
            return this.source.transaction(async (manager) => { await manager.save(Order, {}); });
          }
          @Transactional()
          async ship(manager) { await manager.save(OrderLine, {}); }
        }`,
    });
    expect(shownTransactions(found)).toEqual(['shop.ts:5 Shop.place Order', 'shop.ts:8 Shop.ship OrderLine']);
  });
});
