import { type EventLibrary, publishes, subscribes } from '../library.ts';

/** Queues in Redis: Bull, BullMQ and Bee-Queue. A channel is a queue; the name of a job is no channel. */
export const bull: EventLibrary = {
  name: 'bull',
  packages: ['bull', 'bullmq', 'bee-queue'],
  transport: 'bull',
  calls: {
    add: ({ made }) => publishes(made(0)),
    addBulk: ({ made }) => publishes(made(0)),
    upsertJobScheduler: ({ made }) => publishes(made(0)),
    createJob: ({ made }) => publishes(made(0)),
    process: ({ made, call }) => subscribes('queue', made(0), call.arguments.at(-1)),
    Worker: ({ argument, call }) => subscribes('queue', argument(0), call.arguments[1]),
  },
};

/** Bull and BullMQ in Nest: `@Processor('mail')` on a class, its `process` method or `@Process('welcome')` on others. */
export const nestBull: EventLibrary = {
  name: 'nest-bull',
  packages: ['@nestjs/bull', '@nestjs/bullmq'],
  transport: 'bull',
  decorators: {
    Processor({ argument, class: { members } }) {
      const name = argument(0);
      const queue = name[0]?.kind === 'object' ? argument(0, 'name') : name;
      const handler = members.get('process');
      return handler?.code && handler.decorators.length === 0
        ? subscribes('queue', queue, handler.code)
        : null;
    },
    Process: ({ ofClass, method }) => subscribes('queue', ofClass('Processor', 0), method),
  },
};
