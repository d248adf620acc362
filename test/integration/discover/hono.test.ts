import { expect, test } from 'vitest';
import { routesOf } from '../../support/routes-of.ts';

const app = (body: string) =>
  `import { Hono } from 'hono';\nconst app = new Hono();\n${body}\nexport default app;\n`;

test('verbs, on with arrays, chains that leave the path out, middleware that is no route', async () => {
  const routes = await routesOf({
    'app.ts': app(`
      app.use('*', auth);
      app.get('/orders', auth, list).post(place);
      app.on(['PUT', 'DELETE'], ['/a', '/b'], many);
      app.on('PURGE', '/cache', purge);
      app.all('/any', any);
      app.all('*', async (c, next) => { await next(); });
      c.get('/variable');
      function list() {} function place() {} function many() {} function purge() {} function any() {} function auth() {}`),
  });
  expect(routes).toEqual([
    'ALL /any any',
    'DELETE /a many',
    'DELETE /b many',
    'GET /orders list',
    'POST /orders place',
    'PURGE /cache purge',
    'PUT /a many',
    'PUT /b many',
  ]);
});

test('route mounts other applications across files, basePath is another view of the same routes', async () => {
  const routes = await routesOf({
    'app.ts': app(`
      import orders from './orders';
      const api = app.basePath('/api');
      api.get('/health', health);
      api.route('/orders', orders);
      app.get('/root', root);
      const wrapper = new Hono().route('/all', app);
      function health() {} function root() {}`),
    'orders.ts':
      "import { Hono } from 'hono';\nconst orders = new Hono<{ Bindings: Env }>()\n  .get('/', function list() {})\n  .get('/:id', function show() {});\nexport default orders;\n",
  });
  expect(routes).toEqual([
    'GET /all/api/health health',
    'GET /all/api/orders list',
    'GET /all/api/orders/:id show',
    'GET /all/root root',
  ]);
});

test('OpenAPI definitions and handlers of a factory', async () => {
  const routes = await routesOf({
    'app.ts': `
      import { OpenAPIHono, createRoute } from '@hono/zod-openapi';
      import { createFactory } from 'hono/factory';
      const app = new OpenAPIHono();
      const show = createRoute({ method: 'get', path: '/orders/{id}/items/{item}', responses: {} });
      app.openapi(show, function showItem(c) {});
      const factory = createFactory();
      const handlers = factory.createHandlers(logger, function list(c) {});
      app.get('/orders', ...handlers);
      function logger() {}
      export default app;`,
  });
  expect(routes).toEqual(['GET /orders list', 'GET /orders/:id/items/:item showItem']);
});
