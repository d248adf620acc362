import type { ClassCode, FunctionCode } from '../../source/code.ts';
import { type EventLibrary, type LibraryCall, type Message, publishes, subscribes } from '../library.ts';

/** Nest CQRS: commands and queries, whose caller waits for their one handler. */
export const cqrs: EventLibrary = {
  name: 'nest-cqrs',
  packages: ['@nestjs/cqrs'],
  transport: 'cqrs',
  calls: { execute: ({ argument }) => ({ ...publishes(argument(0)), isCall: true }) },
  decorators: {
    CommandHandler: ({ argument, class: type }) => subscribes(null, argument(0), methodOf(type, 'execute')),
    QueryHandler: ({ argument, class: type }) => subscribes(null, argument(0), methodOf(type, 'execute')),
  },
};

/** Nest CQRS: events, published or applied to an aggregate, with any number of handlers. */
export const cqrsEvents: EventLibrary = {
  name: 'nest-cqrs',
  packages: ['@nestjs/cqrs'],
  transport: 'cqrs-event',
  calls: {
    publish: ({ argument }) => publishes(argument(0)),
    publishAll: ({ argument }) => publishes(argument(0)),
    apply: ({ argument }) => publishes(argument(0)),
    ofType: subscribeToTypes,
  },
  decorators: {
    EventsHandler: ({ all, class: type }) => subscribes(null, all(), methodOf(type, 'handle')),
  },
};

/** `events$.pipe(ofType(OrderPlaced))` of a saga. */
function subscribeToTypes({ call }: LibraryCall): Message {
  return subscribes(null, call.arguments);
}

function methodOf({ members }: ClassCode, name: string): FunctionCode | null {
  return members.get(name)?.code ?? null;
}
