import { type EventLibrary, type LibraryCall, type Message, publishes, subscribes } from '../library.ts';

/** NOTIFY and LISTEN of PostgreSQL, by postgres.js, pg-listen and the text of queries: a channel is its name. */
export const postgres: EventLibrary = {
  name: 'postgres',
  packages: ['pg', 'postgres', 'pg-listen', 'pg-pubsub'],
  transport: 'postgres',
  calls: {
    notify: ({ argument }) => publishes(argument(0)),
    publish: ({ argument }) => publishes(argument(0)),
    listen: ({ argument, call }) => subscribes('message', argument(0), call.arguments[1]),
    listenTo: ({ argument }) => subscribes('message', argument(0)),
    addChannel: ({ argument, call }) => subscribes('message', argument(0), call.arguments[1]),
    query: ofStatement,
  },
};

function ofStatement({ call }: LibraryCall): Message | null {
  const [first] = call.arguments;
  const text =
    first?.kind === 'literal'
      ? String(first.value)
      : first?.kind === 'template'
        ? (first.texts[0] ?? '')
        : '';
  const [, verb = '', name = ''] = /^\s*(listen|notify)\s+"?(\w+)/i.exec(text) ?? [];
  const channel = [{ kind: 'literal', value: name }] as const;
  if (name === '') return null;
  return verb.toLowerCase() === 'listen' ? subscribes('message', channel) : publishes(channel);
}
