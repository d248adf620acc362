import { methodOf } from '../../entities/callee.ts';
import { type EventLibrary, type LibraryCall, type Message, publishes, subscribes } from '../library.ts';

/** Publish and subscribe of Redis, by ioredis and node-redis. */
export const redis: EventLibrary = {
  name: 'redis',
  packages: ['redis', '@redis/client', 'ioredis'],
  transport: 'redis',
  calls: {
    publish: ({ argument }) => publishes(argument(0)),
    spublish: ({ argument }) => publishes(argument(0)),
    subscribe: listen,
    pSubscribe: listen,
    psubscribe: listen,
    xAdd: ({ argument }) => publishes(argument(0)),
    xadd: ({ argument }) => publishes(argument(0)),
  },
};

/** With a listener of its own, or with one for all channels beside it: `client.on('message', …)`. */
function listen({ argument, call, within }: LibraryCall): Message {
  const [, listener] = call.arguments;
  const beside = within.calls.flatMap(({ callee, arguments: [name, handler] }) => {
    const isForAll = name?.kind === 'literal' && /^p?message/.test(String(name.value));
    return methodOf(callee) === 'on' && isForAll && handler ? [handler] : [];
  });
  return subscribes('message', argument(0), ...(listener?.kind === 'function' ? [listener] : beside));
}
