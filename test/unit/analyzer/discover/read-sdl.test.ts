import { expect, test } from 'vitest';
import { readSdl } from '../../../../src/analyzer/discover/operations/graphql/read-sdl.ts';

test('fields of types and extensions are read, whatever stands in descriptions, arguments and directives', () => {
  const { fields, roots } = readSdl(`"""
type Fake { no: Int }
"""
schema @link(url: "x") { query: RootQuery mutation: Mutation }
type RootQuery implements Node & Entity @key(fields: "id { x }") {
  # comment: Int
  "one: Int" orders(first: Int = 10, filter: OrderFilter = { status: [OPEN] }): [Order!]! @cost(value: 5)
  type: String
}
extend type Mutation { place(input: PlaceInput!): Order @auth(role: admin) cancel: Order }
input OrderFilter { status: [Status!] }
enum Status { OPEN }
union Any = RootQuery | Order
type Empty
type Order { id: ID! }
`);
  expect(fields.map(({ type, name, line }) => `${type}.${name} ${line}`)).toEqual([
    'RootQuery.orders 7',
    'RootQuery.type 8',
    'Mutation.place 10',
    'Mutation.cancel 10',
    'Order.id 15',
  ]);
  expect([...roots]).toEqual([
    ['query', 'RootQuery'],
    ['mutation', 'Mutation'],
  ]);
});

test.each(['', 'query { orders { id } }', 'type', 'type {', 'type A { b', 'type A { b:', '"""', '{{{{'])(
  'what is no schema gives no field: %j',
  (text) => {
    expect(readSdl(text).fields.filter(({ name }) => name !== 'b')).toEqual([]);
  },
);
