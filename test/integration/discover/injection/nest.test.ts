import { expect, test } from 'vitest';
import { injectionsIn, reachedIn } from '../../../support/injections-in.ts';

const stores = {
  'orders/store.ts':
    "export interface OrderStore { save(id: string): void }\nexport const ORDER_STORE = Symbol('orders');\n",
  'orders/sql-store.ts':
    "import type { OrderStore } from './store';\nexport class SqlStore implements OrderStore { save(id: string) {} }\n",
  'orders/memory-store.ts':
    "import type { OrderStore } from './store';\nexport class MemoryStore implements OrderStore { save(id: string) {} }\n",
};

const controller = {
  'orders/orders.controller.ts': `
    import { Controller, Inject, Post } from '@nestjs/common';
    import { ORDER_STORE, type OrderStore } from './store';
    @Controller('orders')
    export class OrdersController {
      constructor(@Inject(ORDER_STORE) private readonly store: OrderStore) {}
      @Post() place() { this.store.save('1'); }
    }`,
};

const module = (name: string, options: string, imports = '') => `
  import { Global, Module } from '@nestjs/common';
  ${imports}
  @Module(${options})
  export class ${name} {}`;

test('a token leads to the class that the module names, and so do the calls of a route', async () => {
  const files = {
    ...stores,
    ...controller,
    'orders/orders.module.ts': module(
      'OrdersModule',
      '{ controllers: [OrdersController], providers: [{ provide: ORDER_STORE, useClass: SqlStore }] }',
      "import { OrdersController } from './orders.controller';\nimport { SqlStore } from './sql-store';\nimport { ORDER_STORE } from './store';",
    ),
    'main.ts': `
      import { NestFactory } from '@nestjs/core';
      import { OrdersModule } from './orders/orders.module';
      NestFactory.create(OrdersModule).then((app) => app.listen(1));`,
  };
  expect(await injectionsIn(files)).toEqual(['orders/orders.controller.ts -> orders/sql-store.ts SqlStore']);
  expect(await reachedIn(files)).toEqual({
    '/orders': ['orders/orders.controller.ts', 'orders/sql-store.ts'],
  });
});

test('useExisting, useFactory with inject, useValue, texts, classes and properties', async () => {
  const injections = await injectionsIn({
    ...stores,
    'clock.ts': 'export abstract class Clock { abstract now(): Date }\n',
    'system-clock.ts':
      "import { Clock } from './clock';\nexport class SystemClock extends Clock { now() { return new Date(); } }\n",
    'mailer.ts': 'export class Mailer { send() {} }\nexport const config = { url() {} };\n',
    'audit.ts':
      "import type { Clock } from './clock';\nexport class Audit { constructor(readonly clock: Clock) {} }\n",
    'report.service.ts': `
      import { Inject, Injectable, Optional } from '@nestjs/common';
      import type { Audit } from './audit';
      import { Clock } from './clock';
      import { ORDER_STORE } from './orders/store';
      @Injectable()
      export class ReportService {
        @Inject('MAILER') private mailer;
        constructor(private clock: Clock, @Optional() @Inject('AUDIT') audit: Audit, @Inject(ORDER_STORE) store, @Inject('CONFIG') config) {}
      }`,
    'app.module.ts': module(
      'AppModule',
      `{ providers: [ReportService, SqlStore, SystemClock,
          { provide: ORDER_STORE, useExisting: SqlStore }, { provide: Clock, useExisting: SystemClock },
          { provide: 'MAILER', useClass: Mailer }, { provide: 'CONFIG', useValue: config },
          { provide: 'AUDIT', useFactory: (clock: Clock) => new Audit(clock), inject: [Clock] }] }`,
      `import { Audit } from './audit';
       import { Clock } from './clock';
       import { config, Mailer } from './mailer';
       import { SqlStore } from './orders/sql-store';
       import { ORDER_STORE } from './orders/store';
       import { ReportService } from './report.service';
       import { SystemClock } from './system-clock';`,
    ),
  });
  expect(injections).toEqual([
    'app.module.ts -> system-clock.ts SystemClock',
    'audit.ts -> clock.ts Clock',
    'report.service.ts -> audit.ts Audit',
    'report.service.ts -> mailer.ts Mailer',
    'report.service.ts -> orders/sql-store.ts SqlStore',
    'report.service.ts -> system-clock.ts SystemClock',
  ]);
});

