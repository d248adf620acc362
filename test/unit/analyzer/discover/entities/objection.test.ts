import { expect, test } from 'vitest';
import {
  entitiesIn,
  shownAccesses,
  shownColumns,
  shownEntities,
  shownKeys,
} from '../../../../support/entities-in.ts';

const models = {
  'base.js': `const { Model } = require('objection'); module.exports = class BaseModel extends Model { static all() { return this.query(); } };`,
  'user.js': `
    const BaseModel = require('./base');
    class User extends BaseModel {
      static get tableName() { return 'users'; }
      static get jsonSchema() { return { required: ['name'], properties: { name: { type: 'string' }, age: { type: 'integer' } } }; }
      static get relationMappings() {
        const Order = require('./order');
        return { orders: { relation: BaseModel.HasManyRelation, modelClass: Order, join: { from: 'users.id', to: 'orders.user_id' } } };
      }
    }
    module.exports = User;`,
  'order.js': `
    const path = require('path');
    const { Model } = require('objection');
    module.exports = class Order extends Model {
      static tableName = 'orders';
      static relationMappings = {
        buyer: { relation: Model.BelongsToOneRelation, modelClass: path.join(__dirname, 'user', 'User'), join: { from: 'orders.user_id', to: 'users.id' } },
        tags: { relation: Model.ManyToManyRelation, modelClass: () => require('./tag').Tag, join: { from: 'orders.id', through: { from: 'order_tags.order_id', to: 'order_tags.tag_id' }, to: 'tags.id' } },
      };
    };`,
  'tag.js': `const { Model } = require('objection'); exports.Tag = class Tag extends Model { static get tableName() { return 'tags'; } };`,
};

test('Objection: classes with tables, schemas and relation mappings', async () => {
  const found = await entitiesIn(models);
  expect(shownEntities(found)).toEqual([
    'Order orders order.js:4 -> Tag many-to-many -> User many-to-one',
    'Tag tags tag.js:1',
    'User users user.js:3 -> Order one-to-many',
  ]);
  expect(shownColumns(found)).toEqual(['Order: ', 'Tag: ', 'User: name string, age integer?']);
  expect(shownKeys(found)).toEqual(['orders.user_id -> users.id']);
});

test('Objection: queries, graphs, related queries and records', async () => {
  const found = await entitiesIn({
    ...models,
    'service.js': `
      const User = require('./user');
      const Order = require('./order');
      exports.list = () => User.query().where('id', 1).withGraphFetched('[orders.tags]');
      exports.add = (trx) => Order.query(trx).insertGraph({ note: 'x', tags: [{ name: 'y' }] });
      exports.change = async () => { const user = await User.query().findById(1); return user.$query().patch({ name: 'z' }); };
      exports.related = (user) => User.relatedQuery('orders').for(1).delete();
      exports.bound = (knex) => User.bindKnex(knex).query().insert({});
      exports.all = () => User.all();`,
  });
  expect(shownAccesses(found).filter((each) => each.includes('service'))).toEqual([
    'read Order service.js:4 list',
    'read Tag service.js:4 list',
    'read User service.js:4 list',
    'write Order service.js:5 add',
    'write Tag service.js:5 add',
    'read User service.js:6 change',
    'write User service.js:6 change',
    'write Order service.js:7 related',
    'write User service.js:8 bound',
  ]);
  expect(shownAccesses(found)).toContain('read User user.js:3 all');
});
