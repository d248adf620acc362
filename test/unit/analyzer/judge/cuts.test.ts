import { describe, expect, it } from 'vitest';
import type { CallFact } from '../../../../src/analyzer/facts.ts';
import type { Subject } from '../../../../src/analyzer/judge/index.ts';
import type { Access, Cut } from '../../../../src/model/analysis.ts';
import { buildRoute } from '../../../support/build-analysis.ts';
import { access, call, cutsOf, orders, planOf, subject, users } from '../../../support/two-contexts.ts';

const shown = ({ from, to, how, uses }: Cut) => `${how} ${from} -> ${to} ${uses.join()}`;

const ab = 'orders/a.ts -> users/b.ts';

describe('a call over a border', () => {
  const cut = (parts: Partial<CallFact>, more: Partial<Subject> = {}) => {
    const [first] = cutsOf(
      subject([ab], { calls: [call('orders/a.ts:9 -> users/b.ts Users.find', parts)], ...more }),
    );
    return first && `${first.how}: ${first.why}`;
  };

  it('that reads is a call of the service', () => {
    expect(cut({ reads: ['User'] })).toBe('http-call: asks for User');
  });

  it('whose write is answered is a call of the service', () => {
    expect(cut({ writes: ['User'] })).toBe('http-call: writes User, and the caller goes on with the answer');
    expect(cut({ writes: ['User'], result: 'unused' })).toContain('the caller waits until it is done');
  });

  it('that nobody waits for is an event', () => {
    expect(cut({ writes: ['User'], result: 'dropped' })).toBe('event: writes User, and nobody waits for it');
    expect(cut({ isExternal: true, result: 'dropped' })).toContain('event: calls another system');
  });

  it('after the own write, without a result, is an event', () => {
    const accesses = [access('write', 'Order', 'orders/a.ts', 5), access('write', 'User', users.file, 3)];
    expect(cut({ writes: ['User'], result: 'unused' }, { accesses })).toContain(
      'event: writes User after orders',
    );
  });

  it('in a listener, without a result, is an event', () => {
    const events = [{ name: 'paid', transport: 'events', publishers: [], subscribers: ['orders/a.ts:8'] }];
    expect(cut({ writes: ['User'], result: 'unused' }, { events })).toContain(
      'event: writes User when an event',
    );
  });

  it('that checks something is never an event, whatever becomes of its result', () => {
    const given = { writes: ['User'], result: 'dropped' as const, target: 'Users.assertActive' };
    expect(cut(given)).toBe('http-call: writes User, and may stop the caller');
  });

  it('of what handles a job is a message', () => {
    const operations = [
      {
        protocol: 'queue' as const,
        name: 'avatar',
        apis: [],
        file: 'users/b.ts',
        line: 3,
        handler: 'perform',
        framework: 'bull',
        context: 'users',
        touches: [],
        sideEffects: 'writes' as const,
        confidence: 1,
      },
    ];
    const given = subject([ab], {
      operations,
      calls: [call('orders/a.ts:2 -> users/b.ts Avatar.constructor')],
    });
    expect(cutsOf(given).map(({ how }) => how)).toEqual(['event']);
  });

  it('in seed data is nobody else’s: each service fills its own tables', () => {
    const given = subject(['orders/seeds/a.ts -> users/b.ts'], {
      calls: [call('orders/seeds/a.ts:2 -> users/b.ts Users.add', { writes: ['User'] })],
    });
    expect(cutsOf(given).map(({ how }) => how)).toEqual(['rewire']);
  });

  it('that writes in a transaction over both is a step of a saga', () => {
    const transactions = [
      { file: 'orders/a.ts', line: 8, entities: ['Order', 'User'], contexts: ['orders', 'users'] },
    ];
    const given = { writes: ['User'], transaction: 'orders/a.ts:8' };
    expect(cut(given, { transactions })).toBe('saga: writes User inside the transaction at orders/a.ts:8');
    expect(cut(given)).toContain('http-call');
  });

  it('of what only works on data of the caller moves to the caller', () => {
    expect(cut({ reads: ['Order'] })).toBe('move: works on Order only, which orders owns');
  });

  it('of a function without data moves, or becomes a library when others use it too', () => {
    expect(cut({})).toContain('move: no data');
    const shared = subject([ab, 'users/c.ts -> users/b.ts'], {
      calls: [call('orders/a.ts:9 -> users/b.ts round')],
    });
    expect(cutsOf(shared).map(shown)).toEqual(['library orders/a.ts -> users/b.ts round']);
  });

  it('is a call of the service when nothing is known about data', () => {
    const blind = subject([ab], {
      entities: [],
      accesses: [],
      outbound: [{ kind: 'sdk', method: null, target: 'x', via: 'x', locations: ['users/b.ts:2'] }],
      calls: [call('orders/a.ts:9 -> users/b.ts Users.find')],
    });
    expect(cutsOf(blind)[0]?.why).toBe('what it does to data is not known');
  });

  it('is one cut with others of its way, and takes the names around it along', () => {
    const given = subject(['orders/a.ts -injection,value-> users/b.ts'], {
      calls: [
        call('orders/a.ts:30 -> users/b.ts Users.find', { reads: ['User'] }),
        call('orders/a.ts:9 -> users/b.ts Users.list', { reads: ['User'] }),
        call('orders/a.ts:12 -> users/b.ts Users.note', { writes: ['User'], result: 'dropped' }),
      ],
    });
    expect(cutsOf(given)).toMatchObject([
      { how: 'event', locations: ['orders/a.ts:12'], writes: ['User'] },
      {
        how: 'http-call',
        uses: ['Users.find', 'Users.list'],
        reads: ['User'],
        writes: [],
        locations: ['orders/a.ts:1', 'orders/a.ts:9', 'orders/a.ts:30'],
      },
    ]);
  });
});

