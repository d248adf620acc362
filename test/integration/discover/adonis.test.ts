import { expect, test } from 'vitest';
import { manifest, routesIn } from '../../support/routes-in.ts';

const controller =
  'export default class OrdersController {\n  async index() {}\n  async store() {}\n  async show() {}\n}';

test('groups nest their prefixes, resources have the actions that are left, only the router is a router', async () => {
  const routes = await routesIn({
    'package.json': JSON.stringify({
      dependencies: { '@adonisjs/core': '6.0.0' },
      imports: { '#controllers/*': './app/controllers/*.js', '#start/*': './start/*.js' },
    }),
    'app/controllers/orders_controller.ts': controller,
    'app/actions/ship.ts': 'export default class Ship {\n  async handle() {}\n}',
    'start/routes.ts': `import router from '@adonisjs/core/services/router';
import cache from '@adonisjs/core/services/cache';
const Orders = () => import('#controllers/orders_controller');
import Ship from '../app/actions/ship.js';
cache.get('key', () => {});
router.get('health', () => 'ok');
router.on('/about').render('pages/about');
router.group(() => {
  router.group(() => {
    router.post('/ship', [Ship]).as('ship');
  }).prefix('/:id').middleware([]);
  router.get('/', [Orders, 'index']);
}).prefix('orders').prefix('/api');
router.resource('shops.orders', Orders).apiOnly().except(['destroy', 'update']);
router.route('/any', ['GET', 'OPTIONS'], '#controllers/orders_controller.show');
`,
    'app/services/session.ts': 'export const read = (session) => session.get("/user", () => {});',
  });
  expect(routes).toEqual([
    'GET /about start/routes.ts:7 render',
    'GET /any start/routes.ts:15 OrdersController.show',
    'GET /api/orders start/routes.ts:12 OrdersController.index',
    'GET /health start/routes.ts:6 anonymous',
    'GET /shops/:shop_id/orders start/routes.ts:14 OrdersController.index',
    'GET /shops/:shop_id/orders/:id start/routes.ts:14 OrdersController.show',
    'OPTIONS /any start/routes.ts:15 OrdersController.show',
    'POST /api/orders/:id/ship start/routes.ts:10 Ship.handle',
    'POST /shops/:shop_id/orders start/routes.ts:14 OrdersController.store',
  ]);
});

test('version 5 names controllers by strings and runs other files inside of groups, version 4 asks its container', async () => {
  const routes = await routesIn({
    'five/package.json': manifest('@adonisjs/core'),
    'five/app/Controllers/Http/OrdersController.ts': controller,
    'five/start/routes.ts':
      "import Route from '@ioc:Adonis/Core/Route';\nRoute.group(() => {\n  require('./orders');\n}).prefix('/v1');\n",
    'five/start/orders.ts':
      "import Route from '@ioc:Adonis/Core/Route';\nRoute.get('/orders', 'OrdersController.index');\nRoute.any('/lost', 'Missing/LostController.find');\n",
    'four/package.json': manifest('@adonisjs/framework'),
    'four/start/routes.js':
      "const Route = use('Route');\nRoute.group('api', () => {\n  Route.post('orders', 'OrderController.store');\n}).prefix('api');\n",
  });
  expect(routes).toEqual([
    'ALL /v1/lost five/start/orders.ts:3 LostController.find',
    'GET /v1/orders five/start/orders.ts:2 OrdersController.index',
    'POST /api/orders four/start/routes.js:3 OrderController.store',
  ]);
});
