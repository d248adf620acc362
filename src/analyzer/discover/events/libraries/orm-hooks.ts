import { namesOf } from '../../entities/callee.ts';
import { returnedBy } from '../../shapes/result-shapes.ts';
import {
  type Channel,
  type Decorated,
  type EventLibrary,
  type LibraryCall,
  type Message,
  subscribes,
} from '../library.ts';

const times = ['Insert', 'Create', 'Update', 'Save', 'Remove', 'Destroy', 'BulkCreate', 'Delete', 'Upsert'];
const hooks = times.flatMap((time) => [`before${time}`, `after${time}`]);

/** Hooks of Mongoose and Sequelize: saving runs code that who saves does not name. A channel is model and moment. */
export const ormHooks: EventLibrary = {
  name: 'orm-hooks',
  packages: ['mongoose', 'sequelize', 'sequelize-typescript'],
  transport: 'orm',
  calls: {
    pre: atMoment,
    post: atMoment,
    addHook: atMoment,
    ...Object.fromEntries(
      hooks.map((hook) => [hook, (call: LibraryCall) => hooked(call, [{ kind: 'literal', value: hook }])]),
    ),
  },
};

function atMoment(call: LibraryCall): Message {
  return hooked(call, call.argument(0));
}

function hooked({ call }: LibraryCall, moment: Channel): Message {
  const [, model = 'model'] = namesOf(call.callee);
  return subscribes(null, [[{ kind: 'literal', value: model }], moment], call.arguments.at(-1));
}

/** Subscribers of TypeORM and MikroORM: classes whose methods run when an entity is saved. */
export const ormSubscribers: EventLibrary = {
  name: 'orm-subscribers',
  packages: ['typeorm', '@mikro-orm/core', '@mikro-orm/nestjs'],
  transport: 'orm',
  decorators: { EventSubscriber: ofSubscriber, Subscriber: ofSubscriber },
};

function ofSubscriber({ class: { members } }: Decorated): Message | null {
  const handlers = hooks.flatMap((hook) => members.get(hook)?.code ?? []);
  const listenTo = members.get('listenTo')?.code ?? members.get('getSubscribedEntities')?.code;
  const entities = listenTo ? returnedBy(listenTo) : [];
  const channel: Channel = entities.length > 0 ? entities : [{ kind: 'literal', value: 'every entity' }];
  return handlers.length === 0 ? null : subscribes(null, channel, ...handlers);
}
