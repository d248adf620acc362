import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { manifest, routesIn } from '../../support/routes-in.ts';
import { sourceTree } from '../../support/source-tree.ts';

test('routing-controllers: each server gives its prefix to the controllers that it is given', async () => {
  const imports =
    "import { Controller, createExpressServer, Delete, Get, JsonController, Method, Post, useExpressServer } from 'routing-controllers';\n";
  const routes = await routesIn({
    'app.ts': `${imports}import { Orders } from './orders';\nimport { Carts } from './carts';\ncreateExpressServer({ routePrefix: '/api', controllers: [Orders] });\nconst app = useExpressServer(undefined, { routePrefix: '/v' + 2, controllers: [Carts] });\n`,
    'base.ts': `${imports}export abstract class Listed {\n  @Get() list() {}\n}`,
    'orders.ts': `${imports}import { Listed } from './base';
@JsonController('/orders')
export class Orders extends Listed {
  @Get('/:id') one() {}
  @Delete(/\\/old\\/.*/) drop() {}
  @Post('/a')
  @Post('/b')
  both() {}
}`,
    'carts.ts': `${imports}@Controller()\nexport class Carts {\n  @Method('put', '/cart') put() {}\n  notARoute() {}\n}`,
    'get.ts':
      'function Get(path: string) { return () => {}; }\nexport class Cache {\n  @Get("/key") read() {}\n}',
  });
  expect(routes).toEqual([
    'DELETE /api/orders/{/\\/old\\/.*/} orders.ts:6 Orders.drop 0.7',
    'GET /api/orders orders.ts:4 Orders.list',
    'GET /api/orders/:id orders.ts:5 Orders.one',
    'POST /api/orders/a orders.ts:7 Orders.both',
    'POST /api/orders/b orders.ts:7 Orders.both',
    'PUT /v2/cart carts.ts:4 Carts.put',
  ]);
});

test('tsoa: generated routes say where the controllers are mounted and are not counted again', async () => {
  const controller = (name: string) =>
    `import { Controller, Get, Post, Route } from 'tsoa';\n@Route('${name}')\nexport class ${name} extends Controller {\n  @Get('{id}') one() { return fetch('http://stock'); }\n  @Post() place() {}\n}`;
  const routes = await routesIn({
    'shop/package.json': manifest('tsoa', 'express'),
    'shop/tsoa.json': JSON.stringify({ routes: { basePath: '/v1' } }),
    'shop/src/orders.ts': controller('orders'),
    'shop/src/routes.ts':
      "import { fetchMiddlewares } from '@tsoa/runtime';\nimport { orders } from './orders';\nexport function RegisterRoutes(app) {\n  app.get('/v1/orders/:id', async function orders_one(req, res) {});\n  app.post('/v1/orders', async function orders_place(req, res) {});\n}",
    'shop/src/app.ts':
      "import express, { Router } from 'express';\nimport { RegisterRoutes } from './routes';\nconst app = express();\nconst api = Router();\nRegisterRoutes(api);\napp.use('/api', api);\napp.get('/health', function health(req, res) {});\napp.listen(1);",
    'stock/package.json': manifest('tsoa'),
    'stock/src/stock.ts': controller('stock'),
  });
  expect(routes).toEqual([
    'GET /api/v1/orders/:id shop/src/orders.ts:4 orders.one',
    'GET /health shop/src/app.ts:7 health',
    'GET /stock/:id stock/src/stock.ts:4 stock.one',
    'POST /api/v1/orders shop/src/orders.ts:5 orders.place',
    'POST /stock stock/src/stock.ts:5 stock.place',
  ]);
});

