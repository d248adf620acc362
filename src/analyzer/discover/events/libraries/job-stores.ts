import { type EventLibrary, publishes, subscribes } from '../library.ts';

/** pg-boss: a channel is a queue. */
export const pgBoss: EventLibrary = {
  name: 'pg-boss',
  packages: ['pg-boss'],
  transport: 'pg-boss',
  calls: {
    send: ({ argument }) => publishes(argument(0)),
    sendAfter: ({ argument }) => publishes(argument(0)),
    insert: ({ argument }) => publishes(argument(0)),
    publish: ({ argument }) => publishes(argument(0)),
    schedule: ({ argument }) => publishes(argument(0)),
    work: ({ argument, call }) => subscribes('queue', argument(0), call.arguments.at(-1)),
    subscribe: ({ argument, call }) => subscribes('queue', argument(0), call.arguments.at(-1)),
  },
};

/** Agenda: a channel is the name of a job. */
export const agenda: EventLibrary = {
  name: 'agenda',
  packages: ['agenda', '@hokify/agenda'],
  transport: 'agenda',
  calls: {
    define: ({ argument, call }) =>
      subscribes('queue', argument(0), call.arguments.at(-1), call.arguments[1]),
    now: ({ argument }) => publishes(argument(0)),
    every: ({ argument }) => publishes(argument(1)),
    schedule: ({ argument }) => publishes(argument(1)),
    create: ({ argument }) => publishes(argument(0)),
  },
};
