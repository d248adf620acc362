import { methodOf } from '../../entities/callee.ts';
import { entryOf } from '../../entities/object-entries.ts';
import type { Expression, FunctionCode } from '../../source/code.ts';
import { type EventLibrary, publishes, subscribes } from '../library.ts';

/** Kafka by kafkajs: a channel is a topic. */
export const kafka: EventLibrary = {
  name: 'kafkajs',
  packages: ['kafkajs', '@confluentinc/kafka-javascript'],
  transport: 'kafka',
  calls: {
    send: ({ path, argument }) =>
      path.includes('producer') || path.startsWith('Producer') ? publishes(argument(0, 'topic')) : null,
    sendBatch({ call }) {
      const messages = entryOf(call.arguments[0], 'topicMessages');
      const topics = messages?.kind === 'array' ? messages.items : [];
      return publishes(topics.flatMap((each) => entryOf(each, 'topic') ?? []));
    },
    subscribe: ({ argument, within }) =>
      subscribes('message', [...argument(0, 'topic'), ...argument(0, 'topics')], ...runBeside(within)),
  },
};

/** `consumer.run({ eachMessage })` in the function that subscribes. */
function runBeside({ calls }: FunctionCode): Expression[] {
  return calls.flatMap(({ callee, arguments: [options] }) =>
    methodOf(callee) === 'run' ? (entryOf(options, 'eachMessage', 'eachBatch') ?? []) : [],
  );
}
