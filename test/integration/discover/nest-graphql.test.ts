import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

const imports =
  "import { Args, Field, GraphQLModule, Mutation, ObjectType, Query, ResolveField, ResolveReference, Resolver, Subscription } from '@nestjs/graphql';\nimport { applyDecorators, Injectable, Module } from '@nestjs/common';\n";

async function operationsOf(files: Record<string, string>): Promise<string[]> {
  const { operations } = await discoverFacts({ root: sourceTree(files) });
  return operations
    .map(({ name, apis, handler, confidence }) => `${name} ${handler} ${[confidence, ...apis].join(' ')}`)
    .sort();
}

const orderModule = (providers: string) =>
  `${imports}import { ${providers} } from './resolvers';\n@Module({ providers: [${providers}] })\nexport class OrderModule {}\n`;

test('names come from options, decorators of the class and the type that a resolver is of', async () => {
  const operations = await operationsOf({
    'order.module.ts': orderModule('OrderResolver, LineResolver'),
    'resolvers.ts': `${imports}
@ObjectType('PlacedOrder') export class Order { @Field() id: string; }
@Resolver(() => Order)
export class OrderResolver {
  @Query(() => [Order], { name: 'orders' }) all() { return []; }
  @Query('order') one() {}
  @Mutation(() => Order) async place(@Args('id') id: string) { return fetch('https://pay'); }
  @Subscription(() => Order, { filter: () => true, name: 'orderPlaced' }) placed() {}
  @ResolveField('lines', () => [String]) linesOfOrder() {}
  @ResolveField() total() {}
  @ResolveReference() resolveReference() {}
  helper() {}
}
const Read = (name: string) => applyDecorators(Query(() => String, { name }));
@Resolver('Line')
export class LineResolver { @ResolveField() order() {} @Read('cheapest') cheap() {} }
`,
  });
  expect(operations).toEqual([
    'Line.order LineResolver.order 1',
    'Mutation.place OrderResolver.place 1',
    'PlacedOrder.__resolveReference OrderResolver.resolveReference 1',
    'PlacedOrder.lines OrderResolver.linesOfOrder 1',
    'PlacedOrder.total OrderResolver.total 1',
    'Query.cheapest LineResolver.cheap 1',
    'Query.order OrderResolver.one 1',
    'Query.orders OrderResolver.all 1',
    'Subscription.orderPlaced OrderResolver.placed 1',
  ]);
});

test('resolvers inherit from bases and factories, which answer nothing by themselves', async () => {
  const operations = await operationsOf({
    'module.ts': orderModule('OrderResolver, UserResolver'),
    'resolvers.ts': `${imports}
export class Order {} export class User {}
export function createResolver<T>(type: new () => T) {
  @Resolver(() => type, { isAbstract: true })
  abstract class BaseResolver {
    @Query(() => [type], { name: \`all\${type.name}s\` }) all() {}
    @Mutation(() => type) remove() {}
  }
  return BaseResolver;
}
@Resolver(() => Order)
export class OrderResolver extends createResolver(Order) { @ResolveField() buyer() {} }
@Resolver({ isAbstract: true }) export class Plain { @Query(() => String) version() {} }
@Resolver() export class UserResolver extends Plain { @ResolveField() unknownParent() {} }
`,
  });
  expect(operations).toEqual([
    'Mutation.remove OrderResolver.remove 1',
    'Order.buyer OrderResolver.buyer 1',
    'Query.allOrders OrderResolver.all 1',
    'Query.version UserResolver.version 1',
    '{UserResolver}.unknownParent UserResolver.unknownParent 0.5',
  ]);
});

