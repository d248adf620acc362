import { expect, test } from 'vitest';
import { routesOf } from '../../support/routes-of.ts';

const server = (body: string) =>
  `import Hapi from '@hapi/hapi';\nconst server = Hapi.server({ port: 0 });\n${body}\nawait server.start();\n`;

test('route objects and arrays, handlers in options, parameters in braces', async () => {
  const routes = await routesOf({
    'server.ts': server(`
      server.route({ method: 'GET', path: '/orders/{id}', handler: show });
      server.route([
        { method: ['PUT', 'PATCH'], path: '/orders/{id?}', options: { pre: [auth], handler: change } },
        { method: '*', path: '/{rest*}', handler: missing },
      ]);
      server.route(carts);
      const carts = [{ method: 'get', path: '/carts/{user}/{pair*2}', config: () => ({ handler: list }) }];
      function show() {} function change() {} function missing() {} function list() {} function auth() {}`),
  });
  expect(routes).toEqual([
    'ALL {/*rest} missing',
    'GET /carts/:user/:pair1/:pair2 list',
    'GET /orders/:id show',
    'PATCH /orders{/:id} change',
    'PUT /orders{/:id} change',
  ]);
});

test('plugins with a prefix of their own or of the call, nested and in modules', async () => {
  const routes = await routesOf({
    'server.ts': server(`
      import * as orders from './orders';
      const inline = { name: 'inline', register: async (child) => { child.route({ method: 'GET', path: '/x', handler: x }); } };
      await server.register([{ plugin: orders, routes: { prefix: '/api' } }, inline], { routes: { prefix: '/call' } });
      function x() {}`),
    'orders.ts':
      "import type { Server } from '@hapi/hapi';\nconst items = { register(server: Server) { server.route({ method: 'POST', path: '/', handler: function add() {} }); } };\nexport const plugin = { name: 'orders', async register(server: Server) { server.route({ method: 'GET', path: '/orders', handler: function list() {} }); await server.register({ plugin: items, routes: { prefix: '/items' } }); } };\n",
  });
  expect(routes).toEqual(['GET /api/orders list', 'GET /call/x x', 'POST /api/items add']);
});

test('a manifest of glue and the routes folder of haute-couture', async () => {
  const routes = await routesOf({
    'server.js':
      "const Glue = require('@hapi/glue');\nconst manifest = { server: {}, register: { plugins: [{ plugin: './lib', routes: { prefix: '/api' } }] } };\nmodule.exports = () => Glue.compose(manifest, { relativeTo: __dirname });\nmodule.exports();\n",
    'lib/index.js':
      "const HauteCouture = require('@hapipal/haute-couture');\nexports.plugin = { name: 'app', register: async (server, options) => { await HauteCouture.compose(server, options); } };\n",
    'lib/routes/orders/list.js':
      "module.exports = { method: 'get', path: '/orders', options: { handler: function list() {} } };\n",
  });
  expect(routes).toEqual(['GET /api/orders list']);
});
