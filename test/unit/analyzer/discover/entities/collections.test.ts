import { expect, test } from 'vitest';
import { entitiesIn, shownAccesses, shownEntities } from '../../../../support/entities-in.ts';

test('MongoDB: collections are entities where they are first named', async () => {
  const found = await entitiesIn({
    'db.js': `
      import { MongoClient } from 'mongodb';
      const db = new MongoClient('').db();
      export const orders = db.collection('orders');
      export const insert = (name, document) => db.collection(name).insertOne(document);`,
    'shop.js': `
      import { insert, orders } from './db.js';
      export const list = () => orders.find({});
      export const add = () => insert('users', {});
      export const drop = (db) => db.collection('carts', (error, carts) => carts.remove({}));
      export const none = () => [orders].find(Boolean);`,
  });
  expect(shownEntities(found)).toEqual([
    'Cart carts shop.js:5',
    'Order orders db.js:4',
    'User users shop.js:4',
  ]);
  expect(shownAccesses(found)).toEqual([
    'read Order shop.js:3 list',
    'write User shop.js:4 add',
    'write Cart shop.js:5 drop',
  ]);
  expect(found.orms).toEqual(['mongodb']);
});

test('Firestore: documents of collections', async () => {
  const found = await entitiesIn({
    'shop.js': `
      import { getFirestore } from 'firebase-admin/firestore';
      const db = getFirestore();
      export const one = (id) => db.collection('orders').doc(id).get();
      export const save = (id) => db.collection('orders').doc(id).set({});`,
  });
  expect(shownAccesses(found)).toEqual(['read Order shop.js:4 one', 'write Order shop.js:5 save']);
});

test('collections that a method hands out in an object', async () => {
  const found = await entitiesIn({
    'database.ts': `
      import { MongoClient } from 'mongodb';
      export class Database {
        getCollections() {
          const db = new MongoClient('x').db('shop');
          const orders = db.collection('orders');
          return { orders, users: db.collection('users') };
        }
      }
      export const collections = new Database().getCollections();`,
    'service.ts': `
      import { collections } from './database';
      export const add = () => collections.orders.insertOne({});
      export const all = () => collections.users.find({});`,
  });
  expect(shownAccesses(found)).toEqual(['write Order service.ts:3 add', 'read User service.ts:4 all']);
});
