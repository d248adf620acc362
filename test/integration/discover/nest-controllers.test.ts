import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { manifest, routesIn } from '../../support/routes-in.ts';

import { sourceTree } from '../../support/source-tree.ts';

const common = "import { Controller, Get, Head, Module, Post, RequestMethod, Sse } from '@nestjs/common';\n";
const main = (setup: string) =>
  `import { NestFactory } from '@nestjs/core';\nimport { VersioningType } from '@nestjs/common';\nimport { AppModule } from './app.module';\nasync function bootstrap() { const app = await NestFactory.create(AppModule); ${setup} await app.listen(3000); }\nbootstrap();\n`;
const moduleOf = (name: string) =>
  `${common}import { ${name} } from './controller';\n@Module({ controllers: [${name}] })\nexport class AppModule {}\n`;

test('the first of several methods counts; paths come from enums of other files; HEAD and events are routes', async () => {
  const routes = await routesIn({
    'main.ts': main(''),
    'app.module.ts': moduleOf('OrderController'),
    'paths.ts': "export enum Paths { Orders = 'orders', Feed = 'feed' }",
    'controller.ts': `${common}import { Paths } from './paths';
@Controller({ path: Paths.Orders })
export class OrderController {
  @Get('open')
  @Post('create')
  open() {}
  @Sse(Paths.Feed) feed() {}
  @Head() exists() {}
}`,
  });
  expect(routes).toEqual([
    'GET /orders/feed controller.ts:8 OrderController.feed',
    'GET /orders/open controller.ts:5 OrderController.open',
    'HEAD /orders controller.ts:9 OrderController.exists',
  ]);
});

test('a prefix that only configuration knows is shown; exclusions by method and versions in headers leave paths alone', async () => {
  const routes = await routesIn({
    'main.ts': main(
      "const config = app.get(ConfigService); app.setGlobalPrefix(config.get('prefix'), { exclude: [{ path: 'orders', method: RequestMethod.GET }] }); app.enableVersioning({ type: VersioningType.HEADER, header: 'X' });",
    ).replace('VersioningType }', 'RequestMethod, VersioningType }'),
    'app.module.ts': moduleOf('OrderController'),
    'controller.ts': `${common}@Controller({ path: 'orders', version: '1' })\nexport class OrderController {\n  @Get() all() {}\n  @Post() place() {}\n}`,
  });
  expect(routes).toEqual([
    'GET /orders controller.ts:4 OrderController.all',
    "POST /{config.get('prefix')}/orders controller.ts:5 OrderController.place 0.7",
  ]);
});

test('@Crud adds its routes; a method that overrides one answers in its place', async () => {
  const routes = await routesIn({
    'main.ts': main(''),
    'app.module.ts': moduleOf('HeroController'),
    'controller.ts': `${common}import { Crud, Override } from '@nestjsx/crud';
@Crud({ model: { type: Hero }, params: { heroId: { field: 'id', primary: true } }, routes: { exclude: ['createManyBase', 'replaceOneBase'] } })
@Controller('heroes')
export class HeroController {
  @Override()
  getOne() {}
  @Get('top') top() {}
}`,
  });
  expect(routes).toEqual([
    'DELETE /heroes/:heroId controller.ts:5 HeroController.deleteOneBase',
    'GET /heroes controller.ts:5 HeroController.getManyBase',
    'GET /heroes/:heroId controller.ts:6 HeroController.getOne',
    'GET /heroes/top controller.ts:8 HeroController.top',
    'PATCH /heroes/:heroId controller.ts:5 HeroController.updateOneBase',
    'POST /heroes controller.ts:5 HeroController.createOneBase',
  ]);
});

test('each application has its own prefix; what none reaches is taken to be of the one in its package', async () => {
  const controller = (name: string) =>
    `${common}@Controller('${name}')\nexport class Orders {\n  @Get() all() {}\n}`;
  const app = (prefix: string) => ({
    [`apps/${prefix}/package.json`]: manifest('@nestjs/core'),
    [`apps/${prefix}/main.ts`]: main(`app.setGlobalPrefix('${prefix}');`),
    [`apps/${prefix}/controller.ts`]: controller('orders'),
    [`apps/${prefix}/lost.ts`]: controller('lost'),
    [`apps/${prefix}/app.module.ts`]: `${common}import { Orders } from './controller';\nfunction options() { if (process.env.X) return { imports: [] }; return { controllers: [Orders] }; }\n@Module(options())\nexport class AppModule {}\n`,
  });
  const routes = await routesIn({
    ...app('shop'),
    ...app('admin'),
    'apps/shop/dump.ts': main('').replace('await app.listen(3000);', ''),
    'libs/health.ts': controller('health'),
  });
  expect(routes).toEqual([
    'GET /admin/lost apps/admin/lost.ts:4 Orders.all 0.5',
    'GET /admin/orders apps/admin/controller.ts:4 Orders.all',
    'GET /health libs/health.ts:4 Orders.all 0.5',
    'GET /shop/lost apps/shop/lost.ts:4 Orders.all 0.5',
    'GET /shop/orders apps/shop/controller.ts:4 Orders.all',
  ]);
});

test('a module that a variable switches is there; a controller in no module is named in a diagnostic', async () => {
  const { routes, diagnostics } = await discoverFacts({
    root: sourceTree({
      'main.ts': main("app.setGlobalPrefix('api');"),
      'app.module.ts': `${common}import { ConditionalModule } from '@nestjs/config';
@Controller('sometimes')
class Sometimes {
  @Get() read() {}
}
@Module({ controllers: [Sometimes] })
class SometimesModule {}
@Module({ imports: [ConditionalModule.registerWhen(SometimesModule, 'X')] })
export class AppModule {}
@Controller('never')
export class Never {
  @Get() read() {}
}
`,
    }),
  });
  expect(routes.map(({ path, confidence }) => `${path} ${confidence}`)).toEqual([
    '/api/sometimes 1',
    '/api/never 0.5',
  ]);
  expect(diagnostics.filter(({ code }) => code === 'CONTROLLER_UNREACHED')).toMatchObject([
    { location: { path: 'app.module.ts', line: 12 } },
  ]);
});

test('a factory that makes controllers makes one for each call; a base class that it makes gives its methods', async () => {
  const routes = await routesIn({
    'main.ts':
      "import { start } from './start';\nimport { AppModule } from './app.module';\nstart(AppModule, { prefix: 'api' });",
    'start.ts':
      "import { NestFactory } from '@nestjs/core';\nexport async function start(module, { prefix }) { const app = await NestFactory.create(module, { cors: true }); app.setGlobalPrefix(prefix); await app.listen(1); }",
    'crud.ts': `${common}export function crud(name: string) {
  @Controller(name)
  class CrudController {
    @Get() list() {}
  }
  return CrudController;
}
export function base(path: string) {
  abstract class Base {
    @Get(path) all() {}
  }
  return Base;
}`,
    'app.module.ts': `${common}import { base, crud } from './crud';
@Controller('carts')
export class Carts extends base('all') {}
@Module({ controllers: [crud('users'), crud('orders'), Carts] })
export class AppModule {}`,
  });
  expect(routes).toEqual([
    'GET /api/carts/all app.module.ts:4 Carts.all',
    'GET /api/orders crud.ts:5 CrudController.list',
    'GET /api/users crud.ts:5 CrudController.list',
  ]);
});
