import { entryOf } from '../../entities/object-entries.ts';
import { type EventLibrary, publishes, subscribes } from '../library.ts';

/** Google Pub/Sub: a channel is a topic or a subscription. */
export const googlePubSub: EventLibrary = {
  name: 'google-pubsub',
  packages: ['@google-cloud/pubsub'],
  transport: 'google-pubsub',
  calls: {
    publish: ({ made }) => publishes(made(0)),
    publishMessage: ({ made }) => publishes(made(0)),
    publishJSON: ({ made }) => publishes(made(0)),
    on: ({ made, call }) =>
      isText(call.arguments[0], 'message') ? subscribes('message', made(0), call.arguments[1]) : null,
  },
};

/** Azure Service Bus: a channel is a queue or topic. */
export const serviceBus: EventLibrary = {
  name: 'azure-service-bus',
  packages: ['@azure/service-bus'],
  transport: 'service-bus',
  calls: {
    sendMessages: ({ made }) => publishes(made(0)),
    scheduleMessages: ({ made }) => publishes(made(0)),
    subscribe: ({ made, call }) =>
      subscribes('message', made(0), entryOf(call.arguments[0], 'processMessage')),
    receiveMessages: ({ made }) => subscribes('message', made(0)),
  },
};

function isText(expression: Parameters<typeof entryOf>[0], text: string): boolean {
  return expression?.kind === 'literal' && expression.value === text;
}
