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
