import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { routesIn } from '../../support/routes-in.ts';
import { sourceTree } from '../../support/source-tree.ts';

const decorators = `
const factory = (method: string) => (path: string, options = {}) => (target: object, name: string) => { registry.set(name, { method, path }); };
export const Get = factory('get');
export const Post = factory('post');
export const Cached = (key: string) => (target: object) => {};
export function Route(options: { method: string; path: string }) { return () => {}; }
export const RestController = (base = '/') => (target: object) => { registry.set(target, base); };
`;

test('methods under verbs of the project, in classes under its controllers, are routes with less confidence', async () => {
  const routes = await routesIn({
    'decorators/index.ts': "export * from './rest';",
    'decorators/rest.ts': decorators,
    'base.ts':
      "import { Get } from './decorators';\nexport abstract class Base {\n  @Get('/health') health() {}\n}",
    'orders.ts': `import { Cached, Get, Post, RestController, Route } from './decorators';
import { Base } from './base';
const prefix = '/orders';
@RestController(prefix)
export class OrderController extends Base {
  @Get('/:id', { skipAuth: true })
  @Cached('/key')
  one() {}
  @Post('/') place() {}
  @Route({ method: 'delete', path: '/:id' }) drop() {}
}`,
    'client.ts': "import { Get } from './decorators';\nexport class Client {\n  @Get('/remote') call() {}\n}",
    'other.ts':
      "import { Controller, Get } from 'some-client-library';\n@Controller('/x')\nexport class Remote {\n  @Get('/y') call() {}\n}",
  });
  expect(routes).toEqual([
    'DELETE /orders/:id orders.ts:10 OrderController.drop 0.7',
    'GET /orders/:id orders.ts:6 OrderController.one 0.7',
    'GET /orders/health orders.ts:5 OrderController.health 0.7',
    'POST /orders orders.ts:9 OrderController.place 0.7',
  ]);
});

test('decorators of the project that put those of a framework together are routes of the framework, once', async () => {
  const routes = await routesIn({
    'decorators.ts':
      "import { applyDecorators, Controller, Get as NestGet } from '@nestjs/common';\nexport const ApiController = (path: string) => applyDecorators(Controller(path));\nexport const Get = (path: string) => applyDecorators(NestGet(path));",
    'orders.ts':
      "import { ApiController, Get } from './decorators';\n@ApiController('orders')\nexport class Orders {\n  @Get(':id') one() {}\n}",
  });
  expect(routes).toEqual(['GET /orders/:id orders.ts:4 Orders.one 0.5']);
});

test('a note says that what the decorators do is not followed', async () => {
  const root = sourceTree({
    'rest.ts': decorators,
    'orders.ts':
      "import { Get, RestController } from './rest';\n@RestController('/orders')\nexport class Orders {\n  @Get('/') list() {}\n}",
  });
  const { diagnostics } = await discoverFacts({ root });
  expect(diagnostics).toContainEqual(
    expect.objectContaining({ code: 'ROUTES_BY_NAME', location: { path: 'orders.ts', line: 4 } }),
  );
});
