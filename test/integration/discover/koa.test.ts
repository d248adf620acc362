import { expect, test } from 'vitest';
import { routesOf } from '../../support/routes-of.ts';

const app = (body: string) =>
  `import Koa from 'koa';\nimport Router from '@koa/router';\nconst app = new Koa();\n${body}\napp.listen(0);\n`;

test('verbs with and without a name, register and del', async () => {
  const routes = await routesOf({
    'app.ts': app(`
      const router = new Router();
      router.get('/orders', list).post('place-order', '/orders', auth, place);
      router.register('/many', ['GET', 'PUT'], many);
      router.del('/orders/:id', cancel);
      router.all(['/a', '/b'], any);
      app.use(router.routes()).use(router.allowedMethods());
      function list() {} function place() {} function many() {} function cancel() {} function any() {} function auth() {}`),
  });
  expect(routes).toEqual([
    'ALL /a any',
    'ALL /b any',
    'DELETE /orders/:id cancel',
    'GET /many many',
    'GET /orders list',
    'POST /orders place',
    'PUT /many many',
  ]);
});

test('prefixes from options, from prefix() after the routes, and from nested use', async () => {
  const routes = await routesOf({
    'app.ts': app(`
      import { orders } from './orders';
      const api = new Router({ prefix: '/api' });
      const late = new Router();
      late.get('/', root);
      late.prefix('/late');
      api.use('/v1', auth, orders.routes(), orders.allowedMethods());
      api.use(late.routes());
      app.use(api.routes());
      function root() {} function auth() {}`),
    'orders.ts':
      "import Router from 'koa-router';\nexport const orders = new Router({ prefix: '/orders' });\norders.get('/:id', async function show(ctx) {});\n",
  });
  expect(routes).toEqual(['GET /api/late root', 'GET /api/v1/orders/:id show']);
});

test('koa-mount, koa-compose and applications in applications', async () => {
  const routes = await routesOf({
    'app.ts': app(`
      import mount from 'koa-mount';
      import compose from 'koa-compose';
      const inner = new Koa();
      const a = new Router(); a.get('/a', first);
      const b = new Router(); b.get('/b', second);
      inner.use(compose([a.routes(), b.routes()]));
      app.use(mount('/inner', inner));
      function first() {} function second() {}`),
  });
  expect(routes).toEqual(['GET /inner/a first', 'GET /inner/b second']);
});

test('a loader that reads a folder, and what has get but is no router', async () => {
  const routes = await routesOf({
    'app.js':
      "const Koa = require('koa');\nconst fs = require('fs');\nconst app = new Koa();\nfs.readdirSync(__dirname + '/routes').forEach((file) => { const router = require('./routes/' + file); app.use(router.routes()); });\nrequire('axios').get('/remote', () => {});\n",
    'routes/carts.js':
      "const Router = require('koa-router');\nconst router = Router({ prefix: '/carts' });\nrouter.get('/', function list() {});\nmodule.exports = router;\n",
  });
  expect(routes).toEqual(['GET /carts list']);
});
