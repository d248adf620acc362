import { describe, expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { routesOf } from '../../support/routes-of.ts';
import { sourceTree } from '../../support/source-tree.ts';

const app = (body: string) =>
  `import express, { Router } from 'express';\nconst app = express();\n${body}\napp.listen(3000);\n`;

describe('receivers', () => {
  test('a method name alone makes no route: clients, maps and settings have get, too', async () => {
    const routes = await routesOf({
      'app.ts': app(`
        import axios from 'axios';
        axios.get('/remote', () => 1);
        new Map().get('/map', list);
        const api = { get(path: string, handler: unknown) {} };
        api.get('/own', list);
        app.get('title');
        app.get('/real', list);
        function list() {}`),
    });
    expect(routes).toEqual(['GET /real list']);
  });

  test('routers flow through exports of every kind, factories, parameters and class fields', async () => {
    const routes = await routesOf({
      'app.ts': app(`
        import byDefault from './by-default.js';
        import { named } from './named';
        import { makeRouter } from './factory';
        import register from './register';
        import { Server } from './server';
        app.use('/default', byDefault);
        app.use('/named', named);
        app.use('/factory', makeRouter({ list: listAll }));
        register(app);
        new Server(app);
        function listAll() {}`),
      'by-default.ts':
        "import { Router } from 'express';\nconst r = Router();\nr.get('/', function a() {});\nexport default r;\n",
      'named.ts':
        "import express from 'express';\nexport const named = express.Router();\nnamed.get('/', function b() {});\n",
      'factory.ts':
        "import { Router } from 'express';\nexport function makeRouter({ list }) { const r = Router(); r.get('/', list); return r; }\n",
      'register.ts': "export default (app) => { app.post('/registered', function c() {}); };\n",
      'server.ts':
        "import { Router } from 'express';\nexport class Server { router = Router(); constructor(private app) { this.mount(); }\n mount() { this.router.get('/in-class', this.show); this.app.use('/server', this.router); } show() {} }\n",
    });
    expect(routes).toEqual([
      'GET /default a',
      'GET /factory listAll',
      'GET /named b',
      'GET /server/in-class Server.show',
      'POST /registered c',
    ]);
  });

  test('CommonJS modules work alike', async () => {
    const routes = await routesOf({
      'app.js':
        "const express = require('express');\nconst app = express();\napp.use('/orders', require('./orders'));\nrequire('./admin')(app);\nmodule.exports = app;\n",
      'orders.js':
        "const router = require('express').Router();\nconst orders = require('./controller');\nrouter.get('/:id', orders.show);\nmodule.exports = router;\n",
      'controller.js': 'exports.show = (req, res) => {};\n',
      'admin.js': "module.exports = (app) => { app.delete('/admin/:id', remove); };\nfunction remove() {}\n",
    });
    expect(routes).toEqual(['DELETE /admin/:id remove', 'GET /orders/:id show']);
  });
});

describe('paths', () => {
  test('constants, templates, concatenation, members, enums and arrays are evaluated', async () => {
    const routes = await routesOf({
      'paths.ts':
        "export const paths = { orders: '/orders', item: { one: '/:id' } } as const;\nexport enum Version { Two = 'v2' }\n",
      'app.ts': app(`
        import { paths, Version } from './paths';
        const base = '/api';
        app.get(base + paths.orders, h);
        app.get(\`\${base}/\${Version.Two}\${paths.orders}\${paths.item.one}\`, h);
        app.get(['/a', '/b'], h);
        function h() {}`),
    });
    expect(routes).toEqual(['GET /a h', 'GET /api/orders h', 'GET /api/v2/orders/:id h', 'GET /b h']);
  });

  test('what is not known is shown as a placeholder with less confidence and not dropped', async () => {
    const { routes } = await discoverFacts({
      root: sourceTree({
        'app.ts': app(
          'app.get(`/${tenant()}/orders`, h);\napp.get(/^\\/old/, h);\nimport { tenant } from "tenants";\nfunction h() {}',
        ),
      }),
    });
    expect(routes.map(({ path }) => path)).toEqual(['/{tenant}/orders', '/{/^\\/old/}']);
    expect(routes.every(({ confidence }) => confidence < 1)).toBe(true);
  });
});

describe('registration', () => {
  test('route chains, computed methods, loops and configuration arrays', async () => {
    const routes = await routesOf({
      'app.ts': app(`
        const router = Router();
        router.route('/orders').get(list).post(create);
        router['patch']('/computed', update);
        for (const method of ['get', 'put']) router[method]('/looped', loop);
        const table = [{ method: 'delete', path: '/table', handler: remove }];
        table.forEach((entry) => router[entry.method](entry.path, entry.handler));
        const mounts = [{ path: '/one', router: sub() }];
        mounts.forEach((m) => app.use(m.path, m.router));
        app.use('/api', router);
        function sub() { const r = Router(); r.all('/x', any); return r; }
        function list() {} function create() {} function update() {} function loop() {} function remove() {} function any() {}`),
    });
    expect(routes).toEqual([
      'ALL /one/x any',
      'DELETE /api/table remove',
      'GET /api/looped loop',
      'GET /api/orders list',
      'PATCH /api/computed update',
      'POST /api/orders create',
      'PUT /api/looped loop',
    ]);
  });

  test('middleware that is registered for all methods and hands the request on is no route', async () => {
    const routes = await routesOf({
      'app.ts': app(`
        app.route('/x').all((req, res, next) => { check(); next(); }).get(show);
        app.all('/y', any);
        function show() {} function any(req, res) {} function check() {}`),
    });
    expect(routes).toEqual(['ALL /y any', 'GET /x show']);
  });

  test('handlers are named through bind, wrappers, arrays and middleware before them', async () => {
    const routes = await routesOf({
      'controller.ts': 'export class Orders { show() {} list = async () => {}; }\n',
      'app.ts': app(`
        import asyncHandler from 'express-async-handler';
        import { Orders } from './controller';
        const orders = new Orders();
        const wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res)).catch(next);
        app.get('/bound', auth, orders.show.bind(orders));
        app.get('/wrapped', wrap(orders.list));
        app.get('/external', [auth, asyncHandler(orders.show)]);
        app.get('/inline', (req, res) => res.end());
        function auth() {}`),
    });
    expect(routes).toEqual([
      'GET /bound Orders.show',
      'GET /external Orders.show',
      'GET /inline anonymous',
      'GET /wrapped Orders.list',
    ]);
  });

  test('a route stands where its path and handler are written, not in the helper that registers it', async () => {
    const { routes } = await discoverFacts({
      root: sourceTree({
        'base.ts':
          "import { Router } from 'express';\nexport class Base { app = Router();\n  route(options) { this.app[options.method](options.path, options.handler); }\n  get router() { return this.app; } }\n",
        'orders.ts':
          "import { Base } from './base';\nexport class Orders extends Base { constructor() { super();\n  this.route({ method: 'get', path: '/orders', handler: this.list }); }\n  list() {} }\n",
        'app.ts': app("import { Orders } from './orders';\napp.use('/api', new Orders().router);"),
      }),
    });
    expect(routes).toMatchObject([
      { path: '/api/orders', file: 'orders.ts', line: 3, handler: 'Orders.list' },
    ]);
  });
});

describe('mounts', () => {
  test('a router that is mounted twice answers twice, several routers and middleware in one call all count', async () => {
    const routes = await routesOf({
      'app.ts': app(`
        const a = Router(); a.get('/a', h);
        const b = Router(); b.get('/b', h);
        app.use('/v1', auth, a, b);
        app.use(['/v2', '/v3'], a, auth);
        function h() {} function auth() {}`),
    });
    expect(routes).toEqual(['GET /v1/a h', 'GET /v1/b h', 'GET /v2/a h', 'GET /v3/a h']);
  });

  test('a circle of mounts ends', async () => {
    const routes = await routesOf({
      'app.ts': app(
        "const a = Router(); const b = Router(); a.use('/b', b); b.use('/a', a); a.get('/x', h); app.use('/a', a);\nfunction h() {}",
      ),
    });
    expect(routes).toEqual(['GET /a/x h']);
  });

  test('a router that nobody mounts is kept with less confidence and a diagnostic', async () => {
    const { routes, diagnostics } = await discoverFacts({
      root: sourceTree({
        'lost.ts':
          "import { Router } from 'express';\nexport const lost = Router();\nlost.get('/lost', function h() {});\n",
      }),
    });
    expect(routes).toMatchObject([{ path: '/lost', confidence: 0.5 }]);
    expect(diagnostics).toMatchObject([{ code: 'ROUTER_UNMOUNTED', location: { path: 'lost.ts' } }]);
  });

  test('a typed parameter is a router even where no call is seen', async () => {
    const routes = await routesOf({
      'plugin.ts':
        "import type { Application } from 'express';\nexport function install(app: Application) { app.get('/plugin', function h() {}); }\n",
    });
    expect(routes).toEqual(['GET /plugin h']);
  });

  test('conditions on constants decide, others count both ways', async () => {
    const routes = await routesOf({
      'app.ts': app(`
        const make = (mode: string) => { const r = Router(); r.get(mode === 'project' ? '/:projectId/x' : '/x', h); return r; };
        app.use('/global', make('global'));
        app.use('/projects', make('project'));
        if (process.env.DEBUG) app.get('/debug', h);
        function h() {}`),
    });
    expect(routes).toEqual(['GET /debug h', 'GET /global/x h', 'GET /projects/:projectId/x h']);
  });

  test('files of a folder that are loaded at start are found', async () => {
    const routes = await routesOf({
      'app.js':
        "const express = require('express');\nconst fs = require('fs');\nconst path = require('path');\nconst app = express();\nfs.readdirSync(path.join(__dirname, 'routes')).forEach((file) => { app.use('/' + path.basename(file, '.js'), require('./routes/' + file)); });\n",
      'routes/carts.js':
        "const r = require('express').Router();\nr.get('/', function list() {});\nmodule.exports = r;\n",
    });
    expect(routes).toEqual(['GET /carts list']);
  });

  test('routes of tests are not routes of the application', async () => {
    const routes = await routesOf({
      'app.ts': app("app.get('/x', function h() {});"),
      'app.test.ts': app("app.get('/only-in-test', function h() {});"),
    });
    expect(routes).toEqual(['GET /x h']);
  });
});

test('a parser of bodies answers nothing, whatever it is registered for', async () => {
  const root = sourceTree({
    'app.ts':
      "import express, { json, urlencoded } from 'express';\nconst app = express();\nconst parsers = () => [json(), urlencoded({ extended: true })];\nexport const add = (method: string, path: string) => app[method](path, ...parsers());\nadd('post', '/orders');\napp.post('/orders', json(), function place(req, res) {});\napp.listen(1);",
  });
  const { routes } = await discoverFacts({ root });
  expect(routes.map(({ method, path, handler }) => `${method} ${path} ${handler}`)).toEqual([
    'POST /orders place',
  ]);
});

describe('middleware', () => {
  test('a route names what its registration and the mounts above it run before the handler', async () => {
    const { routes } = await discoverFacts({
      root: sourceTree({
        'app.ts': app(`
        import cors from 'cors';
        import asyncHandler from 'express-async-handler';
        import { body } from 'express-validator';
        import { authenticate, requireRole } from './auth';
        const orders = Router();
        orders.get('/', list);
        orders.post('/', requireRole('buyer'), [body('sku').isString(), asyncHandler(checkStock)], (req, res, next) => next(), place);
        orders.route('/:id').put(first ? authenticate : checkStock, place);
        const api = Router();
        api.use('/orders', requireRole('user'), orders);
        app.use('/api', cors(), authenticate, api);
        app.get('/open', list);
        function list() {} function place() {} async function checkStock() {}`),
        'auth.ts': `export const authenticate = (req, res, next) => next();
          export function requireRole(role: string) { return function check(req, res, next) { next(); }; }\n`,
      }),
    });
    const mounted = ['cors', 'authenticate', 'requireRole'];
    expect(routes.map(({ method, path, middleware }) => [`${method} ${path}`, middleware])).toEqual([
      ['GET /api/orders', mounted],
      [
        'POST /api/orders',
        [...mounted, 'requireRole', 'body', 'express-async-handler(checkStock)', 'anonymous'],
      ],
      ['PUT /api/orders/:id', [...mounted, 'authenticate or checkStock']],
      ['GET /open', []],
    ]);
  });

  test('of lists of which one runs all names are there, and what may be nothing is its name', async () => {
    const { routes } = await discoverFacts({
      root: sourceTree({
        'app.ts': app(`
        const given = (extra) => { let all = extra ?? []; if (extra) all = [audit, ...extra]; return all; };
        app.get('/lists', given(process.env.OPEN ? [] : [authenticate]), process.env.SLOW ? limit : undefined, list);
        function audit() {} function authenticate() {} function limit() {} function list() {}`),
      }),
    });
    expect(routes.map(({ middleware }) => middleware)).toEqual([['audit', 'authenticate', 'limit']]);
  });

  test('what a package answers to OPTIONS is no route, what the application answers is', async () => {
    const routes = await routesOf({
      'app.ts': app(`
        import cors from 'cors';
        app.options('*', cors());
        app.options('/delegated', cors((req, done) => done(null, {})));
        app.options('/own', cors(), function describe(req, res) {});
        app.get('/cors', cors());`),
    });
    expect(routes).toEqual(['GET /cors cors', 'OPTIONS /own describe']);
  });
});
