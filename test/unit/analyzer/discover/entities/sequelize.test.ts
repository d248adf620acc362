import { expect, test } from 'vitest';
import {
  entitiesIn,
  shownAccesses,
  shownEntities,
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
    'Vote Votes models/vote.js:3',
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
