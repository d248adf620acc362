import { describe, expect, test } from 'vitest';
import {
  entitiesIn,
  shownAccesses,
  shownColumns,
  shownEntities,
  shownKeys,
} from '../../../../support/entities-in.ts';

describe('declarations of TypeORM', () => {
  test('columns, embedded objects, keys and owners', async () => {
    const found = await entitiesIn({
      'order.ts': `
        import { Entity, Column, PrimaryGeneratedColumn, ManyToOne, OneToOne, ManyToMany, JoinColumn, JoinTable } from 'typeorm';
        export class Address { @Column() city: string; @Column({ name: 'zip_code', nullable: true }) zip: string; }
        @Entity() export class Tag { @PrimaryGeneratedColumn() id: number; }
        @Entity() export class Invoice { @OneToOne(() => Order, (order) => order.invoice) order: Order; }
        @Entity('orders')
        export class Order {
          @PrimaryGeneratedColumn('uuid') id: string;
          @Column({ type: 'varchar', length: 40, nullable: true }) note: string;
          @Column(() => Address) shippedTo: Address;
          @Column(() => Address, { prefix: false }) from: Address;
          @ManyToOne(() => User) @JoinColumn({ name: 'user_id', referencedColumnName: 'uid' }) user: User;
          @ManyToOne(() => User, { nullable: true }) seller: User;
          @OneToOne(() => Invoice) @JoinColumn() invoice: Invoice;
          @ManyToMany(() => Tag) @JoinTable({ name: 'order_tags' }) tags: Tag[];
        }
        @Entity() export class User { }`,
      'migrations/1.sql': 'create table order_tags (order_id int references orders (id), tag_id int);',
    });
    expect(shownColumns(found)).toEqual([
      'Invoice: ',
      'Order: id uuid, note varchar?, shippedToCity string, shippedToZip_code string?, city string, zip_code string?, user_id null??, sellerId null?, invoiceId null??',
      'Tag: id number',
      'User: ',
    ]);
    expect(shownKeys(found)).toEqual([
      'orders.invoiceId -> invoice.?',
      'orders.sellerId -> user.?',
      'orders.user_id -> user.uid',
    ]);
    const relations = found.entities.flatMap(({ name, relations: all }) =>
      all.map(({ to, kind, isOwner }) => `${name} ${kind} ${to} ${isOwner}`),
    );
    expect(relations).toEqual([
      'Invoice one-to-one Order undefined',
      'Order one-to-one Invoice true',
      'Order many-to-many Tag true',
      'Order many-to-one User true',
    ]);
  });

  test('EntitySchema, views, and inheritance in one table', async () => {
    const found = await entitiesIn({
      'schema.ts': `
        import { EntitySchema, Entity, ViewEntity, TableInheritance, ChildEntity } from 'typeorm';
        export const UserSchema = new EntitySchema({
          name: 'User', tableName: 'users',
          columns: { id: { type: Number, primary: true }, fullName: { type: 'varchar', name: 'full_name', nullable: true } },
          relations: { team: { type: 'many-to-one', target: 'Team', joinColumn: { name: 'team_id' } } },
        });
        export const TeamSchema = new EntitySchema({ name: 'Team', columns: { id: { type: Number } } });
        @ViewEntity({ expression: 'select 1' }) export class Totals {}
        @Entity('content') @TableInheritance({ column: { type: 'varchar', name: 'type' } }) export class Content {}
        @ChildEntity() export class Photo extends Content {}`,
      'service.ts': `
        import { UserSchema } from './schema';
        export const list = (source) => source.getRepository(UserSchema).find({ relations: ['team'] });
        export const drop = (source) => source.getRepository('Team').delete(1);`,
    });
    expect(shownEntities(found)).toEqual([
      'Content content schema.ts:10',
      'Photo content schema.ts:11',
      'Team team schema.ts:8',
      'Totals totals schema.ts:9',
      'User users schema.ts:3 -> Team many-to-one',
    ]);
    expect(shownKeys(found)).toEqual(['users.team_id -> team.?']);
    expect(shownAccesses(found)).toEqual([
      'read Team service.ts:3 list',
      'read User service.ts:3 list',
      'write Team service.ts:4 drop',
    ]);
  });

  test('decorators of the project that make an entity', async () => {
    const found = await entitiesIn({
      'decorators.ts': `
        import { Entity, Index } from 'typeorm';
        import { applyDecorators } from '@nestjs/common';
        export const TenantEntity = (name: string) => applyDecorators(Entity(\`tenant_\${name}\`), Index(['tenantId']));
        export function Stored(options: { table: string }): ClassDecorator {
          return (target) => { Entity({ name: options.table, schema: 'shop' })(target); };
        }
        export const Plain = () => Entity();`,
      'order.ts': `
        import { TenantEntity, Stored, Plain } from './decorators';
        @TenantEntity('orders') export class Order {}
        @Stored({ table: 'stocks' }) export class Stock {}
        @Plain() export class OrderNote {}`,
    });
    expect(shownEntities(found)).toEqual([
      'Order tenant_orders order.ts:3',
      'OrderNote order_note order.ts:5',
      'Stock shop.stocks order.ts:4',
    ]);
  });

  test('what is saved along, instances given to a manager, joins along aliases', async () => {
    const found = await entitiesIn({
      'model.ts': `
        import { Entity, OneToMany, ManyToOne } from 'typeorm';
        @Entity() export class Order { @OneToMany(() => Line, (line) => line.order, { cascade: true }) lines: Line[]; }
        @Entity() export class Line { @ManyToOne(() => Order) order: Order; @ManyToOne(() => Product) item: Product; }
        @Entity() export class Product { @OneToMany(() => Line, 'item') lines: Line[]; }`,
      'service.ts': `
        import { EntityManager, Repository } from 'typeorm';
        import { Order, Product } from './model';
        export class Orders {
          constructor(private readonly orders: Repository<Order>, private readonly manager: EntityManager) {}
          place(order: Order) { return this.orders.save(order); }
          rename(product: Product) { return this.manager.save(product); }
          list() {
            return this.orders.createQueryBuilder('o').leftJoinAndSelect('o.lines', 'l').leftJoin('l.item', 'p').getMany();
          }
        }`,
    });
    expect(shownAccesses(found)).toEqual([
      'write Line service.ts:6 Orders.place',
      'write Order service.ts:6 Orders.place',
      'write Product service.ts:7 Orders.rename',
      'read Line service.ts:9 Orders.list',
      'read Order service.ts:9 Orders.list',
      'read Product service.ts:9 Orders.list',
    ]);
    expect(found.joins.map(({ line, entities }) => `${line} ${entities.join('+')}`)).toEqual([
      '6 Line+Order',
      '9 Line+Order+Product',
    ]);
  });
});

