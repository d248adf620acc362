import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

const common =
  "import { All, applyDecorators, Controller, Get, Module, Post, Version, VERSION_NEUTRAL } from '@nestjs/common';\n";
const main = (setup: string, imports = '') => `import { NestFactory, RouterModule } from '@nestjs/core';
import { VersioningType } from '@nestjs/common';
import { AppModule } from './app.module';
${imports}
async function bootstrap() { const app = await NestFactory.create(AppModule); ${setup} await app.listen(3000); }
bootstrap();
`;

async function routesOf(files: Record<string, string>): Promise<string[]> {
  const { routes } = await discoverFacts({ root: sourceTree(files) });
  return routes
    .map(({ method, path, handler, confidence }) => `${method} ${path} ${handler} ${confidence}`)
    .sort();
}

const orders = `${common}import { OrderService } from './order.service';
@Controller('orders')
export class OrderController {
  constructor(private readonly orders: OrderService) {}
  @Get() all() { return this.orders.all(); }
  @Get(['/:id', 'one/:id']) one() {}
  @Post(':id/ship') @Version('2') ship() {}
  @All('any') @Version(VERSION_NEUTRAL) any() {}
}
`;
const service = "@Injectable()\nexport class OrderService { all() { return fetch('https://x'); } }\n";
const appModule = (imports: string) =>
  `${common}import { OrderModule } from './order.module';\nimport { RouterModule } from '@nestjs/core';\n@Module({ imports: [${imports}] })\nexport class AppModule {}\n`;
const orderModule = `${common}import { OrderController } from './order.controller';\n@Module({ controllers: [OrderController] })\nexport class OrderModule { static forRoot() { return { module: OrderModule, controllers: [] }; } }\n`;

test('global prefix, exclusions, versions and paths of methods are put together in the order of Nest', async () => {
  const routes = await routesOf({
    'main.ts': main(
      "app.setGlobalPrefix('api', { exclude: ['orders/any'] }); app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });",
    ),
    'app.module.ts': appModule('OrderModule.forRoot()'),
    'order.module.ts': orderModule,
    'order.controller.ts': orders,
    'order.service.ts': service,
  });
  expect(routes).toEqual([
    'ALL /orders/any OrderController.any 1',
    'GET /api/v1/orders OrderController.all 1',
    'GET /api/v1/orders/:id OrderController.one 1',
    'GET /api/v1/orders/one/:id OrderController.one 1',
    'POST /api/v2/orders/:id/ship OrderController.ship 1',
  ]);
});

test('RouterModule, forward references, inherited methods and composed decorators are followed', async () => {
  const routes = await routesOf({
    'main.ts': main(''),
    'app.module.ts': `${common}import { forwardRef } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { ShopModule } from './shop';
@Module({ imports: [forwardRef(() => ShopModule), RouterModule.register([{ path: 'shop', children: [{ path: 'v', module: ShopModule }] }])] })
export class AppModule {}
`,
    'shop.ts': `${common}
const Read = (path: string) => applyDecorators(Get(path), Version('9'));
abstract class Crud { @Get(':id') one() {} @Get() all() {} }
@Controller({ path: 'items' })
export class Items extends Crud { @Read('cheap') cheap() {} all() {} }
@Module({ controllers: [Items] })
export class ShopModule {}
`,
  });
  expect(routes).toEqual(['GET /shop/v/items/:id Items.one 1', 'GET /shop/v/items/cheap Items.cheap 1']);
});

test('a controller that no application reaches is kept with less confidence', async () => {
  const routes = await routesOf({
    'lost.ts': `${common}@Controller('lost')\nexport class Lost { @Get() x() {} }\n`,
  });
  expect(routes).toEqual(['GET /lost Lost.x 0.5']);
});

test('injected services are reached through their types, and injection is an edge that exists at run time', async () => {
  const { routes, dependencies, modules } = await discoverFacts({
    root: sourceTree({
      'main.ts': main(''),
      'app.module.ts': appModule('OrderModule'),
      'order.module.ts': orderModule,
      'order.controller.ts': orders,
      'order.service.ts': service,
    }),
  });
  expect(routes.find(({ handler }) => handler === 'OrderController.all')).toMatchObject({
    sideEffects: 'external',
    reaches: { modules: ['order.controller.ts', 'order.service.ts'] },
  });
  expect(
    dependencies.find(({ from, to }) => from === 'order.controller.ts' && to === 'order.service.ts')?.kinds,
  ).toEqual(['injection', 'call', 'metadata']);
  expect(modules.filter(({ role }) => role === 'composition-root').map(({ path }) => path)).toEqual([
    'main.ts',
  ]);
});

test('guards, interceptors and pipes of class and method are named in the order in which they run', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'main.ts': main(''),
      'app.module.ts': `import { applyDecorators, Controller, Get, Module, Post, UseGuards, UseInterceptors, UsePipes, ValidationPipe } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { RolesGuard, TenantGuard, Timing } from './guards';
const Admin = () => applyDecorators(UseGuards(RolesGuard), UseGuards(TenantGuard));
@UsePipes(new ValidationPipe({ whitelist: true }))
abstract class Checked {}
@Controller('orders')
@UseGuards(AuthGuard('jwt'))
export class Orders extends Checked {
  @Get() all() {}
  @Post() @UseInterceptors(new Timing()) @Admin() place() {}
}
@Module({ controllers: [Orders] })
export class AppModule {}
`,
      'guards.ts': 'export class RolesGuard {}\nexport class TenantGuard {}\nexport class Timing {}\n',
    }),
  });
  expect(routes.map(({ handler, middleware }) => [handler, middleware])).toEqual([
    ['Orders.all', ['AuthGuard', 'ValidationPipe']],
    ['Orders.place', ['AuthGuard', 'RolesGuard', 'TenantGuard', 'Timing', 'ValidationPipe']],
  ]);
});
