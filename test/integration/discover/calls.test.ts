import { expect, it } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

const files = {
  'package.json': '{"type":"module","dependencies":{"knex":"3"}}',
  'db.ts': "import knex from 'knex';\nexport const db = knex({ client: 'pg' });\n",
  'stock.ts': `import { db } from './db';
export class Stock {
  async reserve(id) { return this.take(id); }
  async take(id) { await db('stock').where({ id }).update({ reserved: true }); }
  async left(id) { return db('stock').where({ id }).first(); }
}
`,
  'mail.ts':
    "import { db } from './db';\nexport async function send(to) { await db('outbox').insert({ to }); }\n",
  'format.ts': 'export const upper = (text) => text.toUpperCase();\n',
  'orders.ts': `import { db } from './db';
import { Stock } from './stock';
import { send } from './mail';
import { upper } from './format';
const stock = new Stock();
export class Orders {
  async place(order) {
    const left = await stock.left(order.id);
    await db.transaction(async (trx) => {
      await stock.reserve(order.id);
      await trx('orders').insert({ ...order, left });
    });
    void send(upper(order.to));
    send(order.to).catch(() => undefined);
  }
}
`,
  'orders.test.ts': "import { Orders } from './orders';\nnew Orders().place({});\n",
};

it('a call of another file says what it reads and writes, what becomes of its result, and in which transaction it runs', async () => {
  const { calls } = await discoverFacts({ root: sourceTree(files) });
  const shown = calls
    .filter(({ to }) => to !== 'db.ts')
    .map(
      ({ from, line, function: caller, target, reads, writes, result, transaction }) =>
        `${from}:${line} ${caller} -> ${target} reads ${reads.join()} writes ${writes.join()} ${result} ${transaction ?? '-'}`,
    );
  expect(shown).toEqual([
    'orders.ts:5 <module> -> Stock.<fields> reads  writes  used -',
    'orders.ts:8 Orders.place -> Stock.left reads Stock writes  used -',
    'orders.ts:10 Orders.place -> Stock.reserve reads  writes Stock unused orders.ts:9',
    'orders.ts:13 Orders.place -> upper reads  writes  used -',
    'orders.ts:13 Orders.place -> send reads  writes Outbox dropped -',
    'orders.ts:14 Orders.place -> send reads  writes Outbox dropped -',
  ]);
});

it('a transaction has its accesses in the order in which they run', async () => {
  const { transactions } = await discoverFacts({ root: sourceTree(files) });
  expect(transactions).toEqual([
    {
      file: 'orders.ts',
      line: 9,
      entities: ['Order', 'Stock'],
      accesses: [
        { entity: 'Stock', op: 'write', file: 'stock.ts', line: 4 },
        { entity: 'Order', op: 'write', file: 'orders.ts', line: 11 },
      ],
    },
  ]);
});
