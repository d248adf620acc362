import { type EventLibrary, subscribes } from '../library.ts';

/** Servers of ws: what they take from clients; a client of ws is no entry point. */
export const ws: EventLibrary = {
  name: 'ws',
  packages: ['ws'],
  transport: 'ws',
  calls: {
    on({ argument, call, path }) {
      const [name] = call.arguments;
      const isMessage = name?.kind === 'literal' && name.value === 'message';
      return isMessage && /Server\(\)/.test(path)
        ? subscribes('websocket', argument(0), call.arguments[1])
        : null;
    },
  },
};
