import { expect, test } from 'vitest';
import { entitiesIn } from '../../../../support/entities-in.ts';

const shown = async (files: Record<string, string>) =>
  (await entitiesIn(files)).diagnostics.map(({ code, message }) => `${code} ${message}`);

test('a database that nothing reads is one diagnostic with its places', async () => {
  const source = "import { types } from 'cassandra-driver';\nexport const id = types.Uuid;";
  expect(
    await shown({ 'a.ts': source, 'b.ts': source, 'c.ts': "import type { Client } from 'couchbase';" }),
  ).toEqual([
    'DATA_LIBRARY_UNREAD cassandra-driver is used in 2 files, and nothing of its data is read (a.ts:1, b.ts:1)',
  ]);
});

test('a library of which no access was found says so, and one that is followed does not', async () => {
  expect(
    await shown({
      'a.ts': "import mongoose from 'mongoose';\nmongoose.connect('x');",
      'b.ts':
        "import { Pool } from 'pg';\nexport const all = (pool: Pool) => pool.query('select * from orders');",
      'c.sql': 'create table orders (id int);',
    }),
  ).toEqual(['DATA_LIBRARY_SILENT mongoose is used in 1 file, and no access through it was found (a.ts:1)']);
});

test('models that are chosen at run time are counted', async () => {
  expect(
    await shown({
      'a.js': `
        import mongoose from 'mongoose';
        export const User = mongoose.model('User', new mongoose.Schema({}));
        export const all = () => User.find({});
        export const any = (name) => mongoose.model(name).findOne({});
        export const each = (models, name) => models[name].countDocuments({});`,
    }),
  ).toEqual([
    'MODEL_DYNAMIC 2 calls choose their model of mongoose at run time: the accesses are missing (a.js:5, a.js:6)',
  ]);
});
