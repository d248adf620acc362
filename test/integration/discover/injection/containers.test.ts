import { expect, test } from 'vitest';
import { injectionsIn, reachedIn } from '../../../support/injections-in.ts';

const orders = {
  'store.ts': 'export interface Store { save(id: string): void }\n',
  'sql.ts':
    "import type { Store } from './store';\nexport class Sql implements Store { save(id: string) {} }\n",
  'memory.ts':
    "import type { Store } from './store';\nexport class Memory implements Store { save(id: string) {} }\n",
};

const app = (imports: string, handler: string) => `
  import express from 'express';
  ${imports}
  const app = express();
  app.post('/orders', (req, res) => ${handler});
  app.listen(1);`;

test('tsyringe: registrations, tokens, delayed and all of them; a route reaches what is registered', async () => {
  const files = {
    ...orders,
    'tokens.ts': "export const TOKENS = { clock: Symbol('clock') } as const;\n",
    'clock.ts': 'export class Clock { now() {} }\n',
    'place.ts': `
      import { delay, inject, injectable, injectAll } from 'tsyringe';
      import type { Clock } from './clock';
      import { Mail } from './mail';
      import type { Store } from './store';
      import { TOKENS } from './tokens';
      @injectable()
      export class Place {
        constructor(@inject('Store') private store: Store, @inject(TOKENS.clock) private clock: Clock,
          @injectAll('Hook') private hooks: Store[], @inject(delay(() => Mail)) mail) {}
        run() { this.store.save('1'); this.hooks.forEach((hook) => hook.save('2')); }
      }`,
    'mail.ts': 'export class Mail {}\n',
    'wiring.ts': `
      import { container, instanceCachingFactory } from 'tsyringe';
      import { Clock } from './clock';
      import { Memory } from './memory';
      import { Sql } from './sql';
      import { TOKENS } from './tokens';
      export function wire() {
        container.register('Store', { useClass: Sql });
        container.register('Hook', { useToken: 'Store' });
        container.registerSingleton('Hook', Memory);
        container.register(TOKENS.clock, { useFactory: instanceCachingFactory(() => new Clock()) });
      }`,
    'main.ts': app(
      "import { container } from 'tsyringe';\nimport { Place } from './place';\nimport { wire } from './wiring';\nwire();",
      'res.json(container.resolve(Place).run())',
    ),
  };
  expect(await injectionsIn(files)).toEqual([
    'main.ts -> place.ts Place',
    'place.ts -> clock.ts Clock',
    'place.ts -> mail.ts Mail',
    'place.ts -> memory.ts Memory',
    'place.ts -> sql.ts Sql',
  ]);
  expect(await reachedIn(files)).toEqual({ '/orders': ['main.ts', 'memory.ts', 'place.ts', 'sql.ts'] });
});

test('typedi: services by id, values, properties and put-off types', async () => {
  const files = {
    ...orders,
    'sql.ts':
      "import { Service } from 'typedi';\nimport type { Store } from './store';\n@Service({ id: 'store', multiple: false })\nexport class Sql implements Store { save(id: string) {} }\n",
    'clock.ts': 'export class Clock { now() {} }\nexport const clock = new Clock();\n',
    'mail.ts': "import { Service } from 'typedi';\n@Service()\nexport class Mail { send() {} }\n",
    'place.ts': `
      import { Inject, Service } from 'typedi';
      import type { Clock } from './clock';
      import { Mail } from './mail';
      import type { Store } from './store';
      @Service()
      export class Place {
        @Inject(() => Mail) mail;
        @Inject('clock') clock: Clock;
        constructor(@Inject('store') private store: Store) {}
        run() { this.store.save('1'); this.mail.send(); this.clock.now(); }
      }`,
    'main.ts': app(
      "import { Container } from 'typedi';\nimport { clock } from './clock';\nimport { Place } from './place';\nimport './sql';\nContainer.set('clock', clock);",
      'res.json(Container.get(Place).run())',
    ),
  };
  expect(await injectionsIn(files)).toEqual([
    'main.ts -> place.ts Place',
    'place.ts -> clock.ts Clock',
    'place.ts -> mail.ts Mail',
    'place.ts -> sql.ts Sql',
  ]);
  expect(await reachedIn(files)).toEqual({
    '/orders': ['clock.ts', 'mail.ts', 'main.ts', 'place.ts', 'sql.ts'],
  });
});

