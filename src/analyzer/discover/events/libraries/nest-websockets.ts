import { type EventLibrary, subscribes } from '../library.ts';

/** Nest gateways: methods that take a message of a client, and what a gateway does when one connects. */
export const nestWebsockets: EventLibrary = {
  name: 'nest-websockets',
  packages: ['@nestjs/websockets'],
  transport: 'socket.io',
  decorators: {
    SubscribeMessage: ({ argument, method }) => subscribes('websocket', argument(0), method),
    WebSocketGateway({ class: { members } }) {
      const connects = members.get('handleConnection')?.code;
      return connects ? subscribes('websocket', [{ kind: 'literal', value: 'connection' }], connects) : null;
    },
  },
};