describe('base classes over an entity that their heirs choose', () => {
  const models = `
    import { Entity } from 'typeorm';
    @Entity() export class Order {}
    @Entity() export class Stock {}`;

  test.each([
    [
      'by a type argument',
      `export abstract class Base<T> {
         constructor(protected readonly repository: Repository<T>) {}
         save(value: T) { return this.repository.save(value); }
       }`,
      'export class Orders extends Base<Order> {}',
      'export class Stocks extends Base<Stock> {}',
    ],
    [
      'by a field',
      `export abstract class Base {
         protected abstract readonly entity: unknown;
         save(value: unknown) { return this.dataSource.getRepository(this.entity).save(value); }
       }`,
      'export class Orders extends Base { protected readonly entity = Order; }',
      'export class Stocks extends Base { protected readonly entity = Stock; }',
    ],
    [
      'by an argument of the constructor',
      `export class Base {
         constructor(private readonly source: DataSource, private readonly entity: unknown) {}
         save(value: unknown) { return this.source.getRepository(this.entity).save(value); }
       }`,
      'export class Orders extends Base { constructor(source: DataSource) { super(source, Order); } }',
      'export class Stocks extends Base { constructor(source: DataSource) { super(source, Stock); } }',
    ],
    [
      'by a function that makes the class',
      `export function Base(entity: unknown) {
         class Made { save(value: unknown) { return source.getRepository(entity).save(value); } }
         return Made;
       }`,
      'export class Orders extends Base(Order) {}',
      'export class Stocks extends Base(Stock) {}',
    ],
  ])('%s', async (_, base, orders, stocks) => {
    const imports =
      "import { Repository, DataSource } from 'typeorm'; import { Order, Stock } from './models';\n";
    const found = await entitiesIn({
      'models.ts': models,
      'base.ts': `${imports}${base}`,
      'orders.ts': `import { Base } from './base'; ${imports}${orders}`,
      'stocks.ts': `import { Base } from './base'; ${imports}${stocks}`,
      'shop.ts': `import { Orders } from './orders';
        export class Shop { constructor(private readonly orders: Orders) {} place() { return this.orders.save({}); } }`,
    });
    expect(shownAccesses(found)).toEqual([
      expect.stringMatching(/^write Order orders\.ts:2 Orders/),
      'write Order orders.ts:2 Shop.place',
      expect.stringMatching(/^write Stock stocks\.ts:2 Stocks/),
    ]);
    expect(found.entities.map(({ name, writers }) => `${name} ${writers.join()}`)).toEqual([
      'Order orders.ts',
      'Stock stocks.ts',
    ]);
    expect(found.joins).toEqual([]);
  });
});

