import { type EventLibrary, publishes, subscribes } from '../library.ts';

/** Nest microservices: a client sends by pattern, a controller answers by pattern, over any broker. */
export const nestMicroservices: EventLibrary = {
  name: 'nest-microservices',
  packages: ['@nestjs/microservices'],
  transport: 'nest',
  calls: {
    emit: ({ argument }) => publishes(argument(0)),
    send: ({ argument }) => publishes(argument(0)),
  },
  decorators: {
    EventPattern: ({ argument, method }) => subscribes('message', argument(0), method),
    MessagePattern: ({ argument, method }) => subscribes('message', argument(0), method),
  },
};
