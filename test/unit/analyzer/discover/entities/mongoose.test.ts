import { expect, test } from 'vitest';
import {
  entitiesIn,
  shownAccesses,
  shownEntities,
  shownTransactions,
} from '../../../../support/entities-in.ts';

const models = {
  'order.js': `
    import mongoose, { Schema } from 'mongoose';
    const orderSchema = new Schema({
      buyer: { type: Schema.Types.ObjectId, ref: 'User' },
      lines: [{ product: { type: Schema.Types.ObjectId, ref: 'Product' } }],
    }, { collection: 'shop_orders' });
    export const Order = mongoose.models.Order || mongoose.model('Order', orderSchema);`,
  'user.js': `
    const mongoose = require('mongoose');
    module.exports = mongoose.model('User', new mongoose.Schema({}));`,
  'product.js': `
    import { model } from 'mongoose';
    export default model('product', {}, 'goods');`,
};

test('Mongoose: models with their collections and references', async () => {
  expect(shownEntities(await entitiesIn(models))).toEqual([
    'Order shop_orders order.js:7 -> Product many-to-many -> User many-to-one',
    'Product goods product.js:3',
    'User users user.js:3',
  ]);
});

test('Mongoose: queries, new documents, populated fields and pipelines', async () => {
  const found = await entitiesIn({
    ...models,
    'shop.js': `
      import { Order } from './order.js';
      import Product from './product.js';
      const User = require('./user.js');
      export const list = () => Order.find({}).sort('a').populate('buyer').populate({ path: 'lines' });
      export const save = async () => { await new Product({}).save(); };
      export const change = () => User.updateOne({}, {});
      export const sum = () => Order.aggregate([{ $lookup: { from: 'users', as: 'u' } }, { $out: 'goods' }]);
      export const all = (session) => session.withTransaction(async () => { await Order.create({}); });
      export const none = () => [1].find(Order);`,
  });
  expect(shownAccesses(found)).toEqual([
    'read Order shop.js:5 list',
    'read Product shop.js:5 list',
    'read User shop.js:5 list',
    'write Product shop.js:6 save',
    'write User shop.js:7 change',
    'read Order shop.js:8 sum',
    'write Product shop.js:8 sum',
    'read User shop.js:8 sum',
    'write Order shop.js:9 all',
  ]);
  expect(shownTransactions(found)).toEqual(['shop.js:9 all Order']);
});

test('Mongoose: classes of Nest, injected by the name of their model', async () => {
  const found = await entitiesIn({
    'cat.schema.ts': `
      import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
      @Schema({ _id: false }) export class Collar {}
      @Schema() export class Cat {
        @Prop({ type: mongoose.Schema.Types.ObjectId, ref: 'Owner' }) owner: Owner;
        @Prop({ type: [{ type: ObjectId, ref: Cat.name }] }) friends: Cat[];
      }
      @Schema({ collection: 'people' }) export class Owner {}`,
    'cat.service.ts': `
      export class CatService {
        constructor(@InjectModel(Cat.name) private readonly catModel: Model<CatDocument>) {}
        list() { return this.catModel.find().exec(); }
        add() { return new this.catModel({}).save(); }
      }`,
  });
  expect(shownEntities(found)).toEqual([
    'Cat cats cat.schema.ts:4 -> Cat many-to-many -> Owner many-to-one',
    'Owner people cat.schema.ts:8',
  ]);
  expect(shownAccesses(found)).toEqual([
    'read Cat cat.service.ts:4 CatService.list',
    'write Cat cat.service.ts:5 CatService.add',
  ]);
});
