import { describe, expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { routesOf } from '../../support/routes-of.ts';
import { sourceTree } from '../../support/source-tree.ts';

const app = (body: string) =>
  `import express, { Router } from 'express';\nconst app = express();\n${body}\napp.listen(3000);\n`;

describe('functions that register routes', () => {
  test('rest parameters, their number and their last element; names of module.exports', async () => {
    const routes = await routesOf({
      'app.js':
        "const express = require('express');\nconst app = express();\nconst helpers = require('./helpers');\nconst { setupApiRoute } = helpers;\nsetupApiRoute(app, 'get', '/orders', list);\nsetupApiRoute(app, 'post', '/orders', [auth], place);\nfunction list() {} function place() {} function auth() {}\n",
      'helpers.js':
        'const helpers = module.exports;\nhelpers.setupApiRoute = function (...args) {\n  const [router, verb, name] = args;\n  const middlewares = args.length > 4 ? args[args.length - 2] : [];\n  const handler = args[args.length - 1];\n  router[verb](`/api${name}`, middlewares, helpers.attempt(handler));\n};\nhelpers.attempt = (handler) => (req, res, next) => handler(req, res).catch(next);\n',
    });
    expect(routes).toEqual(['GET /api/orders list', 'POST /api/orders place']);
  });

  test('a switch runs only the case that holds, or the default', async () => {
    const routes = await routesOf({
      'app.ts': app(`
        function add(kind: string, path: string, handler: unknown) {
          switch (kind) {
            case 'read': case 'list': app.get(path, handler); break;
            case 'write': app.post(path, handler); break;
            default: app.all(path, handler);
          }
        }
        add('list', '/a', a); add('write', '/b', b); add('other', '/c', c);
        function a() {} function b() {} function c() {}`),
    });
    expect(routes).toEqual(['ALL /c c', 'GET /a a', 'POST /b b']);
  });

  test('methods of routers by call, apply and bind; promises and late imports', async () => {
    const routes = await routesOf({
      'app.ts': app(`
        app.get.call(app, '/called', called);
        app['post'].apply(app, ['/applied', applied]);
        const put = app.put.bind(app);
        put('/bound', bound);
        import('./late').then(({ late }) => app.use('/late', late));
        function called() {} function applied() {} function bound() {}`),
      'late.ts':
        "import { Router } from 'express';\nexport const late = Router();\nlate.get('/', function root() {});\n",
    });
    expect(routes).toEqual([
      'GET /called called',
      'GET /late root',
      'POST /applied applied',
      'PUT /bound bound',
    ]);
  });
});

describe('classes', () => {
  test('controllers with a path, a router field and a method that fills it, given as a list to an application', async () => {
    const routes = await routesOf({
      'server.ts':
        "import express from 'express';\nimport type { Controller } from './controller';\nexport class App {\n  public app: express.Application = express();\n  constructor(controllers: Controller[]) { this.initialise(controllers); }\n  private initialise(controllers: Controller[]) { controllers.forEach((each) => { this.app.use('/api', each.router); }); }\n}\n",
      'controller.ts':
        "import { Router } from 'express';\nexport interface Controller { path: string; router: Router }\n",
      'orders.ts':
        "import { Router } from 'express';\nimport type { Controller } from './controller';\nexport class Orders implements Controller {\n  public path = '/orders';\n  public router = Router();\n  constructor() { this.initRoutes(); }\n  private initRoutes() { this.router.get(this.path, this.list); this.router.route(`${this.path}/:id`).get(this.show); }\n  private list = async () => {};\n  private show() {}\n}\n",
      'main.ts':
        "import { App } from './server';\nimport { Orders } from './orders';\nnew App([new Orders()]);\n",
    });
    expect(routes).toEqual(['GET /api/orders Orders.list', 'GET /api/orders/:id Orders.show']);
  });

  test('a class that extends what makes a router is one', async () => {
    const routes = await routesOf({
      'app.ts':
        "import { Hono } from 'hono';\nclass Orders extends Hono {\n  constructor() { super(); this.get('/', list); }\n}\nconst app = new Hono();\napp.route('/orders', new Orders());\nfunction list() {}\nexport default app;\n",
    });
    expect(routes).toEqual(['GET /orders list']);
  });
});

test('a prefix from the environment is its default, with less confidence', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'config.ts':
        "export const config = { base: process.env.BASE_PATH ?? '', api: process.env.API || '/api' };\n",
      'app.ts': app(
        "import { config } from './config';\napp.get(`${config.base}/orders`, h);\napp.get(`${config.api}/carts`, h);\nfunction h() {}",
      ),
    }),
  });
  expect(routes.map(({ path }) => path)).toEqual(['/orders', '/api/carts']);
  expect(routes.every(({ confidence }) => confidence < 1)).toBe(true);
});

