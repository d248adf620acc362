import { expect, test } from 'vitest';
import { entitiesIn, shownAccesses, shownEntities } from '../../../../support/entities-in.ts';

const layer = `module.exports = function (settings) {
  var module = {};
  var mongodb = require('mongodb');
  var client = null;
  module.names = { orders: 'shop_orders', users: 'shop_users' };
  module.findOne = function (collection, key, callback) {
    client.collection(collection, function (error, found) { found.find({ _id: key }).toArray(callback); });
  };
  module.insertOne = function (collection, document, callback) {
    client.collection(collection, function (error, found) { found.insert(document, callback); });
  };
  return module;
};`;

test('a layer of data that is loaded by a path put together at run time', async () => {
  const found = await entitiesIn({
    'package.json': '{}',
    'dataaccess/mongo/index.js': layer,
    'routes.js': `module.exports = function (kind, settings) {
      var module = {};
      var path = './dataaccess/' + kind + '/index.js';
      var data = new require(path)(settings);
      module.names = data.names;
      module.order = function (req, res) { data.findOne(module.names.orders, req.id, res.send); };
      module.join = function (req, res) { data.insertOne(module.names.users, req.body, res.send); };
      return module;
    };`,
  });
  expect(shownEntities(found)).toEqual([
    'ShopOrder shop_orders routes.js:6',
    'ShopUser shop_users routes.js:7',
  ]);
  expect(shownAccesses(found)).toEqual([
    'read ShopOrder routes.js:6 exports',
    'write ShopUser routes.js:7 exports',
  ]);
});

test('layers that one setting chooses between are no join', async () => {
  const found = await entitiesIn({
    'package.json': '{}',
    'dataaccess/mongo/index.js': layer,
    'dataaccess/other/index.js': layer.replaceAll('shop_', 'other_'),
    'routes.js': `module.exports = function (kind) {
      var data = require(\`./dataaccess/\${kind}\`)({});
      return function (req, res) { data.findOne(data.names.orders, req.id, res.send); };
    };`,
  });
  expect(found.entities.map(({ table }) => table)).toEqual(['other_orders', 'shop_orders']);
  expect(found.joins).toEqual([]);
});