describe('a use over a border without a call', () => {
  const stateful = [access('write', 'User', 'users/b.ts', 4)];
  it.each([
    ['orders/a.ts -type-> users/b.ts', 'publish-type'],
    ['orders/a.module.ts -> users/b.module.ts', 'rewire'],
    ['orders/a.ts -injection-> users/b.ts', 'rewire'],
    ['orders/a.ts -extends-> users/b.ts', 'move'],
    ['orders/a.ts -> users/b.ts', 'http-call'],
  ])('%s is cut by %s', (arrow, how) => {
    expect(cutsOf(subject([arrow], { accesses: stateful })).map((cut) => cut.how)).toContain(how);
  });

  it('of a module without anything at run time, or of an event by its name, is a contract', () => {
    const typeOnly = new Set(['users/b.ts']);
    expect(cutsOf(subject(['orders/a.ts -extends-> users/b.ts'], { typeOnly })).map(shown)).toEqual([
      'publish-type orders/a.ts -> users/b.ts ',
    ]);
    expect(cutsOf(subject(['orders/a.ts -> users/events/left.ts'])).map(shown)).toEqual([
      'event orders/a.ts -> users/events/left.ts ',
    ]);
  });

  it('that passes on what was built elsewhere, or registers a handler, is wiring', () => {
    const built = [
      call('users/b.ts:3 -> users/user.ts Users.constructor', { function: '<module>' }),
      call('users/x.ts:9 -> users/user.ts Users.find', { reads: ['User'] }),
    ];
    const passedOn = subject([ab], { calls: built });
    expect(cutsOf(passedOn)).toMatchObject([
      { how: 'rewire', why: 'is passed on and called elsewhere: pass a client of the service' },
    ]);
    const routes = [buildRoute('GET /', { file: 'orders/a.ts', context: 'orders' })];
    expect(cutsOf(subject([ab], { calls: built, routes }))).toMatchObject([
      { how: 'rewire', why: 'registers its handler: the route goes along' },
    ]);
  });

  it('in a page is built into it, as are clients of other systems', () => {
    const given = subject(['orders/list.tsx -> users/badge.tsx', 'users/page.tsx -> users/badge.tsx'], {
      calls: [call('orders/list.tsx:4 -> users/badge.tsx load', { isExternal: true })],
    });
    expect(cutsOf(given).map(({ how }) => how)).toEqual(['library']);
    const outbound = [
      { kind: 'http' as const, method: null, target: 'x', via: 'fetch', locations: ['users/b.ts:2'] },
    ];
    expect(cutsOf(subject([ab], { outbound }))[0]?.why).toBe(
      'a client of other systems, without data of its own',
    );
  });

  it('of a base class that both build on is a library', () => {
    const given = subject(['orders/a.ts -extends-> users/b.ts', 'users/c.ts -extends-> users/b.ts']);
    expect(cutsOf(given).map(shown)).toEqual(['library orders/a.ts -> users/b.ts ']);
  });
});

