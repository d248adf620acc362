import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

async function operationsOf(files: Record<string, string>): Promise<string[]> {
  const { operations } = await discoverFacts({ root: sourceTree(files) });
  return operations.map(
    ({ name, file, line, handler, framework, confidence }) =>
      `${framework} ${name} ${file}:${line} ${handler} ${confidence}`,
  );
}

test('gRPC: methods of added services, by loaded and by generated definitions', async () => {
  expect(
    await operationsOf({
      'server.js': `const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');
const { OrderServiceService } = require('./generated');
const proto = grpc.loadPackageDefinition(loader.loadSync('users.proto')).users;
class Orders { findOne(call, callback) { callback(null, {}); } }
function getUser(call, callback) { callback(null, {}); }
const server = new grpc.Server();
server.addService(proto.UserService.service, { getUser, options: { a: 1 } });
server.addService(OrderServiceService, new Orders());
server.bindAsync('0.0.0.0:1', grpc.ServerCredentials.createInsecure(), () => server.start());
`,
      'generated.js':
        "exports.OrderServiceService = { findOne: { path: '/orders.OrderService/FindOne' } };\n",
    }),
  ).toEqual([
    'grpc orders.OrderService.FindOne server.js:5 Orders.findOne 1',
    'grpc UserService.getUser server.js:6 getUser 1',
  ]);
});

test('Connect: services of the router that a function is given', async () => {
  expect(
    await operationsOf({
      'connect.ts': `import type { ConnectRouter } from '@connectrpc/connect';
import { ElizaService } from './eliza_connect';
import { serviceOf } from 'elsewhere';
export default (router: ConnectRouter) => router
  .service(ElizaService, { async say(request) { return { sentence: request.sentence }; } })
  .service(serviceOf('x'), { hear: () => ({}) });
`,
      'eliza_connect.ts':
        "export const ElizaService = { typeName: 'eliza.v1.ElizaService', methods: {} } as const;\n",
      'server.ts':
        "import { createConnectTransport } from '@connectrpc/connect-node';\nimport { fastifyConnectPlugin } from '@connectrpc/connect-fastify';\nimport '@connectrpc/connect';\n",
    }),
  ).toEqual([
    'connect eliza.v1.ElizaService.say connect.ts:5 say 1',
    'connect {service}.hear connect.ts:6 hear 0.5',
  ]);
});
