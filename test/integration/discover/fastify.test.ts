import { describe, expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { routesOf } from '../../support/routes-of.ts';
import { sourceTree } from '../../support/source-tree.ts';

const app = (body: string) =>
  `import Fastify from 'fastify';\nconst app = Fastify({ logger: true });\n${body}\nawait app.listen({ port: 0 });\n`;

describe('registration', () => {
  test('shorthands, route() with one or several methods, handlers in options', async () => {
    const routes = await routesOf({
      'app.ts': app(`
        app.get('/orders', list).post('/orders', { schema: {} }, place);
        app.route({ method: ['PUT', 'PATCH'], url: '/orders/:id', handler: change });
        app.delete('/orders/:id', { preHandler: auth, handler: cancel });
        app.all('/any', any);
        app.withTypeProvider<Provider>().get('/typed', typed);
        for (const each of [{ method: 'GET', url: '/looped', handler: looped }]) app.route(each);
        function list() {} function place() {} function change() {} function cancel() {} function any() {}
        function typed() {} function looped() {} function auth() {}`),
    });
    expect(routes).toEqual([
      'ALL /any any',
      'DELETE /orders/:id cancel',
      'GET /looped looped',
      'GET /orders list',
      'GET /typed typed',
      'PATCH /orders/:id change',
      'POST /orders place',
      'PUT /orders/:id change',
    ]);
  });

  test('a method name alone makes no route: decorators and clients have get, too', async () => {
    const routes = await routesOf({
      'app.ts': app(`
        app.redis.get('/cached', () => 1);
        const { store } = app;
        store.get('/stored', () => 1);
        app.inject({ method: 'GET', url: '/probe' });
        app.get('/real', real);
        function real() {}`),
    });
    expect(routes).toEqual(['GET /real real']);
  });
});

describe('register', () => {
  test('prefixes multiply through nested, inline, imported and lazily imported plugins', async () => {
    const routes = await routesOf({
      'app.ts': app(`
        import api from './api';
        app.register(api, { prefix: '/api' });
        app.register(async (child) => { child.get('/inline', inline); }, { prefix: '/v1' });
        app.register(import('./lazy'), { prefix: '/lazy' });
        await app.register((await import('./lazy')).default, { prefix: '/awaited' });
        function inline() {}`),
      'api.ts':
        "import type { FastifyInstance } from 'fastify';\nimport { orders } from './orders';\nexport default async function api(app: FastifyInstance) { await app.register(orders, { prefix: '/orders' }); }\n",
      'orders.ts':
        "import type { FastifyPluginAsync } from 'fastify';\nexport const orders: FastifyPluginAsync = async (app, options) => { app.get('/:id', function show() {}); };\n",
      'lazy.ts': "export default (app, options, done) => { app.get('/', function late() {}); done(); };\n",
    });
    expect(routes).toEqual([
      'GET /api/orders/:id show',
      'GET /awaited late',
      'GET /lazy late',
      'GET /v1/inline inline',
    ]);
  });

  test('fastify-plugin gives the instance itself, to which a prefix does not apply', async () => {
    const routes = await routesOf({
      'app.ts': app(`
        import fp from 'fastify-plugin';
        app.register(fp(async (same) => { same.get('/health', health); }), { prefix: '/ignored' });
        app.register(async (child) => { child.register(fp(async (same) => { same.get('/x', inner); })); }, { prefix: '/outer' });
        function health() {} function inner() {}`),
    });
    expect(routes).toEqual(['GET /health health', 'GET /outer/x inner']);
  });

  test('a plugin that nobody registers is kept with half the confidence and a diagnostic', async () => {
    const { routes, diagnostics } = await discoverFacts({
      root: sourceTree({
        'plugin.ts':
          "import type { FastifyPluginAsync } from 'fastify';\nconst plugin: FastifyPluginAsync = async (app) => { app.get('/lost', function lost() {}); };\nexport default plugin;\n",
      }),
    });
    expect(routes).toMatchObject([{ path: '/lost', confidence: 0.5 }]);
    expect(diagnostics).toMatchObject([{ code: 'ROUTER_UNMOUNTED' }]);
  });
});

describe('autoload', () => {
  const plugin = (name: string, more = '') =>
    `module.exports = async function (app) { app.get('/', function ${name}() {}); };\n${more}`;
  const loader = (options: string) =>
    `const path = require('path');\nconst app = require('fastify')();\napp.register(require('@fastify/autoload'), { dir: path.join(__dirname, 'routes'), ${options} });\n`;

  test('folders are prefixes; an index hides its neighbours, hooks and tests are no plugins', async () => {
    const routes = await routesOf({
      'app.js': loader("options: { prefix: '/api' }"),
      'routes/root.js': plugin('root'),
      'routes/orders/index.js': plugin('orders'),
      'routes/orders/hidden.js': plugin('hidden'),
      'routes/orders/items/list.js': plugin('items'),
      'routes/orders/autohooks.js': plugin('hooks'),
      'routes/orders/items/list.test.js': plugin('tested'),
    });
    expect(routes).toEqual(['GET /api root', 'GET /api/orders orders', 'GET /api/orders/items items']);
  });

  test('parameters in folder names, and what a plugin says about its prefix', async () => {
    const routes = await routesOf({
      'app.js': loader('routeParams: true'),
      'routes/users/_id/index.js': plugin('user'),
      'routes/deep/replaced.js': plugin('replaced', "module.exports.autoPrefix = '/replaced';\n"),
      'routes/deep/overridden.js': plugin('overridden', "module.exports.prefixOverride = '';\n"),
      'routes/deep/off.js': plugin('off', 'module.exports.autoload = false;\n'),
    });
    expect(routes).toEqual(['GET / overridden', 'GET /replaced replaced', 'GET /users/:id user']);
  });

  test('folders do not count where the options say so, or are what a function makes of them', async () => {
    const files = { 'routes/v1/orders/list.js': plugin('orders') };
    expect(await routesOf({ ...files, 'app.js': loader('dirNameRoutePrefix: false') })).toEqual([
      'GET / orders',
    ]);
    const rule = "dirNameRoutePrefix: (parent, name) => name === 'v1' ? false : 'my-' + name";
    expect(await routesOf({ ...files, 'app.js': loader(rule) })).toEqual(['GET /my-orders orders']);
  });

  test('the plugin that a package script starts is an application', async () => {
    const routes = await routesOf({
      'package.json': JSON.stringify({ scripts: { start: 'fastify start -l info app.js' } }),
      'app.js':
        "import { join } from 'desm';\nimport AutoLoad from '@fastify/autoload';\nexport default async function (app, opts) { app.register(AutoLoad, { dir: join(import.meta.url, 'routes') }); }\n",
      'routes/status.js':
        "export default async function (app) { app.get('/status', function status() {}); }\n",
    });
    expect(routes).toEqual(['GET /status status']);
  });
});

test('a route names the hooks of its options in the order in which they run', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'app.ts': app(`
        app.get('/plain', function plain() {});
        app.get('/orders', { preHandler: [app.authenticate, limit(5)], onRequest: note }, function list() {});
        app.route({ method: 'PUT', url: '/orders', preHandler: app.auth([note]), handler: function change() {} });
        function note() {}
        function limit(max: number) { return async () => {}; }`),
    }),
  });
  expect(routes.map(({ handler, middleware }) => [handler, middleware])).toEqual([
    ['plain', []],
    ['list', ['note', 'authenticate', 'limit']],
    ['change', ['app.auth']],
  ]);
});