describe('data of another context', () => {
  const reading = (...lines: number[]) => lines.map((line) => access('read', 'User', 'orders/a.ts', line));
  const howOf = (accesses: readonly Access[], parts: Partial<Subject> = {}) =>
    cutsOf(subject(['orders/a.ts -> orders/c.ts'], { accesses, ...parts })).map(({ how }) => how);

  it('that is read here and there is asked for, that is read all over is copied', () => {
    expect(howOf(reading(1, 2, 3))).toEqual(['http-call']);
    expect(howOf(reading(1, 2, 3, 4))).toEqual(['replicate-data']);
  });

  it('that is joined is copied', () => {
    const joins = [
      {
        file: 'orders/a.ts',
        line: 1,
        function: 'run',
        entities: ['Order', 'User'],
        contexts: ['orders', 'users'],
        via: 'sql',
      },
    ];
    expect(howOf(reading(1), { joins })).toEqual(['replicate-data']);
  });

  it('that is written is written by its owner, in a transaction by a step of a saga', () => {
    const write = access('write', 'User', 'orders/a.ts', 7);
    const transaction = {
      file: 'orders/a.ts',
      line: 6,
      entities: ['Order', 'User'],
      contexts: ['orders', 'users'],
      accesses: [
        { entity: 'Order', op: 'write' as const, file: 'orders/a.ts', line: 8 },
        { entity: 'User', op: 'write' as const, file: 'orders/a.ts', line: 7 },
      ],
    };
    expect(howOf([write])).toEqual(['http-call']);
    expect(howOf([write], { transactions: [transaction] })).toEqual(['saga']);
    // Only one context writes: whatever else it reads, it stays one transaction.
    const alone = { ...transaction, accesses: transaction.accesses.slice(1) };
    expect(howOf([write], { transactions: [alone] })).toEqual(['http-call']);
    expect(planOf(subject([ab], { transactions: [alone] })).steps.map(({ work }) => work?.sagas)).toEqual([
      [],
      [],
    ]);
  });

  it('that a key leads to keeps its id; its import goes with its accesses', () => {
    const holder = { ...orders, relations: [{ to: 'User', kind: 'many-to-one' as const }] };
    const symbols = (given: Subject): Subject => ({
      ...given,
      dependencies: given.dependencies.map((dependency) => ({ ...dependency, symbols: ['User'] })),
    });
    const related = symbols(subject([`${orders.file} -> ${users.file}`], { entities: [holder, users] }));
    expect(cutsOf(related).map(shown)).toEqual([`keep-id ${orders.file} -> ${users.file} User`]);
    const read = symbols(
      subject([`orders/a.ts -> ${users.file}`], { accesses: [access('read', 'User', 'orders/a.ts', 4)] }),
    );
    expect(cutsOf(read)).toMatchObject([{ how: 'http-call', locations: ['orders/a.ts:1', 'orders/a.ts:4'] }]);
  });

  it('whose declaration stands elsewhere takes the declaration along', () => {
    const stray = { ...orders, file: 'users/order.ts' };
    const given = subject(['orders/a.ts -> users/order.ts'], { entities: [stray, users], accesses: [] });
    const named = {
      ...given,
      dependencies: given.dependencies.map((each) => ({ ...each, symbols: ['Order'] })),
    };
    expect(cutsOf(named)).toMatchObject([
      { how: 'move', why: 'orders owns Order: its declaration goes along' },
    ]);
  });
});