test('inversify: bindings of containers and modules, symbols by object, lists, and several for one token', async () => {
  const files = {
    ...orders,
    'types.ts':
      "export const TYPES = { Store: Symbol.for('Store'), Hook: Symbol.for('Hook'), Clock: Symbol('Clock') };\n",
    'clock.ts': 'export class Clock { now() {} }\n',
    'place.ts': `
      import { inject, injectable, multiInject } from 'inversify';
      import type { Clock } from './clock';
      import type { Store } from './store';
      import { TYPES } from './types';
      @injectable()
      export class Place {
        @inject(TYPES.Clock) clock: Clock;
        constructor(@inject(Symbol.for('Store')) private store: Store, @multiInject(TYPES.Hook) private hooks: Store[]) {}
        run() { this.store.save('1'); for (const hook of this.hooks) hook.save('2'); this.clock.now(); }
      }`,
    'ship.ts': `
      import { inject, injectable } from 'inversify';
      import type { Store } from './store';
      import { TYPES } from './types';
      @injectable()
      export class Ship { constructor(@inject(TYPES.Hook) hook: Store) {} }`,
    'wiring.ts': `
      import { Container, ContainerModule } from 'inversify';
      import { Clock } from './clock';
      import { Memory } from './memory';
      import { Place } from './place';
      import { Sql } from './sql';
      import { TYPES } from './types';
      export const container = new Container();
      container.bind(TYPES.Store).to(Sql).inSingletonScope();
      container.bind(TYPES.Clock).toDynamicValue(() => new Clock());
      container.load(new ContainerModule((bind) => {
        bind(TYPES.Hook).to(Memory);
        bind(TYPES.Hook).toConstantValue(new Sql());
        bind(Place).toSelf();
      }));`,
    'main.ts': app(
      "import { Place } from './place';\nimport { container } from './wiring';",
      'res.json(container.get(Place).run())',
    ),
  };
  expect(await injectionsIn(files)).toEqual([
    'main.ts -> place.ts Place',
    'place.ts -> clock.ts Clock',
    'place.ts -> memory.ts Memory',
    'place.ts -> sql.ts Sql',
    'ship.ts -> memory.ts Memory ~0.5',
    'ship.ts -> sql.ts Sql ~0.5',
  ]);
  expect(await reachedIn(files)).toEqual({
    '/orders': ['clock.ts', 'main.ts', 'memory.ts', 'place.ts', 'sql.ts'],
  });
});

test('awilix: names by destructuring, members and globs', async () => {
  const files = {
    'sql.js': 'export class Sql { save(id) {} }\n',
    'services/clock.service.js': 'export default class Clock { now() {} }\n',
    'services/mail-queue.js': 'module.exports = ({ sql }) => ({ push() { sql.save(); } });\n',
    'place.js':
      'export class Place { constructor({ store, clockService }) { this.store = store; this.clock = clockService; }\n run() { this.store.save("1"); this.clock.now(); } }\n',
    'ship.js':
      'export class Ship { constructor(deps) { this.queue = deps.mailQueue; this.limit = deps.limit; }\n run() { this.queue.push(); } }\n',
    'wiring.js': `
      import { aliasTo, asClass, asFunction, asValue, createContainer } from 'awilix';
      import { Place } from './place';
      import { Ship } from './ship';
      import { Sql } from './sql';
      export const container = createContainer();
      container.register({ sql: asClass(Sql).singleton(), store: aliasTo('sql'), place: asClass(Place), limit: asValue(3) });
      container.register('ship', asClass(Ship).scoped());
      container.loadModules(['services/*.js'], { formatName: 'camelCase' });`,
    'main.js': `
      import express from 'express';
      import { container } from './wiring';
      const app = express();
      app.post('/orders', (req, res) => res.json(req.container.resolve('place').run()));
      app.post('/ship', (req, res) => res.json(container.cradle.ship.run()));
      app.listen(1);`,
  };
  expect(await injectionsIn(files)).toEqual([
    'main.js -> place.js Place',
    'main.js -> ship.js Ship',
    'place.js -> services/clock.service.js Clock',
    'place.js -> sql.js Sql',
    'services/mail-queue.js -> sql.js Sql',
    'ship.js -> services/mail-queue.js',
  ]);
  expect(await reachedIn(files)).toEqual({
    '/orders': ['main.js', 'place.js', 'services/clock.service.js', 'sql.js'],
    '/ship': ['main.js', 'services/mail-queue.js', 'ship.js', 'sql.js'],
  });
});

test('awilix: names of parameters in CLASSIC mode', async () => {
  const injections = await injectionsIn({
    'sql.js': 'export class Sql { save(id) {} }\n',
    'place.js': 'export class Place { constructor(sql, other) { this.sql = sql; } }\n',
    'wiring.js': `
      import { asClass, createContainer, InjectionMode } from 'awilix';
      import { Place } from './place';
      import { Sql } from './sql';
      createContainer({ injectionMode: InjectionMode.CLASSIC }).register({ sql: asClass(Sql), place: asClass(Place) });`,
  });
  expect(injections).toEqual(['place.js -> sql.js Sql']);
});
