import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

async function operationsOf(files: Record<string, string>): Promise<string[]> {
  const { operations } = await discoverFacts({ root: sourceTree(files) });
  return operations.map(
    ({ protocol, name, handler, framework, line }) => `${protocol} ${name} ${handler} ${framework} ${line}`,
  );
}

test('a gateway answers messages and connections', async () => {
  expect(
    await operationsOf({
      'chat.gateway.ts': `import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import { Server, Socket } from 'socket.io';
@WebSocketGateway({ namespace: 'chat' })
export class ChatGateway {
  @WebSocketServer() server: Server;
  handleConnection(client: Socket) { this.server.emit('joined'); }
  @SubscribeMessage('say') say(@MessageBody() text: string, @ConnectedSocket() client: Socket) {}
}
`,
    }),
  ).toEqual([
    'websocket connection ChatGateway.handleConnection nest-websockets 4',
    'websocket say ChatGateway.say nest-websockets 7',
  ]);
});

test('a server of ws takes messages, a client of ws is no entry point', async () => {
  expect(
    await operationsOf({
      'server.ts': `import { WebSocket, WebSocketServer } from 'ws';
const server = new WebSocketServer({ port: 1 });
server.on('connection', (socket) => { socket.on('message', function onMessage(data) {}); socket.on('close', () => {}); });
const client = new WebSocket('ws://elsewhere');
client.on('message', () => {});
`,
    }),
  ).toEqual(['websocket message onMessage ws 3']);
});

test('methods of gRPC are named by service and method', async () => {
  expect(
    await operationsOf({
      'orders.ts': `import { GrpcMethod, GrpcStreamMethod } from '@nestjs/microservices';
import { Controller } from '@nestjs/common';
@Controller()
export class Orders {
  @GrpcMethod('OrderService', 'FindOne') one() {}
  @GrpcMethod() findAll() {}
  @GrpcStreamMethod('OrderService') watch() {}
}
`,
    }),
  ).toEqual([
    'rpc OrderService.FindOne Orders.one nest-grpc 5',
    'rpc Orders.FindAll Orders.findAll nest-grpc 6',
    'rpc OrderService.Watch Orders.watch nest-grpc 7',
  ]);
});
