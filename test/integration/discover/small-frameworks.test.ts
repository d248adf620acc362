import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { routesOf } from '../../support/routes-of.ts';
import { sourceTree } from '../../support/source-tree.ts';

test('Restify: verbs with a path or options, routers applied under a prefix', async () => {
  const routes = await routesOf({
    'server.js':
      "const restify = require('restify');\nconst { Router } = require('restify-router');\nconst server = restify.createServer();\nserver.use(restify.plugins.queryParser());\nserver.get('/orders', list);\nserver.del({ path: '/orders/:id', version: '1.0.0' }, remove);\nconst router = new Router();\nrouter.post('/carts', add);\nrouter.applyRoutes(server, '/api');\nfunction list() {} function remove() {} function add() {}\n",
  });
  expect(routes).toEqual(['DELETE /orders/:id remove', 'GET /orders list', 'POST /api/carts add']);
});

test('Elysia: prefix, groups, guards, plugins that are instances, functions or late imports', async () => {
  const routes = await routesOf({
    'app.ts': `
      import { Elysia } from 'elysia';
      const orders = new Elysia({ prefix: '/orders' }).get('/:id', show).post('/', 'text');
      const plugin = (app) => app.delete('/plugin', remove);
      new Elysia()
        .use(orders)
        .use(plugin)
        .use(import('./late'))
        .group('/v1', (app) => app.use(orders).guard({}, (inner) => inner.put('/guarded', change)))
        .route('PATCH', '/route', patch)
        .listen(3000);
      function show() {} function remove() {} function change() {} function patch() {}`,
    'late.ts':
      "import Elysia from 'elysia';\nexport default new Elysia().get('/late', function late() {});\n",
  });
  expect(routes).toEqual([
    'DELETE /plugin remove',
    'GET /late late',
    'GET /orders/:id show',
    'GET /v1/orders/:id show',
    'PATCH /route patch',
    'POST /orders anonymous',
    'POST /v1/orders anonymous',
    'PUT /v1/guarded change',
  ]);
});

test('Polka, tinyhttp and itty-router have the methods of Express and names of their own', async () => {
  const { routes, frameworks } = await discoverFacts({
    root: sourceTree({
      'a.js':
        "const polka = require('polka');\nconst sub = polka().get('/', function a() {});\npolka().use('/sub', sub).listen(0);\n",
      'b.ts': "import { App } from '@tinyhttp/app';\nnew App().get('/b', function b() {});\n",
      'c.ts':
        "import { AutoRouter } from 'itty-router';\nexport default AutoRouter({ base: '/base' }).get('/c', function c() {});\n",
    }),
  });
  expect(routes.map(({ framework, path }) => `${framework} ${path}`)).toEqual([
    'polka /sub',
    'tinyhttp /b',
    'itty-router /base/c',
  ]);
  expect(frameworks).toEqual(['polka', 'tinyhttp', 'itty-router']);
});

test('packages that make routes from documents are said to be unread', async () => {
  const { diagnostics, frameworks } = await discoverFacts({
    root: sourceTree({
      'app.js': "const swagger = require('swagger-tools');\nswagger.initializeMiddleware({});\n",
    }),
  });
  expect(diagnostics).toMatchObject([{ code: 'ROUTES_UNREAD', location: { path: 'app.js', line: 1 } }]);
  expect(frameworks).toEqual([]);
});
