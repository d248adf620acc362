import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discoverFacts } from '../../src/analyzer/discover/index.ts';
import type { Facts } from '../../src/analyzer/facts.ts';
import { rememberFacts } from '../../src/analyzer/remember/remembered-facts.ts';
import { inMemory } from '../support/in-memory.ts';
import { sourceTree } from '../support/source-tree.ts';

const shop = {
  'package.json': '{ "name": "shop" }',
  'src/main.ts': `import express from 'express';
import { orders } from './orders/routes';
const app = express();
app.use('/orders', orders);
app.listen(3000);
`,
  'src/orders/routes.ts': `import { Router } from 'express';
import { OrderService } from './service';
import { log } from '../log';
const service = new OrderService();
export const orders = Router();
orders.post('/', async (request, response) => {
  log('place');
  response.json(await service.place(request.body));
});
orders.get('/:id', (request, response) => {
  response.json(service.find(request.params.id));
});
`,
  'src/orders/service.ts': `import { getRepository } from 'typeorm';
import { log, time } from '../log';
import { bus } from '../bus';
import { Order } from './order.entity';
import { totalOf, type Priced } from './total';
export class OrderService {
  private readonly recent: Order[] = [];
  async place(order: Order) {
    const total = totalOf(order.lines);
    if (total > 100) {
      log('large order');
    }
    await getRepository(Order).save(order);
    bus.emit('order.placed', order);
    this.remember(order);
    return this.find(order.id);
  }
  async find(id: number): Promise<Order> {
    log('find');
    return getRepository(Order).findOne(id);
  }
  remember(order: Order) {
    this.recent.push(order);
    this.recent.forEach((each) => {
      time(each.lines);
    });
  }
  prices(): Priced[] {
    return this.recent.flatMap((each) => each.lines);
  }
}
`,
  'src/orders/total.ts': `import { round } from '../numbers';
export interface Priced {
  price: number;
}
export const totalOf = (lines: Priced[]) => {
  let total = 0;
  lines.forEach((line) => {
    total += line.price;
  });
  return round(total);
};
`,
  'src/orders/order.entity.ts': `import { Column, Entity, OneToMany } from 'typeorm';
import { Line } from './line.entity';
@Entity('orders')
export class Order {
  @Column() id: number;
  @OneToMany(() => Line, (line) => line.order) lines: Line[];
  describe() {
    return this.lines.map((line) => line.describe());
  }
}
`,
  'src/orders/line.entity.ts': `import { Column, Entity, ManyToOne } from 'typeorm';
import { Order } from './order.entity';
@Entity()
export class Line {
  @Column() price: number;
  @ManyToOne(() => Order) order: Order;
  describe() {
    return 'line';
  }
}
`,
  'src/mail/listen.ts': `import { bus } from '../bus';
import { send } from './send';
import { log } from '../log';
export function listen() {
  bus.on('order.placed', (order) => {
    log('placed');
    send(order.id);
  });
}
`,
  'src/mail/send.ts': `import axios from 'axios';
import { log } from '../log';
let sent = 0;
export async function send(id: number) {
  sent = sent + 1;
  log('send');
  const text = textFor(id);
  await axios.post('https://mail.example.com/send', text);
}
function textFor(id: number) {
  const start = 'Order ';
  return start + id;
}
`,
  'src/reports/rows.ts': `import knex from 'knex';
import mongoose from 'mongoose';
const db = knex({});
export function rowsOf(table: string) {
  return db(table).select();
}
export const modelOf = (name: string) => mongoose.model(name);
export function run(text: string) {
  return db.raw(text);
}
`,
  'src/reports/report.ts': `import { log } from '../log';
import { modelOf, rowsOf, run } from './rows';
export async function report() {
  log('report');
  console.log('report', 1);
  const rows = await rowsOf('orders');
  await run('select * from orders');
  await modelOf('Order').find();
  if (rows.length === 0) throw new Error('no orders');
  return rows.length;
}
`,
  'src/bus.ts': "import { EventEmitter } from 'node:events';\nexport const bus = new EventEmitter();\n",
  'src/numbers.ts': 'export function round(value: number) {\n  return Math.round(value * 100) / 100;\n}\n',
  'src/log.ts': `export function log(text: string) {
  console.log(text);
}
export function time(what: unknown) {
  const now = Date.now();
  log('time');
  return now;
}
`,
  'test/orders.test.ts': `import { OrderService } from '../src/orders/service';
describe('orders', () => {
  it('finds', async () => {
    const service = new OrderService();
    await service.find(1);
  });
});
`,
} satisfies Readonly<Record<string, string>>;

const paths = (Object.keys(shop) as (keyof typeof shop)[]).filter((path) => path.endsWith('.ts'));
const lines = [
  "  log('more');",
  '  round(1);',
  '  const other = totalOf([]);',
  '  if (Math.random() > 0.5) console.log(1);',
  '  [1, 2].map((each) => round(each));',
  '  send(2);',
  '  await getRepository(Order).find();',
  "  bus.emit('order.sent');",
  '  return null;',
  "  console.log('more');",
  "  throw new Error('more');",
  "  rowsOf('lines');",
  "import { log } from '../log';",
  "import { round } from '../numbers';",
  'export function extra(value) {\n  return value;\n}',
  'function helper() {\n  round(2);\n}',
  'export const extraOf = (value: number) => extra(value);',
  'helper();',
  "orders.get('/more', () => null);",
  'export class More extends OrderService {}',
  '// a note',
  '',
];

