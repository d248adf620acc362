import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

const wire = (body: string) =>
  `import express from 'express';\nconst app = express();\n${body}\napp.listen(1);\n`;

test('a route reaches what its handler calls, not all that its file imports', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'app.ts': wire(`
        import { OrderController } from './order.controller';
        import { OrderService } from './order.service';
        const orders = new OrderController(new OrderService());
        app.get('/orders', orders.list);
        app.get('/about', (req, res) => res.send('hello'));`),
      'order.controller.ts':
        "import type { OrderService } from './order.service';\nexport class OrderController { constructor(private readonly service: OrderService) {}\n list = (req, res) => res.json(this.service.all()); }\n",
      'order.service.ts':
        "import { format } from './format';\nimport './unused';\nexport class OrderService { all() { return format([]); } other() { } }\n",
      'format.ts': 'export const format = (rows: string[]) => rows.join();\n',
      'unused.ts': 'export const unused = 1;\n',
    }),
  });
  expect(routes.map(({ path, reaches }) => [path, reaches.modules])).toEqual([
    ['/orders', ['format.ts', 'order.controller.ts', 'order.service.ts']],
    ['/about', ['app.ts']],
  ]);
});

test('side effects: files, other systems, nothing, and what cannot be known', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'app.ts': wire(`
        import { writeFile } from 'node:fs/promises';
        import { mystery } from 'some-package';
        app.get('/pure', (req, res) => res.json([1, 2].map(String)));
        app.get('/file', async (req, res) => { await writeFile('/tmp/x', 'x'); });
        app.get('/mail', async (req, res) => { await fetch('https://mail'); await writeFile('/tmp/x', 'x'); });
        app.get('/package', (req, res) => mystery());
        app.get('/untyped', (req, res) => req.container.resolve('orders').ship());`),
    }),
  });
  expect(routes.map(({ path, sideEffects }) => `${path} ${sideEffects}`)).toEqual([
    '/pure none',
    '/file writes',
    '/mail external',
    '/package unknown',
    '/untyped unknown',
  ]);
});

test('what something unknown is mapped to is known', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'app.ts': wire(`
        import { settings } from 'some-settings';
        import { Source } from './source';
        const sources = () => settings.get('names').map((name) => new Source(name));
        app.get('/rates', (req, res) => { for (const source of sources()) source.load(); });`),
      'source.ts': "export class Source { load() { return fetch('https://fx.example.com'); } }\n",
    }),
  });
  expect(routes).toMatchObject([{ sideEffects: 'external', reaches: { modules: ['app.ts', 'source.ts'] } }]);
});

test('a service that runs itself in a transaction hands itself to what it runs', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'app.ts': wire(`
        import { writeFile } from 'node:fs/promises';
        import { Controller } from './controller';
        const controller = new Controller();
        app.post('/orders', controller.place);`),
      'controller.ts': `
import type { Orders } from './orders';
type Transactional<S> = S & { transactional: <R>(run: (service: S) => R) => Promise<R> };
export class Controller {
  orders: Transactional<Orders>;
  place = (req, res) => this.orders.transactional((service) => service.place(req.body));
}`,
      'orders.ts':
        "import { writeFile } from 'node:fs/promises';\nexport class Orders { place(order) { return writeFile('orders', order); } }\n",
    }),
  });
  expect(routes[0]).toMatchObject({
    sideEffects: 'writes',
    reaches: { modules: ['controller.ts', 'orders.ts'] },
  });
});

test('a function that is given a function does not run those that others give it', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'app.ts': wire(`
        import { each } from './each';
        import { writeFile } from 'node:fs/promises';
        app.get('/read', (req, res) => each([1], (id) => String(id)));
        app.get('/write', (req, res) => each([1], (id) => writeFile('x', id)));`),
      'each.ts': 'export function each(list, visit) { for (const item of list) visit(item); }\n',
    }),
  });
  expect(routes.map(({ sideEffects }) => sideEffects)).toEqual(['none', 'writes']);
});

test('calls through interfaces, factories, injected objects and callbacks reach their targets', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'app.ts': wire(`
        import { makeRoutes } from './routes';
        import { makeOrders } from './orders';
        import { SqlStore } from './sql-store';
        app.use(makeRoutes({ orders: makeOrders(new SqlStore()) }));`),
      'routes.ts':
        "import { Router } from 'express';\nimport { each } from './each';\nexport function makeRoutes({ orders }) { const r = Router(); r.get('/x', (req, res) => each([1], (id) => orders.find(id))); return r; }\n",
      'each.ts': 'export function each(list, visit) { for (const item of list) visit(item); }\n',
      'orders.ts':
        "import type { Store } from './store';\nexport const makeOrders = (store: Store) => ({ find: (id) => store.load(id) });\n",
      'store.ts': 'export interface Store { load(id: number): string }\n',
      'sql-store.ts':
        "import type { Store } from './store';\nexport class SqlStore implements Store { load(id: number) { return String(id); } }\n",
      'test/fake-store.ts':
        "import type { Store } from '../store';\nexport class FakeStore implements Store { load(id: number) { return String(id); } }\n",
    }),
  });
  expect(routes[0]?.reaches.modules).toEqual(['each.ts', 'orders.ts', 'routes.ts', 'sql-store.ts']);
});

test('an inline handler is named after the only function that it calls', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'app.ts': wire(
        "import { createUser } from './users';\napp.post('/users', (req, res) => createUser.execute(req, res));",
      ),
      'users.ts': 'class CreateUser { execute(req, res) {} }\nexport const createUser = new CreateUser();\n',
    }),
  });
  expect(routes).toMatchObject([{ handler: 'CreateUser.execute' }]);
});

test('events are found on emitters of Node, on subclasses and on a bus of the project, by text and by class', async () => {
  const { events } = await discoverFacts({
    root: sourceTree({
      'bus.ts': `
        import { EventEmitter } from 'node:events';
        export const plain = new EventEmitter();
        export class Typed extends EventEmitter {}
        export class Own { emit(name, payload) {} on(name, listener) {} }
        export const typed = new Typed();
        export const own = new Own();
        export const names = { shipped: 'order.shipped' } as const;`,
      'use.ts': `import { plain, typed, own, names } from './bus';
import http from './http-client';
class Paid {}
plain.emit('placed', 1);
typed.on('placed', () => 1);
own.on(names.shipped, () => 1);
own.emit(names.shipped, {});
own.emit(new Paid());
http.on('response', () => 1);
`,
      'http-client.ts': 'export default { on() {}, request() {} };\n',
    }),
  });
  expect(events).toEqual([
    { name: 'Paid', transport: 'emitter', publishers: ['use.ts:8'], subscribers: [] },
    { name: 'order.shipped', transport: 'emitter', publishers: ['use.ts:7'], subscribers: ['use.ts:6'] },
    { name: 'placed', transport: 'emitter', publishers: ['use.ts:4'], subscribers: ['use.ts:5'] },
  ]);
});

test('calls of methods are edges to the class, also where nothing is imported', async () => {
  const { dependencies } = await discoverFacts({
    root: sourceTree({
      'stock.ts': 'export class Stock { reserve() {} }\n',
      'make.ts': "import { Stock } from './stock';\nexport const stock = new Stock();\n",
      'order.ts': "import { stock } from './make';\nexport const place = () => stock.reserve();\n",
    }),
  });
  expect(dependencies.find(({ from, to }) => from === 'order.ts' && to === 'stock.ts')).toMatchObject({
    kinds: ['call'],
    symbols: ['Stock'],
    weight: 1,
    locations: ['order.ts:2'],
  });
});
