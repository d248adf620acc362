import { entryOf } from '../../entities/object-entries.ts';
import { type EventLibrary, type LibraryCall, type Message, publishes, subscribes } from '../library.ts';

/** SQS, by commands of the third version, methods of the second, and sqs-consumer: a channel is the address of a queue. */
export const sqs: EventLibrary = {
  name: 'sqs',
  packages: ['@aws-sdk/client-sqs', 'aws-sdk', 'aws-sdk/clients/sqs', 'sqs-consumer', 'sqs-producer'],
  transport: 'sqs',
  calls: {
    SendMessageCommand: ({ argument }) => publishes(argument(0, 'QueueUrl')),
    SendMessageBatchCommand: ({ argument }) => publishes(argument(0, 'QueueUrl')),
    ReceiveMessageCommand: ({ argument, within }) => subscribes('queue', argument(0, 'QueueUrl'), within),
    sendMessage: ({ argument }) => publishes(argument(0, 'QueueUrl')),
    sendMessageBatch: ({ argument }) => publishes(argument(0, 'QueueUrl')),
    receiveMessage: ({ argument, within }) => subscribes('queue', argument(0, 'QueueUrl'), within),
    create({ path, argument, call }) {
      if (path === 'Producer.create') return null;
      const [options] = call.arguments;
      const handler = entryOf(options, 'handleMessage', 'handleMessageBatch');
      return path === 'Consumer.create' ? subscribes('queue', argument(0, 'queueUrl'), handler) : null;
    },
    send: ({ path, made }) => (path.startsWith('Producer.create') ? publishes(made(0, 'queueUrl')) : null),
  },
};

/** SNS: a channel is the name of a topic's resource. */
export const sns: EventLibrary = {
  name: 'sns',
  packages: ['@aws-sdk/client-sns', 'aws-sdk', 'aws-sdk/clients/sns'],
  transport: 'sns',
  calls: {
    PublishCommand: ({ argument }) => publishes(argument(0, 'TopicArn')),
    PublishBatchCommand: ({ argument }) => publishes(argument(0, 'TopicArn')),
    publish: ({ argument }) => publishes(argument(0, 'TopicArn')),
  },
};

/** EventBridge: a channel is a bus with the type of the detail. */
export const eventBridge: EventLibrary = {
  name: 'eventbridge',
  packages: ['@aws-sdk/client-eventbridge', 'aws-sdk', 'aws-sdk/clients/eventbridge'],
  transport: 'eventbridge',
  calls: { PutEventsCommand: putEvents, putEvents },
};

function putEvents({ call }: LibraryCall): Message {
  const entries = entryOf(call.arguments[0], 'Entries');
  const [first] = entries?.kind === 'array' ? entries.items : [];
  const bus = entryOf(first, 'EventBusName');
  const type = entryOf(first, 'DetailType');
  return publishes(bus ? [bus] : [], type ? [type] : []);
}
