import { describe, expect, it } from 'vitest';
import { findViolations } from '../../../src/check/index.ts';
import type { Boundaries, BoundaryFacts } from '../../../src/model/boundaries.ts';
import { access, boundariesOf, boundaryFactsOf, use } from '../../support/boundary-facts.ts';

const [order, helper, user, secret, log, main] = [
  'src/orders/order.ts',
  'src/orders/helper.ts',
  'src/users/user.ts',
  'src/users/secret.ts',
  'src/common/log.ts',
  'src/main.ts',
];
const paths = [order, helper, user, secret, log, main, 'src/orders/order.test.ts'];
const around = { shared: ['src/common'], composition: ['src/main.ts'] };

function keys(boundaries: Boundaries, parts: Partial<BoundaryFacts>): string[] {
  return findViolations(boundaryFactsOf(paths, parts), boundaries).violations.map(({ key }) => key);
}

describe('a dependency', () => {
  const closed = boundariesOf({ orders: {}, users: {} }, around);

  it('within a context, on shared code, from what wires everything and from tests breaks nothing', () => {
    const dependencies = [
      use(order, helper, 'h'),
      use(order, log, 'log'),
      use(main, user, 'User'),
      use('src/orders/order.test.ts', user, 'User'),
    ];
    expect(keys(closed, { dependencies })).toEqual([]);
  });

  it('on another context is denied unless its context is named; each symbol is a violation of its own', () => {
    const dependencies = [{ ...use(order, user, 'User'), symbols: ['User', 'find'] }];
    const broken = [`dependency ${order} -> ${user}#User`, `dependency ${order} -> ${user}#find`];
    expect(keys(closed, { dependencies })).toEqual(broken);
    expect(keys(boundariesOf({ orders: { uses: ['users'] }, users: {} }, around), { dependencies })).toEqual(
      [],
    );
    expect(keys(boundariesOf({ orders: {}, users: { uses: ['orders'] } }, around), { dependencies })).toEqual(
      broken,
    );
  });

  it('says where, why, and the cheapest fix, which for a type is another one', () => {
    const dependencies = [use(order, user, 'User', 'type')];
    expect(findViolations(boundaryFactsOf(paths, { dependencies }), closed).violations).toEqual([
      {
        rule: 'dependency',
        key: `dependency ${order} -> ${user}#User`,
        contexts: ['orders', 'users'],
        location: `${order}:3`,
        what: `orders may not use users: ${order} uses ${user} (only its types).`,
        fix: 'Publish the types as a contract in shared, or allow it: uses: [users] in contexts.orders.',
      },
    ]);
  });

  it('on what an allowed context keeps private is denied', () => {
    const boundaries = boundariesOf({ orders: { uses: ['users'] }, users: { api: [user] } }, around);
    const dependencies = [use(order, user, 'User'), use(order, secret, 'hash'), use(user, secret, 'hash')];
    expect(keys(boundaries, { dependencies })).toEqual([`private-module ${order} -> ${secret}#hash`]);
  });

  it('of shared code on a context, and of anything on what wires the application, is denied', () => {
    const dependencies = [use(log, user, 'User'), use(order, main, 'app'), use(log, main, 'app')];
    expect(keys(closed, { dependencies })).toEqual([
      `composition-used ${log} -> ${main}#app`,
      `shared-uses-context ${log} -> ${user}#User`,
      `composition-used ${order} -> ${main}#app`,
    ]);
  });
});

describe('data', () => {
  const data: Partial<BoundaryFacts> = {
    entities: [
      { name: 'User', table: 'users', file: user },
      { name: 'Order', table: 'orders', file: order },
    ],
    accesses: [
      access('write', 'User', order),
      access('read', 'User', order),
      access('write', 'Order', order),
    ],
    joins: [{ file: order, line: 9, function: 'list', entities: ['Order', 'User'], via: 'sql' }],
    transactions: [{ file: order, line: 12, entities: ['Order', 'User'] }],
  };
  const broken = [
    `table-write ${order}#save -> users`,
    `join ${order}#list -> users`,
    `transaction ${order} -> users`,
  ];

  it('of another context may be read, but not written, joined or taken into a transaction', () => {
    expect(keys(boundariesOf({ orders: {}, users: {} }, around), data)).toEqual(broken);
  });

  it('may where it is allowed, by the table', () => {
    const allowed = boundariesOf({ orders: { writes: ['users'], joins: ['users'] }, users: {} }, around);
    expect(keys(allowed, data)).toEqual([]);
  });

  it('belongs to whose list names it, whoever declares it', () => {
    const moved = boundariesOf({ orders: { tables: ['users'] }, users: {} }, around);
    expect(keys(moved, data)).toEqual([]);
    expect(
      keys(moved, { ...data, accesses: [access('write', 'User', user)], joins: [], transactions: [] }),
    ).toEqual([`table-write ${user}#save -> users`]);
  });
});

describe('modules', () => {
  it('that nobody claims are violations, tests and ignored ones are not', () => {
    const boundaries = boundariesOf({ orders: {}, users: {} }, { ...around, ignore: ['src/attic'] });
    const facts = boundaryFactsOf([
      ...paths,
      'src/new/thing.ts',
      'src/attic/old.ts',
      'src/new/thing.test.ts',
    ]);
    const { violations } = findViolations(facts, boundaries);
    expect(violations.map(({ key }) => key)).toEqual(['unclaimed-module src/new/thing.ts']);
  });

  it('that two patterns claim are a mistake of the boundaries, with both of them', () => {
    const boundaries = boundariesOf({ orders: {}, users: { modules: ['src/users', order] } }, around);
    expect(() => findViolations(boundaryFactsOf(paths), boundaries)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        problems: [
          { where: order, what: 'is claimed by contexts.orders.modules and by contexts.users.modules' },
        ],
      }),
    );
  });

  it('called as a part of every object are like any other', () => {
    const facts = boundaryFactsOf(['src/orders/__proto__.ts', 'src/users/constructor.ts'], {
      dependencies: [use('src/orders/__proto__.ts', 'src/users/constructor.ts', '__proto__')],
    });
    expect(findViolations(facts, boundariesOf({ orders: {}, users: {} })).violations).toHaveLength(1);
  });
});
