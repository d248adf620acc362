import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

async function operationsOf(files: Record<string, string>): Promise<string[]> {
  const { operations } = await discoverFacts({ root: sourceTree(files) });
  return operations
    .map(
      ({ name, file, line, framework, sideEffects }) => `${framework} ${name} ${file}:${line} ${sideEffects}`,
    )
    .sort();
}

test('Pothos: fields of root types and of objects, however they are added', async () => {
  expect(
    await operationsOf({
      'builder.ts': `import SchemaBuilder from '@pothos/core';
export const builder = new SchemaBuilder<{ Context: object }>({ plugins: [] });
builder.queryType({ fields: (t) => ({ version: t.string({ resolve: () => '1' }) }) });
builder.mutationType({});
`,
      'orders.ts': `import { builder } from './builder';
class Buyer {}
const OrderRef = builder.objectRef<{ id: string }>('Order');
OrderRef.implement({ fields: (t) => ({
  id: t.exposeID('id'), short: t.string({ resolve: (order) => order.id }),
  buyer: t.withAuth({ user: true }).field({ type: Buyer, resolve: (order) => fetch('https://buyers/' + order.id) }),
}) });
builder.objectType(Buyer, { name: 'Person', fields: (t) => ({ rating: t.float({ resolve: async () => fetch('https://ratings') }) }) });
const Line = builder.prismaObject('Line', { fields: (t) => ({ price: t.field({ resolve: () => fetch('https://prices') }) }) });
builder.objectFields(Line, (t) => ({ stock: t.int({ resolve: () => fetch('https://stock') }) }));
builder.queryField('orders', (t) => t.prismaField({ type: [OrderRef], args: { first: t.arg.int() }, resolve: async () => [] }));
builder.mutationFields((t) => ({ place: t.field({ type: OrderRef, resolve: () => fetch('https://pay') }) }));
builder.relayMutationField('cancel', {}, { resolve: async () => fetch('https://pay') }, {});
export const schema = builder.toSchema();
`,
    }),
  ).toEqual([
    'pothos Line.price orders.ts:9 external',
    'pothos Line.stock orders.ts:10 external',
    'pothos Mutation.cancel orders.ts:13 external',
    'pothos Mutation.place orders.ts:12 external',
    'pothos Order.buyer orders.ts:6 external',
    'pothos Person.rating orders.ts:8 external',
    'pothos Query.orders orders.ts:11 none',
    'pothos Query.version builder.ts:3 none',
  ]);
});

test('Nexus: fields of definitions, of extensions and alone', async () => {
  expect(
    await operationsOf({
      'schema.ts': `import { extendType, makeSchema, mutationField, nonNull, objectType, queryField, queryType, stringArg } from 'nexus';
export const Order = objectType({
  name: 'Order',
  definition(t) {
    t.nonNull.id('id');
    t.nonNull.list.field('lines', { type: 'Line', resolve(order) { return fetch('https://lines'); } });
    t.string('short', { resolve: (order) => order.id });
  },
});
export const Query = queryType({ definition(t) { t.list.field('orders', { type: Order, resolve: () => [] }); } });
export const More = extendType({ type: 'Query', definition: (t) => { t.field({ name: 'order', type: Order, args: { id: nonNull(stringArg()) }, resolve: () => null }); } });
export const byBuyer = queryField('byBuyer', { type: Order, resolve: () => null });
export const place = mutationField((t) => { t.boolean('place', { resolve: () => fetch('https://pay') }); });
export const schema = makeSchema({ types: [Order, Query, More, byBuyer, place] });
`,
    }),
  ).toEqual([
    'nexus Mutation.place schema.ts:13 external',
    'nexus Order.lines schema.ts:6 external',
    'nexus Query.byBuyer schema.ts:12 none',
    'nexus Query.order schema.ts:11 none',
    'nexus Query.orders schema.ts:10 none',
  ]);
});
