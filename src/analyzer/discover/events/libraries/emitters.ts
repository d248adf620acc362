import { type EventLibrary, publishes, subscribes } from '../library.ts';

/** Methods of emitters and buses, also of those that a project writes itself. */
export const publishing = ['emit', 'emitAsync', 'publish', 'dispatch', 'fire', 'trigger', 'raise'];
export const subscribing = ['on', 'once', 'addListener', 'prependListener', 'subscribe', 'ofType', 'listen'];

/** Emitters of Node and of packages; `own-bus.ts` has those of the project. */
export const emitters: EventLibrary = {
  name: 'emitter',
  packages: [
    'node:events',
    'events',
    'eventemitter2',
    'eventemitter3',
    'emittery',
    'mitt',
    '@nestjs/event-emitter',
  ],
  transport: 'emitter',
  calls: {
    ...Object.fromEntries(publishing.map((method) => [method, ({ argument }) => publishes(argument(0))])),
    ...Object.fromEntries(
      subscribing.map((method) => [
        method,
        // `once(stream, 'drain')` of Node waits for a stream and is no method.
        ({ call, path, argument }) =>
          path === 'once' || path === 'on' ? null : subscribes(null, argument(0), call.arguments[1]),
      ]),
    ),
  } satisfies EventLibrary['calls'],
  decorators: { OnEvent: ({ argument, method }) => subscribes(null, argument(0), method) },
};
