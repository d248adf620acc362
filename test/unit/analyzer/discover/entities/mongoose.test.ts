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

test('Mongoose: a class of the platform is no model of the same name', async () => {
  const found = await entitiesIn({
    'file.js': `import { model } from 'mongoose'; export const File = model('File', {});`,
    'upload.js': `import { File } from './file.js'; export const keep = (name) => new File({ name }).save();`,
    'page.js': `export const paste = (blob) => [new File([blob], 'image.png'), new globalThis.File([blob], 'copy.png')];`,
  });
  expect(found.entities.map(({ name, writers }) => [name, writers])).toEqual([['File', ['upload.js']]]);
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

test('Mongoose: discriminators, virtual fields, schemas of other files, plurals', async () => {
  const found = await entitiesIn({
    'schema.ts': `
      import { Schema } from 'mongoose';
      export const eventSchema = new Schema({ at: { type: Date, required: true }, tags: [String], by: { type: Schema.Types.ObjectId, ref: 'User' } });`,
    'models.ts': `
      import mongoose from 'mongoose';
      import { eventSchema } from './schema';
      const userSchema = new mongoose.Schema({ name: String });
      userSchema.virtual('events', { ref: 'Event', localField: '_id', foreignField: 'by' });
      export const User = mongoose.model('User', userSchema);
      export const Event = mongoose.model('Event', eventSchema);
      export const Click = Event.discriminator('Click', new mongoose.Schema({ url: String }));
      export const Details = mongoose.model('ExecutionDetails', new mongoose.Schema({}));`,
    'service.ts': `
      import { User, Click } from './models';
      export const rename = async (id) => { const user = await User.findById(id).populate('events'); user.name = 'x'; await user.save(); };
      export const touch = () => User.findOne({}).then((user) => user.save());
      export const click = () => Click.create({});`,
  });
  expect(shownEntities(found)).toEqual([
    'Click events models.ts:8 -> User many-to-one',
    'Event events models.ts:7 -> User many-to-one',
    'ExecutionDetails executiondetails models.ts:9',
    'User users models.ts:6 -> Event one-to-many',
  ]);
  expect(shownColumns(found)).toEqual([
    'Click: at Date, tags String[]?, by ObjectId?, url String?',
    'Event: at Date, tags String[]?, by ObjectId?',
    'ExecutionDetails: ',
    'User: name String?',
  ]);
  expect(shownKeys(found)).toEqual(['events.by -> users._id', 'events.by -> users._id']);
  expect(shownAccesses(found)).toEqual([
    'read Event service.ts:3 rename',
    'read User service.ts:3 rename',
    'write User service.ts:3 rename',
    'read User service.ts:4 touch',
    'write User service.ts:4 touch',
    'write Click service.ts:5 click',
  ]);
});

test('Mongoose: a base repository over the model that its heirs give', async () => {
  const found = await entitiesIn({
    'base.ts': `
      import { Model } from 'mongoose';
      export class BaseRepository<T> {
        public _model: Model<T>;
        constructor(protected MongooseModel: Model<T>) { this._model = MongooseModel; }
        async findOne(query) { return this.MongooseModel.findOne(query); }
        async drop(query) { return this._model.deleteMany(query); }
        async both(query) { await this.findOne(query); }
      }`,
    'tenant.ts': `
      import mongoose from 'mongoose';
      import { BaseRepository } from './base';
      export const Tenant = (mongoose.models.Tenant as mongoose.Model<TenantDBModel>) || mongoose.model<TenantDBModel>('Tenant', new mongoose.Schema({}));
      export class TenantRepository extends BaseRepository<TenantDBModel> { constructor() { super(Tenant); } }`,
    'service.ts': `
      import { TenantRepository } from './tenant';
      export class Tenants { constructor(private tenants: TenantRepository) {} all() { return this.tenants.both({}); } }`,
  });
  expect(shownAccesses(found)).toEqual([
    'read Tenant tenant.ts:5 TenantRepository.constructor',
    'read Tenant tenant.ts:5 Tenants.all',
    'write Tenant tenant.ts:5 TenantRepository.constructor',
  ]);
});

test('Typegoose, and features of Nest with schemas made by hand', async () => {
  const found = await entitiesIn({
    'car.ts': `
      import { prop, getModelForClass, modelOptions, Ref } from '@typegoose/typegoose';
      import mongoose from 'mongoose';
      class Owner { @prop({ required: true }) name!: string; }
      @modelOptions({ schemaOptions: { collection: 'vehicles' } })
      class Car { @prop({ ref: () => Owner }) owner?: Ref<Owner>; }
      export const OwnerModel = getModelForClass(Owner);
      export const CarModel = getModelForClass(Car);`,
    'module.ts': `
      import { MongooseModule } from '@nestjs/mongoose';
      import { Schema } from 'mongoose';
      const CatSchema = new Schema({ name: String });
      export const feature = MongooseModule.forFeature([{ name: 'Cat', schema: CatSchema }]);
      export class Cats { constructor(@InjectModel('Cat') private model: Model<CatDocument>) {} list() { return this.model.find(); } }`,
  });
  expect(shownEntities(found)).toEqual([
    'Car vehicles car.ts:5 -> Owner many-to-one',
    'Cat cats module.ts:5',
    'Owner owners car.ts:4',
  ]);
  expect(shownAccesses(found)).toEqual(['read Cat module.ts:6 Cats.list']);
});