describe('folders that are read at start', () => {
  const router = (handler: string) =>
    `const r = require('express').Router();\nr.get('/', function ${handler}() {});\nmodule.exports = r;\n`;
  const loader = (body: string) =>
    `const express = require('express');\nconst fs = require('fs');\nconst path = require('path');\nconst app = express();\n${body}\n`;

  test('filters on names, files and folders apart, folders below', async () => {
    const routes = await routesOf({
      'app.js': loader(
        "function load(folder, prefix) {\n  fs.readdirSync(folder, { withFileTypes: true }).forEach((entry) => {\n    const file = path.join(folder, entry.name);\n    if (entry.isDirectory()) load(file, prefix + '/' + entry.name);\n    else if (entry.name.endsWith('.js') && !entry.name.startsWith('_')) app.use(prefix + '/' + entry.name.slice(0, -3), require(file));\n  });\n}\nload(path.resolve(__dirname, 'routes'), '/api');",
      ),
      'routes/carts.js': router('carts'),
      'routes/_draft.js': router('draft'),
      'routes/readme.md': '',
      'routes/admin/users.js': router('users'),
    });
    expect(routes).toEqual(['GET / draft', 'GET /api/admin/users users', 'GET /api/carts carts']);
  });

  test('glob patterns, below the package of the file', async () => {
    const routes = await routesOf({
      'package.json': '{}',
      'server/package.json': '{}',
      'server/app.js': loader(
        "const { globSync } = require('glob');\nglobSync('routes/**/*.routes.js').forEach((file) => app.use(require(path.resolve(file))));",
      ),
      'server/routes/a/carts.routes.js':
        "const r = require('express').Router();\nr.get('/carts', function carts() {});\nmodule.exports = r;\n",
      'server/routes/other.js': 'module.exports = 1;\n',
    });
    expect(routes).toEqual(['GET /carts carts']);
  });

  test('require-directory, lodash and import.meta.glob', async () => {
    const routes = await routesOf({
      'app.js': loader(
        "const routes = require('require-directory')(module, './routes');\nconst _ = require('lodash');\n_.forEach(routes, (r, name) => app.use('/' + name, r));",
      ),
      'routes/carts.js': router('carts'),
      'vite/app.ts':
        "import { Hono } from 'hono';\nconst app = new Hono();\nconst modules = import.meta.glob('./pages/*.ts');\nfor (const [path, load] of Object.entries(modules)) {\n  const page = await load();\n  app.route(path.replace('./pages', '').replace(/\\.ts$/, ''), page.default);\n}\nexport default app;\n",
      'vite/pages/orders.ts':
        "import { Hono } from 'hono';\nexport default new Hono().get('/', function orders() {});\n",
    });
    expect(routes).toEqual(['GET /carts carts', 'GET /orders orders']);
  });

  test('keys of something unknown are a placeholder, a loop over all methods is any method', async () => {
    const routes = await routesOf({
      'app.js': loader(
        "const { METHODS } = require('http');\nconst config = require('some-config');\nObject.keys(config.tenants).map((tenant) => app.get(`/${tenant}/orders`, list));\nMETHODS.forEach((method) => app[method.toLowerCase()]('/any', any));\nfunction list() {} function any() {}",
      ),
    });
    expect(routes).toEqual(['ALL /any any', 'GET /{tenant}/orders list']);
  });
});