describe('MikroORM', () => {
  const models = `
    import { Entity, PrimaryKey, Property, ManyToOne, OneToMany, Collection, EntitySchema, defineEntity, p } from '@mikro-orm/core';
    @Entity({ tableName: 'orders' })
    export class Order {
      @PrimaryKey() id!: number;
      @Property({ nullable: true }) placedAt?: Date;
      @ManyToOne(() => User) placedBy!: User;
      @OneToMany({ entity: () => Line, mappedBy: 'order' }) lines = new Collection<Line>(this);
    }
    @Entity() export class User { @PrimaryKey() id!: number; }
    export const Line = defineEntity({
      name: 'Line', tableName: 'order_lines',
      properties: { id: p.integer().primary(), unitPrice: p.decimal().nullable(), order: () => p.manyToOne(Order) },
    });
    export const Stock = new EntitySchema({
      name: 'Stock',
      properties: { id: { type: 'number', primary: true }, itemCount: { type: 'number' }, owner: { kind: 'm:1', entity: () => User } },
    });`;

  test('classes, schemas and defineEntity, named in snake case', async () => {
    const found = await entitiesIn({ 'models.ts': models });
    expect(shownEntities(found)).toEqual([
      'Line order_lines models.ts:11 -> Order many-to-one',
      'Order orders models.ts:4 -> Line one-to-many -> User many-to-one',
      'Stock stock models.ts:15 -> User many-to-one',
      'User user models.ts:10',
    ]);
    expect(shownColumns(found)).toEqual([
      'Line: id integer, unit_price decimal?, order_id null',
      'Order: id number, placed_at Date?, placed_by_id null??',
      'Stock: id number, item_count number, owner_id null',
      'User: id number',
    ]);
    expect(found.orms).toEqual(['mikro-orm']);
  });

  test('finds, persists, populates, and what a flush may write', async () => {
    const found = await entitiesIn({
      'models.ts': models,
      'service.ts': `
        import { EntityManager } from '@mikro-orm/core';
        import { Order, User, Line } from './models';
        export class Orders {
          constructor(private readonly em: EntityManager) {}
          async place(order: Order) { this.em.persist(order); await this.em.flush(); }
          async rename(id: number) { const user = await this.em.findOne(User, id); user.name = 'x'; await this.em.flush(); }
          list() { return this.em.find(Order, {}, { populate: ['lines'] }); }
          prune() { return this.em.nativeDelete(Line, {}); }
        }`,
    });
    const shown = found.accesses.map(
      ({ op, entity, line, confidence }) => `${line} ${op} ${entity} ${confidence}`,
    );
    expect(shown).toEqual([
      '6 write Order 1',
      '7 read User 1',
      '7 write User 0.5',
      '8 read Line 1',
      '8 read Order 1',
      '9 write Line 1',
    ]);
  });
});

describe('Medusa', () => {
  test('models of the data language and the methods that a service is given', async () => {
    const found = await entitiesIn({
      'models.ts': `
        import { model } from '@medusajs/framework/utils';
        export const Post = model.define('post', { id: model.id().primaryKey(), authorName: model.text().nullable(), author: model.belongsTo(() => Author, { mappedBy: 'posts' }) }).indexes([{ on: ['id'] }]);
        export const Author = model.define({ name: 'blog_author', tableName: 'authors' }, { id: model.id(), posts: model.hasMany(() => Post) });`,
      'service.ts': `
        import { MedusaService } from '@medusajs/framework/utils';
        import { Post, Author } from './models';
        export default class BlogService extends MedusaService({ Post, Author }) {
          async publish() { await this.createPosts({}); return this.listAndCountAuthors(); }
        }`,
      'route.ts': `
        import type BlogService from './service';
        export const GET = (req) => { const blog: BlogService = req.scope.resolve('blog'); return blog.retrievePost('1'); };`,
    });
    expect(shownEntities(found)).toEqual([
      'BlogAuthor authors models.ts:4 -> Post one-to-many',
      'Post post models.ts:3',
    ]);
    expect(shownColumns(found)).toEqual([
      'BlogAuthor: id id',
      'Post: id id, author_name text?, author_id null',
    ]);
    expect(shownAccesses(found)).toEqual([
      'read Post route.ts:3 GET',
      'read BlogAuthor service.ts:5 BlogService.publish',
      'write Post service.ts:5 BlogService.publish',
    ]);
  });
});