test('two modules give the same token differently: each class sees the one of its own module', async () => {
  const consumer = (name: string) =>
    `import { Inject, Injectable } from '@nestjs/common';\n@Injectable()\nexport class ${name} { constructor(@Inject('STORE') store) {} }\n`;
  const injections = await injectionsIn({
    ...stores,
    'cart.ts': consumer('Cart'),
    'invoice.ts': consumer('Invoice'),
    'report.ts': consumer('Report'),
    'stray.ts': consumer('Stray'),
    'sql.module.ts': module(
      'SqlModule',
      "{ providers: [{ provide: 'STORE', useClass: SqlStore }], exports: ['STORE'] }",
      "import { SqlStore } from './orders/sql-store';",
    ),
    'shared.module.ts': module(
      'SharedModule',
      '{ imports: [SqlModule], exports: [SqlModule] }',
      "import { SqlModule } from './sql.module';",
    ),
    'cart.module.ts': module(
      'CartModule',
      '{ imports: [SharedModule], providers: [Cart] }',
      "import { Cart } from './cart';\nimport { SharedModule } from './shared.module';",
    ),
    'invoice.module.ts': module(
      'InvoiceModule',
      "{ imports: [forwardRef(() => SharedModule)], providers: [Invoice, { provide: 'STORE', useClass: MemoryStore }] }",
      "import { forwardRef } from '@nestjs/common';\nimport { Invoice } from './invoice';\nimport { MemoryStore } from './orders/memory-store';\nimport { SharedModule } from './shared.module';",
    ),
    'report.module.ts': module(
      'ReportModule',
      '{ providers: [Report] }',
      "import { Report } from './report';",
    ),
  });
  expect(injections).toEqual([
    'cart.ts -> orders/sql-store.ts SqlStore',
    'invoice.ts -> orders/memory-store.ts MemoryStore',
    'report.ts -> orders/memory-store.ts MemoryStore ~0.5',
    'report.ts -> orders/sql-store.ts SqlStore ~0.5',
    'stray.ts -> orders/memory-store.ts MemoryStore ~0.5',
    'stray.ts -> orders/sql-store.ts SqlStore ~0.5',
  ]);
});

test('dynamic and global modules, decorators of the project, and what asks the container itself', async () => {
  const injections = await injectionsIn({
    ...stores,
    'inject-store.ts':
      "import { Inject } from '@nestjs/common';\nexport const InjectStore = () => Inject('STORE');\n",
    'store.module.ts': `
      import { Global, Module } from '@nestjs/common';
      import { SqlStore } from './orders/sql-store';
      @Global()
      @Module({})
      export class StoreModule {
        static register(options) {
          const providers = [{ provide: 'STORE', useClass: options.store ?? SqlStore }];
          return { module: StoreModule, providers, exports: providers };
        }
        static neverCalled() { return { module: StoreModule, providers: [{ provide: 'LATE', useClass: SqlStore }] }; }
      }`,
    'cart.ts': `
      import { Injectable } from '@nestjs/common';
      import { ModuleRef } from '@nestjs/core';
      import { InjectRepository } from '@nestjs/typeorm';
      import type { Repository } from 'typeorm';
      import { InjectStore } from './inject-store';
      import { MemoryStore } from './orders/memory-store';
      import { Item } from './item';
      @Injectable()
      export class Cart {
        constructor(@InjectStore() store, private readonly ref: ModuleRef, @InjectRepository(Item) items: Repository<Item>) {}
        late() { this.ref.get('LATE', { strict: false }).save('1'); this.ref.resolve(MemoryStore); }
      }`,
    'item.ts': 'export class Item {}\n',
    'app.module.ts': module(
      'AppModule',
      '{ imports: [StoreModule.register({})], providers: [Cart, MemoryStore] }',
      "import { Cart } from './cart';\nimport { MemoryStore } from './orders/memory-store';\nimport { StoreModule } from './store.module';",
    ),
  });
  expect(injections).toEqual([
    'cart.ts -> item.ts Item',
    'cart.ts -> orders/memory-store.ts MemoryStore',
    'cart.ts -> orders/sql-store.ts SqlStore',
  ]);
});
