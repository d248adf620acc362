import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

async function found(files: Record<string, string>) {
  const { operations, routes, diagnostics } = await discoverFacts({ root: sourceTree(files) });
  return {
    operations: operations
      .map(({ name, file, line, handler, confidence }) => `${name} ${file}:${line} ${handler} ${confidence}`)
      .sort(),
    names: operations.map(({ name }) => name).sort(),
    routes: routes.map(({ method, path, handler }) => `${method} ${path} ${handler}`).sort(),
    lost: diagnostics.filter(({ code }) => code === 'OPERATIONS_UNKNOWN').length,
  };
}

test('resolver maps of Apollo Server, merged in every way, with the fields that only the schema knows', async () => {
  const { operations, routes } = await found({
    'server.ts': `import express from 'express';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@apollo/server/express4';
import merge from 'lodash.merge';
import { GraphQLScalarType } from 'graphql';
import { typeDefs } from './schema';
import { orderResolvers } from './orders';
import * as users from './users';
const resolvers = merge({}, orderResolvers, { Query: { ...users }, Date: new GraphQLScalarType({ name: 'Date' }), Status: { OPEN: 1 } });
const server = new ApolloServer({ typeDefs, resolvers });
const app = express();
app.use('/api/graphql', expressMiddleware(server));
app.listen(1);
`,
    'schema.ts': `import gql from 'graphql-tag';
const lineFields = gql\`type Line { id: ID order: Order }\`;
export const typeDefs = [gql\`
  \${lineFields}
  type Query {
    orders: [Order]
    users: [User]
    missing(id: ID): Order
  }
  extend type Mutation { place: Order }
\`];
`,
    'orders.ts': `import { combineResolvers } from 'graphql-resolvers';
const isAuthenticated = () => undefined;
async function orders() { return fetch('https://orders'); }
export const orderResolvers = {
  Query: { orders },
  Mutation: { place: combineResolvers(isAuthenticated, async function place() { return fetch('https://pay'); }) },
  Order: { lines: (order) => load(order.id), id: (order) => order.id, __resolveReference(order) { return load(order.id); } },
  Subscription: { placed: { subscribe: () => iterator() } },
};
`,
    'users.ts': 'export const users = () => [];\nexport type Users = string;\n',
  });
  expect(operations).toEqual([
    'Mutation.place orders.ts:6 place 1',
    'Order.__resolveReference orders.ts:7 orderResolvers.Order.__resolveReference 1',
    'Order.lines orders.ts:7 orderResolvers.Order.lines 1',
    'Query.missing schema.ts:8 anonymous 0.4',
    'Query.orders orders.ts:3 orders 1',
    'Query.users users.ts:1 users 1',
    'Subscription.placed orders.ts:8 orderResolvers.Subscription.placed.subscribe 1',
  ]);
  expect(routes).toEqual(['POST /api/graphql graphql']);
});

test('schemas and resolvers in files that a glob names', async () => {
  const { names, routes } = await found({
    'server.js': `const path = require('path');
const express = require('express');
const { createYoga, createSchema } = require('graphql-yoga');
const { loadFilesSync } = require('@graphql-tools/load-files');
const { mergeTypeDefs, mergeResolvers } = require('@graphql-tools/merge');
const typeDefs = mergeTypeDefs(loadFilesSync(path.join(__dirname, './schema/**/*.graphql')));
const resolvers = mergeResolvers(loadFilesSync(path.join(__dirname, './modules'), { extensions: ['js'] }));
const yoga = createYoga({ schema: createSchema({ typeDefs, resolvers }) });
const app = express();
app.use(yoga.graphqlEndpoint, yoga);
app.listen(1);
`,
    'schema/a/query.graphql': 'type Query { orders: [String] lost: String }\n',
    'modules/orders.js': 'module.exports = { Query: { orders: () => [] } };\n',
    'modules/users.js': 'module.exports = { Mutation: { addUser: () => [] } };\n',
  });
  expect(names).toEqual(['Mutation.addUser', 'Query.lost', 'Query.orders']);
  expect(routes).toEqual(['POST /graphql graphql']);
});

test('a root value answers the fields of a schema by their names', async () => {
  const { operations, routes } = await found({
    'server.ts': `import express from 'express';
import { graphqlHTTP } from 'express-graphql';
import { buildSchema } from 'graphql';
const schema = buildSchema('type Query { hello: String } type Mutation { greet: String }');
const rootValue = { hello: () => 'x', greet: () => 'y', other: () => 'z' };
const app = express();
app.use('/graphql', graphqlHTTP({ schema, rootValue, graphiql: true }));
app.listen(1);
`,
  });
  expect(operations.map((each) => each.split(' ')[0])).toEqual(['Mutation.greet', 'Query.hello']);
  expect(routes).toEqual(['POST /graphql graphql']);
});