test('LoopBack: methods need no decorated class; base paths of class and application; generated CRUD', async () => {
  const routes = await routesIn({
    'app.ts':
      "import { RestApplication } from '@loopback/rest';\nexport class Shop extends RestApplication {\n  constructor() { super(); this.basePath('/api'); }\n}",
    'orders.ts':
      "import { del, get, operation, param } from '@loopback/rest';\nexport class Orders {\n  @get('/orders/{id}', { responses: {} })\n  async one(@param.path.string('id') id: string) {}\n  @operation('post', '/orders') async place() {}\n}",
    'admin.ts':
      "import { api, del } from '@loopback/rest';\n@api({ basePath: '/admin' })\nexport class Admin {\n  @del('/orders') async drop() {}\n}",
    'books.ts':
      "import { defineCrudRestController } from '@loopback/rest-crud';\nimport { Book } from './book';\nexport class Books extends defineCrudRestController(Book, { basePath: '/books' }) {\n  constructor(@inject('x') repo: unknown) { super(repo); }\n}",
    'book.ts': 'export class Book {}',
  });
  expect(routes).toEqual([
    'DELETE /api/admin/orders admin.ts:4 Admin.drop',
    'DELETE /api/books/:id books.ts:3 Books.deleteById',
    'GET /api/books books.ts:3 Books.find',
    'GET /api/books/:id books.ts:3 Books.findById',
    'GET /api/books/count books.ts:3 Books.count',
    'GET /api/orders/:id orders.ts:3 Orders.one',
    'PATCH /api/books books.ts:3 Books.updateAll',
    'PATCH /api/books/:id books.ts:3 Books.updateById',
    'POST /api/books books.ts:3 Books.create',
    'POST /api/orders orders.ts:5 Orders.place',
    'PUT /api/books/:id books.ts:3 Books.replaceById',
  ]);
});

test('inversify-express-utils, Midway and Ts.ED: prefixes of servers, configurations and mounts', async () => {
  const routes = await routesIn({
    'inversify/server.ts':
      "import { InversifyExpressServer } from 'inversify-express-utils';\nconst server = new InversifyExpressServer(container, null, { rootPath: '/rest' });",
    'inversify/orders.ts':
      "import { controller, httpGet } from 'inversify-express-utils';\n@controller('/orders', auth)\nexport class Orders {\n  @httpGet('/:id', log) one() {}\n}",
    'midway/src/config/config.default.ts':
      "export default (info) => ({ koa: { port: 1, globalPrefix: '/mid' } });",
    'midway/src/controller/home.ts':
      "import { Controller, Del, Get } from '@midwayjs/core';\n@Controller('/')\nexport class Home {\n  @Get('/') home() {}\n  @Del('/users/:id') drop() {}\n}",
    'midway/src/controller/foreign.ts':
      "import { Get } from '@midwayjs/core';\nimport { CoolController } from '@cool-midway/core';\n@CoolController()\nexport class Foreign {\n  @Get('/page') page() {}\n}",
    'tsed/server.ts':
      "import { Configuration } from '@tsed/di';\nimport * as rest from './controllers';\n@Configuration({ mount: { '/v1': [...Object.values(rest)] } })\nexport class Server {}",
    'tsed/controllers.ts':
      "import { Controller } from '@tsed/di';\nimport { Get } from '@tsed/schema';\n@Controller('/lines')\nclass Lines {\n  @Get('/') list() {}\n}\n@Controller({ path: '/carts', children: [Lines] })\nexport class Carts {\n  @Get('/:id') one() {}\n}",
  });
  expect(routes).toEqual([
    'DELETE /mid/users/:id midway/src/controller/home.ts:5 Home.drop',
    'GET /mid midway/src/controller/home.ts:4 Home.home',
    'GET /rest/orders/:id inversify/orders.ts:4 Orders.one',
    'GET /v1/carts/:id tsed/controllers.ts:9 Carts.one',
    'GET /v1/carts/lines tsed/controllers.ts:5 Lines.list',
    'GET /{CoolController}/page midway/src/controller/foreign.ts:5 Foreign.page 0.7',
  ]);
});

test('a file that makes a server is a composition root, a controller with more decorators is not', async () => {
  const imports =
    "import { createExpressServer, Get, JsonController, UseBefore } from 'routing-controllers';\n";
  const { modules } = await discoverFacts({
    root: sourceTree({
      'app.ts': `${imports}import { Orders } from './orders';\nexport const app = createExpressServer({ controllers: [Orders] });`,
      'orders.ts': `${imports}@JsonController('/orders')\n@UseBefore(log)\nexport class Orders {\n  @Get()\n  @UseBefore(log)\n  list() {}\n}`,
    }),
  });
  expect(modules.map(({ path, role }) => `${path} ${role}`)).toEqual([
    'app.ts composition-root',
    'orders.ts domain',
  ]);
});
