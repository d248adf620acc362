import { type EventLibrary, type LibraryCall, type Message, publishes, subscribes } from '../library.ts';

/**
 * RabbitMQ by amqplib: a channel is a queue, or an exchange with a routing key. A queue that is bound to an exchange
 * listens to that.
 */
export const amqp: EventLibrary = {
  name: 'amqplib',
  packages: ['amqplib', 'amqplib/callback_api', 'amqp-connection-manager'],
  transport: 'amqp',
  calls: {
    sendToQueue: ({ argument }) => publishes(argument(0)),
    publish,
    consume: ({ argument, call }) => subscribes('message', argument(0), call.arguments[1]),
    bindQueue: ({ argument }) => subscribes(null, [argument(1), argument(2)]),
  },
};

/** The default exchange has no name: its routing key is the queue. */
function publish({ argument, call }: LibraryCall): Message {
  const [exchange] = call.arguments;
  const isDefault = exchange?.kind === 'literal' && exchange.value === '';
  return isDefault ? publishes(argument(1)) : publishes(argument(0), argument(1));
}