test('plugins of Fastify and resolver maps as instances', async () => {
  const { names, routes } = await found({
    'server.ts': `import Fastify from 'fastify';
import mercurius from 'mercurius';
class Query { async add() { return fetch('https://x'); } }
const app = Fastify();
app.register(mercurius, { schema: \`type Query { add: Int }\`, resolvers: { Query: new Query() } });
app.listen({ port: 1 });
`,
  });
  expect(names).toEqual(['Query.add']);
  expect(routes).toEqual(['POST /graphql graphql']);
});

test('object types of graphql-js: fields with a function that does something, and all that a client asks first', async () => {
  const { operations } = await found({
    'schema.ts': `import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { mutationWithClientMutationId } from 'graphql-relay';
import { Order } from './order';
const Query = new GraphQLObjectType({ name: 'Query', fields: { order: Order, version: { type: GraphQLString, resolve: () => '1' } } });
const place = mutationWithClientMutationId({ name: 'place', mutateAndGetPayload: async (input) => fetch('https://pay') });
const Mutation = new GraphQLObjectType({ name: 'Mutation', fields: () => ({ place }) });
export const schema = new GraphQLSchema({ query: Query, mutation: Mutation });
`,
    'order.ts': `import { GraphQLObjectType, GraphQLString } from 'graphql';
const OrderType = new GraphQLObjectType({
  name: 'Order',
  fields: () => ({
    id: { type: GraphQLString, resolve: ({ _id }) => _id },
    buyer: { type: GraphQLString, resolve: (order) => loadBuyer(order) },
    plain: { type: GraphQLString },
  }),
});
export const Order = { type: OrderType, args: {}, resolve: async (root, { id }) => fetch('https://orders/' + id) };
`,
  });
  expect(operations).toEqual([
    'Mutation.place schema.ts:5 place.mutateAndGetPayload 1',
    'Order.buyer order.ts:6 buyer.resolve 1',
    'Query.order order.ts:10 Order.resolve 1',
    'Query.version schema.ts:4 Query.fields.version.resolve 1',
  ]);
});

test('a server whose schema cannot be followed is said, and a client is no server', async () => {
  const server = await found({
    'server.ts':
      "import { ApolloServer } from 'apollo-server';\nimport { load } from 'elsewhere';\nnew ApolloServer(load());\n",
  });
  expect(server).toMatchObject({ operations: [], lost: 1 });
  const client = await found({
    'client.ts':
      "import { gql } from '@apollo/client';\nimport { parse } from 'graphql';\nexport const q = gql`query { orders { id } }`;\n",
  });
  expect(client).toMatchObject({ operations: [], routes: [], lost: 0 });
});

test('servers that nobody mounts answer where they listen, and other functions of their packages do not', async () => {
  const yoga = await found({
    'server.ts': `import { createServer } from 'node:http';
import { createPubSub, createSchema, createYoga } from 'graphql-yoga';
export const pubSub = createPubSub();
const yoga = createYoga({ schema: createSchema({ typeDefs: 'type Query { a: Int }', resolvers: { Query: { a: () => 1 } } }), graphqlEndpoint: '/api' });
createServer(yoga).listen(1);
`,
  });
  expect(yoga).toMatchObject({ names: ['Query.a'], routes: ['POST /api graphql'] });
  const apollo = await found({
    'server.ts': `import { ApolloServer, gql } from 'apollo-server';
const server = new ApolloServer({ typeDefs: gql\`type Query { a: Int }\`, resolvers: { Query: { a: () => 1 } } });
server.listen().then(({ url }) => console.log(url));
`,
  });
  expect(apollo).toMatchObject({ names: ['Query.a'], routes: ['POST / graphql'] });
});

test('a map that merge changes in place, and a server of an integration package', async () => {
  const { names, routes } = await found({
    'server.ts': `import express from 'express';
import _ from 'lodash';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
const resolvers = {};
_.merge(resolvers, { Query: { orders: () => [] } }, { Query: { users: () => [] } });
const app = express();
app.use('/graphql/v2', expressMiddleware(new ApolloServer({ typeDefs: '', resolvers })));
app.listen(1);
`,
  });
  expect(names).toEqual(['Query.orders', 'Query.users']);
  expect(routes).toEqual(['POST /graphql/v2 graphql']);
});
