import { expect, test } from 'vitest';
import {
  entitiesIn,
  shownAccesses,
  shownColumns,
  shownEntities,
  shownKeys,
  shownTransactions,
} from '../../../../support/entities-in.ts';

const models = {
  'models/post.js': `
    export default (sequelize, DataTypes) => {
      const Post = sequelize.define('blog_post', {
        member_id: { type: DataTypes.UUID, references: { model: 'member', key: 'id' } },
      }, { tableName: 'blog_post' });
      Post.associate = (models) => { Post.belongsTo(models.Member, { as: 'Member' }); };
      return Post;
    };`,
  'models/member.js': `
    import { Model } from 'sequelize';
    export class Member extends Model {}
    Member.init({}, { sequelize, tableName: 'member' });
    Member.hasMany(Vote);`,
  'models/vote.js': `
    import { Model } from 'sequelize';
    export class Vote extends Model {
      static init(sequelize) { return super.init({}, { sequelize, modelName: 'vote' }); }
      static of(id) { return this.findAll({ where: { id } }); }
    }`,
};

test('Sequelize: models of define and init, with their tables and associations', async () => {
  const found = await entitiesIn({
    ...models,
    'models/member.js': models['models/member.js'].replace(
      'import',
      "import { Vote } from './vote.js';\nimport",
    ),
  });
  expect(shownEntities(found)).toEqual([
    'BlogPost blog_post models/post.js:3 -> Member many-to-one',
    'Member member models/member.js:4 -> Vote one-to-many',
    'Vote votes models/vote.js:3',
  ]);
});

test('Sequelize: decorated classes', async () => {
  const found = await entitiesIn({
    'a.ts': `
      import { Table, Model, BelongsTo, HasMany } from 'sequelize-typescript';
      @Table({ tableName: 'orders' }) export class Order extends Model { @BelongsTo(() => User) user; }
      @Table export class User extends Model { @HasMany(() => Order) orders; }
      export const all = () => Order.findAll({ include: [User] });`,
  });
  expect(shownEntities(found)).toEqual([
    'Order orders a.ts:3 -> User many-to-one',
    'User Users a.ts:4 -> Order one-to-many',
  ]);
  expect(shownAccesses(found)).toEqual(['read Order a.ts:5 all', 'read User a.ts:5 all']);
});

test('Sequelize: queries by class, by a name that models have, with included models', async () => {
  const found = await entitiesIn({
    ...models,
    'domain.js': 'export class BlogPost { static create() {} }',
    'repo.js': `
      import { Member } from './models/member.js';
      import { BlogPost } from './domain.js';
      export class Repo {
        constructor(models) { this.models = models; }
        list() { return Member.findAll({ include: [{ model: this.models.BlogPost, as: 'x' }] }); }
        async save() { const PostModel = this.models.BlogPost; await PostModel.create({}); }
        take() { const { Vote } = this.models; return Vote.destroy({}); }
        other() { return this.items.create({}) && this.Member.push(1) && BlogPost.create({}); }
        both() { return sequelize.transaction(async (t) => { await Member.update({}, { transaction: t }); }); }
      }`,
  });
  expect(shownAccesses(found)).toEqual([
    'read Vote models/vote.js:5 Vote.of',
    'read BlogPost repo.js:6 Repo.list',
    'read Member repo.js:6 Repo.list',
    'write BlogPost repo.js:7 Repo.save',
    'write Vote repo.js:8 Repo.take',
    'write Member repo.js:10 Repo.both',
  ]);
  expect(shownTransactions(found)).toEqual(['repo.js:10 Repo.both Member']);
});

test('Sequelize: columns, keys, aliases, records and the methods that associations give', async () => {
  const found = await entitiesIn({
    'models.js': `
      import { Sequelize, DataTypes, Model } from 'sequelize';
      const sequelize = new Sequelize('x');
      export const User = sequelize.define('user', { name: { type: DataTypes.STRING(40), allowNull: false } }, { underscored: true });
      export class Order extends Model {}
      Order.init({ id: { type: DataTypes.UUID, primaryKey: true }, note: DataTypes.TEXT,
        shopId: { type: DataTypes.INTEGER, references: { model: 'shops', key: 'id' } } }, { sequelize, modelName: 'order' });
      export const Line = sequelize.define('Line', {});
      export const Tag = sequelize.define('Tag', {});
      Order.belongsTo(User, { as: 'buyer', foreignKey: 'buyer_id' });
      Order.hasMany(Line, { as: 'lines' });
      Order.belongsToMany(Tag, { through: 'order_tags' });`,
    'service.js': `
      import { Order, User } from './models.js';
      export const list = () => Order.scope('open').findAll({ include: ['buyer', { association: 'lines' }] });
      export const change = async (id) => { const order = await Order.findByPk(id); await order.update({ note: 'x' }); return order.getLines(); };
      export const each = async () => { for (const user of await User.findAll()) await user.save(); };
      export const late = () => User.findOne().then((user) => user.destroy());`,
  });
  expect(shownColumns(found)).toEqual([
    'Line: ',
    'Order: id UUID, note TEXT?, shopId INTEGER?',
    'Tag: ',
    'User: name STRING(40)',
  ]);
  expect(shownKeys(found)).toEqual([
    'Lines.orderId -> orders.?',
    'orders.buyer_id -> users.?',
    'orders.shopId -> shops.id',
  ]);
  expect(shownAccesses(found)).toEqual([
    'read Line service.js:3 list',
    'read Order service.js:3 list',
    'read User service.js:3 list',
    'read Line service.js:4 change',
    'read Order service.js:4 change',
    'write Order service.js:4 change',
    'read User service.js:5 each',
    'write User service.js:5 each',
    'read User service.js:6 late',
    'write User service.js:6 late',
  ]);
});

test('sequelize-typescript: columns and keys of decorators, those of base classes included', async () => {
  const found = await entitiesIn({
    'models.ts': `
      import { Model, Table, Column, DataType, ForeignKey, BelongsTo, BelongsToMany, AllowNull, PrimaryKey } from 'sequelize-typescript';
      class Base extends Model { @PrimaryKey @Column(DataType.UUID) id: string; }
      @Table({ tableName: 'users' }) export class User extends Base { @AllowNull(false) @Column name: string; }
      @Table({ tableName: 'stars' }) export class Star extends Base {
        @BelongsTo(() => User, 'userId') user: User;
        @ForeignKey(() => User) @Column(DataType.UUID) userId: string;
        @BelongsToMany(() => User, 'star_users') watchers: User[];
        rename() { return this.save(); }
        static drop() { return this.destroy({}); }
      }`,
    'service.ts': `
      import { Star, User } from './models';
      export const watch = async (star: Star) => star.$add('watchers', 1);
      export const one = () => Star.findOne({ include: [User] });`,
  });
  expect(shownColumns(found)).toEqual(['Star: userId UUID?, id UUID', 'User: name string, id UUID']);
  expect(shownKeys(found)).toEqual(['stars.userId -> users.?']);
  expect(shownAccesses(found)).toEqual([
    'write Star models.ts:9 Star.rename',
    'write Star models.ts:10 Star.drop',
    'write Star service.ts:3 watch',
    'read Star service.ts:4 one',
    'read User service.ts:4 one',
  ]);
});