test('a table of routes that a method fills names the calls of the method as the places of its routes', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'base.js':
        "const express = require('express');\nclass Base {\n  constructor() { this.routes = []; this.mountRoutes(); }\n  mountRoutes() {}\n  route(method, path, ...handlers) {\n    this.routes.push({ method, path, handler: handlers[0] });\n  }\n  mountOnto(app) { this.routes.forEach((each) => { app[each.method.toLowerCase()].call(app, each.path, each.handler); }); return app; }\n  expressRouter() { return this.mountOnto(express.Router()); }\n}\nmodule.exports = Base;\n",
      'orders.js':
        "const Base = require('./base');\nclass Orders extends Base {\n  mountRoutes() {\n    this.route('GET', '/orders', (req) => this.list(req));\n  }\n  list() {}\n}\nmodule.exports = Orders;\n",
      'app.js':
        "const express = require('express');\nconst Orders = require('./orders');\nconst Base = require('./base');\nconst all = [new Orders()].reduce((memo, router) => memo.concat(router.routes), []);\nconst root = new Base();\nroot.routes = all;\nexpress().use('/api', root.expressRouter()).listen(0);\n",
    }),
  });
  expect(routes).toMatchObject([{ method: 'GET', path: '/api/orders', file: 'orders.js', line: 4 }]);
});

test('what nobody calls runs from the outside in, so that inner routers are found under their mounts', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'routes/init.ts':
        "import Koa from 'koa';\nimport Router from '@koa/router';\nexport const initApis = (tenant: object) => {\n  const router = new Router();\n  add(router, 'get', '/orders', async () => {});\n  return new Koa().use(router.routes());\n};\nfunction add(router, verb: string, path: string, handle: () => void) {\n  router[verb](path, async (ctx) => { await handle(ctx); });\n}\n",
      'tenant.ts':
        "import Koa from 'koa';\nimport mount from 'koa-mount';\nimport { initApis } from './routes/init';\nexport class Tenant {\n  app = new Koa();\n  constructor() { this.app.use(mount('/api', initApis(this))); }\n}\n",
    }),
  });
  expect(routes).toMatchObject([{ path: '/api/orders', confidence: 1, line: 5 }]);
});

test('a path that a helper extends, and handlers that are known only once', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'app.js':
        "const express = require('express');\nconst lib = require('some-controllers');\nconst page = (router, name, handler) => {\n  router.get(name, handler);\n  router.get(`/api${name}`, handler);\n};\nconst app = express();\npage(app, '/orders', lib.list);\nfor (const each of [() => {}, show]) app.get('/twice', each);\nfunction show() {}\n",
    }),
  });
  expect(routes.map(({ path, line, handler }) => `${path}:${line} ${handler}`)).toEqual([
    '/api/orders:8 list',
    '/orders:8 list',
    '/twice:9 show',
  ]);
});

test('a function called on what holds it has that as its `this`: an object, the exports of a module', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'express.js':
        "const express = require('express');\nmodule.exports.addRoutes = function (app) { app.get('/orders', function list() {}); };\nmodule.exports.init = function () {\n  const app = express();\n  this.addRoutes(app);\n  api.init(app);\n  return app;\n};\nconst api = {\n  init(app) { this.more(app); },\n  more: function (app) { app.get('/products', function list() {}); },\n};\n",
      'server.js': "require('./express').init().listen(80);\n",
    }),
  });
  expect(routes.map(({ path, confidence }) => [path, confidence])).toEqual([
    ['/orders', 1],
    ['/products', 1],
  ]);
});

test('modules loaded by names that are not known: functions that nobody calls get the router, with half the confidence', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'server.js':
        "const app = require('express')();\nconst path = require('path');\nconst config = require('some-config');\nconst api = require('express').Router();\nrequire('./known')(app);\nconfig.routes.forEach(function (name) { require(path.resolve(name))(api); });\napp.use('/api', api);\n",
      'known.js': "module.exports = function (app) { app.get('/known', function list() {}); };\n",
      'modules/orders.js':
        "module.exports = function (router) { router.route('/orders').get(function list() {}); };\n",
      'modules/other.js': "exports.list = function (router) { router.get('/never', function list() {}); };\n",
      'karma.conf.js': 'module.exports = function (config) { config.set({}); };\n',
    }),
  });
  expect(routes.map(({ path, file, confidence }) => [path, file, confidence])).toEqual([
    ['/known', 'known.js', 1],
    ['/api/orders', 'modules/orders.js', 0.5],
  ]);
});
