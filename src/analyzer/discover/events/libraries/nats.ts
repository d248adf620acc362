import { entryOf } from '../../entities/object-entries.ts';
import { type EventLibrary, publishes, subscribes } from '../library.ts';

/** NATS and its streams: a channel is a subject. */
export const nats: EventLibrary = {
  name: 'nats',
  packages: ['nats', '@nats-io/transport-node', '@nats-io/nats-core', '@nats-io/jetstream'],
  transport: 'nats',
  calls: {
    publish: ({ argument }) => publishes(argument(0)),
    request: ({ argument }) => publishes(argument(0)),
    // Without a callback the messages are read where the subscription is made.
    subscribe: ({ argument, call, within }) =>
      subscribes('message', argument(0), entryOf(call.arguments[1], 'callback') ?? within),
  },
};