interface Edit {
  readonly path: string;
  readonly at: number;
  readonly text: string | null;
  readonly word: readonly [string, string];
}

const anyEdit: fc.Arbitrary<Edit> = fc.record({
  path: fc.constantFrom(...paths),
  at: fc.nat(40),
  text: fc.option(fc.constantFrom(...lines), { freq: 4 }),
  word: fc.constantFrom<readonly [string, string]>(
    ['log', 'time'],
    ['place', 'placed'],
    ['1', '2'],
    ["'order", "'user"],
    ['from orders', 'from lines'],
    ["'report'", "'select * from lines'"],
    ['no orders', 'none'],
    ['Order', 'Line'],
    ["'", '"'],
    ['(', '(null, '],
    ['', ''],
  ),
});

/** Puts a line where another one is, takes one out, or changes a word of it. */
function change(root: string, { path, at, text, word }: Edit): void {
  const file = join(root, path);
  const all = readFileSync(file, 'utf8').split('\n');
  const line = at % all.length;
  const [from, to] = word;
  if (text !== null) all.splice(line, 0, text);
  else if (from === '') all.splice(line, 1);
  else all[line] = (all[line] ?? '').replace(from, to);
  writeFileSync(file, all.join('\n'));
}

const optionsFor = (root: string) => ({ root, limits: { maxUnresolvedShare: 1 } });
const outcome = async (work: Promise<Facts>) =>
  work.then(
    (facts) => Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)),
    (error: unknown) => String(error),
  );

/** Whether the facts after each edit are those of a run that remembers nothing; for each, whether all code was read. */
async function afterEach(
  files: Readonly<Record<string, string>>,
  edits: readonly Edit[],
): Promise<boolean[]> {
  const root = sourceTree(files);
  const memory = inMemory();
  const wholeRuns: boolean[] = [];
  await rememberFacts(optionsFor(root), memory);
  for (const each of edits) {
    change(root, each);
    let isWhole = false;
    const onProgress = ({ phase }: { readonly phase: string }) => {
      isWhole ||= phase === 'read';
    };
    const warm = await outcome(
      rememberFacts({ ...optionsFor(root), onProgress }, memory).then(({ facts }) => facts()),
    );
    expect(warm).toEqual(await outcome(discoverFacts(optionsFor(root))));
    wholeRuns.push(isWhole);
  }
  rmSync(root, { recursive: true, force: true });
  return wholeRuns;
}

describe('facts after edits of code', () => {
  it('are those of a run that remembers nothing, one edit after another', async () => {
    const wholeRuns: boolean[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(anyEdit, { minLength: 1, maxLength: 5 }), async (edits) => {
        wholeRuns.push(...(await afterEach(shop, edits)));
      }),
      { numRuns: Number(process.env['EDITS'] ?? 60), seed: 11 },
    );
    expect(wholeRuns.filter((isWhole) => !isWhole).length / wholeRuns.length).toBeGreaterThan(0.2);
  }, 300_000);

  it.each([
    ['a call of what is called already', 'src/orders/service.ts', 9, "    log('again');"],
    [
      'a call in a new function inside',
      'src/orders/total.ts',
      5,
      '  lines.map((line) => round(line.price));',
    ],
    ['a text that is logged', 'src/reports/report.ts', 5, "  console.log('again', 2);"],
    [
      'a function that nobody calls',
      'src/numbers.ts',
      3,
      'export function half(value) {\n  return value / 2;\n}',
    ],
    ['an import of another module of the program', 'src/mail/send.ts', 2, "import { bus } from '../bus';"],
  ])('are worked out from one file after %s', async (_, path, at, text) => {
    const edit = { path: path as keyof typeof shop, at, text, word: ['', ''] as const };
    expect(await afterEach(shop, [edit])).toEqual([false]);
  });

  it('have what a container injects at the line to which that moved', async () => {
    const nest = {
      'package.json': '{ "name": "shop" }',
      'src/main.ts':
        "import { NestFactory } from '@nestjs/core';\nimport { App } from './app';\nNestFactory.create(App);\n",
      'src/app.ts': `import { Module } from '@nestjs/common';
import { Orders } from './orders';
@Module({
  providers: [Orders, { provide: 'ALL', inject: [Orders], useFactory: (orders) => [orders] }],
})
export class App {}
`,
      'src/orders.ts':
        "import { Injectable } from '@nestjs/common';\n@Injectable()\nexport class Orders {}\n",
    };
    const edit = { path: 'src/app.ts', at: 1, text: "import './orders';", word: ['', ''] as const };
    expect(await afterEach(nest, [edit])).toEqual([false]);
  });

  it.each([
    ['an access', 'src/orders/service.ts', 9, '    await getRepository(Order).find();'],
    ['a route', 'src/orders/routes.ts', 5, "orders.get('/more', () => null);"],
    ['what a function gives back', 'src/mail/send.ts', 12, '  if (id > 1) return null;'],
  ])('are those of a whole run after another %s', async (_, path, at, text) => {
    const edit = { path: path as keyof typeof shop, at, text, word: ['', ''] as const };
    expect(await afterEach(shop, [edit])).toEqual([true]);
  });
});
