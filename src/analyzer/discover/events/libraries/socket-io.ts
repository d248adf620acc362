import { type EventLibrary, publishes, subscribes } from '../library.ts';

const ownEvents = new Set(['connection', 'connect', 'disconnect', 'disconnecting', 'error', 'new_namespace']);

/** Socket.IO on the server: what it sends to browsers, and what it takes from them. */
export const socketIo: EventLibrary = {
  name: 'socket.io',
  packages: ['socket.io'],
  transport: 'socket.io',
  calls: {
    emit: ({ argument }) => publishes(argument(0)),
    emitWithAck: ({ argument }) => publishes(argument(0)),
    on({ argument, call }) {
      const [name] = call.arguments;
      const isOwn = name?.kind === 'literal' && ownEvents.has(String(name.value));
      return isOwn ? null : subscribes('websocket', argument(0), call.arguments[1]);
    },
  },
};