test('of several APIs each resolver says those whose modules provide it, and each API is a route', async () => {
  const files = {
    'app.module.ts': `${imports}import { ShopApi, AdminApi } from './resolvers';
const configure = (path: string, type: unknown) => GraphQLModule.forRootAsync({ useFactory: async () => ({ path, include: [type] }) });
@Module({ imports: [configure('shop-api', ShopApi), configure('admin-api', AdminApi)] })
export class AppModule {}
`,
    'resolvers.ts': `${imports}
@Resolver() export class Orders { @Query(() => String) orders() {} }
@Resolver() export class Users { @Query(() => String) users() {} }
@Resolver() export class Lost { @Query(() => String) lost() {} }
const shared = [Orders];
@Module({ providers: [...shared] }) export class ShopApi {}
@Module({ providers: [...shared, Users] }) export class AdminApi {}
`,
  };
  expect(await operationsOf(files)).toEqual([
    'Query.lost Lost.lost 0.8',
    'Query.orders Orders.orders 1 /admin-api /shop-api',
    'Query.users Users.users 1 /admin-api',
  ]);
  const { routes } = await discoverFacts({ root: sourceTree(files) });
  expect(routes.map(({ method, path, handler }) => `${method} ${path} ${handler}`)).toEqual([
    'POST /admin-api graphql',
    'POST /shop-api graphql',
  ]);
});

test('an operation reaches entities and effects as a route does', async () => {
  const { operations } = await discoverFacts({
    root: sourceTree({
      'resolvers.ts': `${imports}import { Payments } from './payments';
@Resolver() export class Orders { constructor(private readonly payments: Payments) {} @Mutation(() => String) pay() { return this.payments.pay(); } }
`,
      'payments.ts': "export class Payments { pay() { return fetch('https://pay'); } }\n",
    }),
  });
  expect(operations).toMatchObject([
    { sideEffects: 'external', reaches: { modules: ['payments.ts', 'resolvers.ts'] } },
  ]);
});

test('names of methods and options that a factory computes are evaluated, or shown in braces', async () => {
  const operations = await operationsOf({
    'module.ts': orderModule('OrderResolver'),
    'resolvers.ts': `${imports}import { camelCase } from 'camel-case'; import { pluralOf } from 'plural';
export class PlacedOrder {}
function createResolver(type: new () => object, createName: string): any {
  @Resolver(() => type, { isAbstract: true })
  abstract class Base {
    @Query(() => type, { name: camelCase(type.name) }) one() {}
    @Query(() => [type], { name: pluralOf(type) }) all() {}
    @Mutation(() => type, { name: createName }) [createName]() {}
  }
  return Base;
}
@Resolver(() => PlacedOrder)
export class OrderResolver extends createResolver(PlacedOrder, 'createOrder') {}
`,
  });
  expect(operations).toEqual([
    'Mutation.createOrder OrderResolver.[createName] 1',
    'Query.placedOrder OrderResolver.one 1',
    'Query.{pluralOf} OrderResolver.all 0.5',
  ]);
});

test('queries and mutations need no decorated class, and a query parameter of a controller is none', async () => {
  const operations = await operationsOf({
    'resolvers.ts': `${imports}import { Controller, Get, Query as Param } from '@nestjs/common';
export class Plain { @Query(() => String) version() {} }
@Controller() export class Pages { @Get() page(@Param() query: object) {} }
`,
  });
  expect(operations).toEqual(['Query.version Plain.version 0.8']);
});

test('a field of the files of a schema that nothing resolves is kept, and a prefix that is not known is shown', async () => {
  const files = {
    'app.module.ts': `${imports}
@Resolver('Cat') export class Cats { @Query('cats') all() {} }
@Module({ imports: [GraphQLModule.forRoot({ typePaths: ['./**/*.graphql'], path: 'gql', useGlobalPrefix: true })], providers: [Cats] })
export class AppModule {}
`,
    'api/cats.graphql': 'type Query { cats: [String]\n dogs: [String] }\n',
  };
  expect(await operationsOf(files)).toEqual(['Query.cats Cats.all 1', 'Query.dogs anonymous 0.4']);
  const { routes } = await discoverFacts({ root: sourceTree(files) });
  expect(routes.map(({ path, confidence }) => `${path} ${confidence}`)).toEqual(['/{globalPrefix}/gql 0.7']);
});
