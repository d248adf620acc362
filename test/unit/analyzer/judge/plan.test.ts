import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../src/analyzer/judge/index.ts';
import { prices } from '../../../../src/analyzer/judge/plan/effort.ts';
import type { Obstacle } from '../../../../src/analyzer/judge/separable.ts';
import { buildRoute } from '../../../support/build-analysis.ts';
import { emptySubject, modulesIn } from '../../../support/subject.ts';
import { access, planOf, subject } from '../../../support/two-contexts.ts';

const ab = 'orders/a.ts -> users/b.ts';

it('a transaction over contexts becomes a saga: a step for each stretch in one context, all writes but the last with what undoes them', () => {
  const at = (op: 'read' | 'write', entity: string, line: number) => ({
    op,
    entity,
    file: 'orders/a.ts',
    line,
  });
  const given = subject(['orders/a.ts -> orders/c.ts'], {
    transactions: [
      {
        file: 'orders/a.ts',
        line: 5,
        entities: ['Order', 'User'],
        contexts: ['orders', 'users'],
        accesses: [
          at('write', 'Order', 6),
          at('write', 'Order', 7),
          at('read', 'User', 8),
          at('write', 'User', 9),
        ],
      },
    ],
    accesses: [{ ...access('write', 'Order', 'orders/a.ts', 6), via: 'knex.insert' }],
  });
  const [step] = planOf(given).steps;
  expect(step?.work?.sagas).toEqual([
    {
      location: 'orders/a.ts:5',
      contexts: ['orders', 'users'],
      steps: [
        {
          context: 'orders',
          op: 'write',
          entities: ['Order'],
          locations: ['orders/a.ts:6', 'orders/a.ts:7'],
          compensation: 'orders cancels what it created of Order',
        },
        {
          context: 'users',
          op: 'read',
          entities: ['User'],
          locations: ['orders/a.ts:8'],
          compensation: null,
        },
        {
          context: 'users',
          op: 'write',
          entities: ['User'],
          locations: ['orders/a.ts:9'],
          compensation: null,
        },
      ],
    },
  ]);
});

it('routes flip in waves: own reads, reads over others, writes, and last what reaches three contexts', () => {
  const route = (operation: string, touches: string[], sideEffects: 'none' | 'writes' | 'unknown') =>
    buildRoute(operation, { context: 'orders', touches: ['orders', ...touches], sideEffects });
  const given = subject([ab], {
    routes: [
      route('POST /a', [], 'writes'),
      route('GET /wide', ['users', 'x'], 'none'),
      route('GET /b', ['users'], 'none'),
      route('GET /c', [], 'unknown'),
      route('GET /d', [], 'writes'),
    ],
  });
  const flips = planOf(given).steps.find(({ context }) => context === 'orders')?.work?.flips ?? [];
  expect(flips.map(({ wave, name }) => `${wave} ${name}`)).toEqual([
    '1-reads GET /c',
    '2-reads-over-others GET /b',
    '3-writes GET /d',
    '3-writes POST /a',
    '4-hold GET /wide',
  ]);
});

describe('the order', () => {
  /** Contexts of so many modules of a hundred lines, each with a route. */
  const sized = (sizes: Readonly<Record<string, number>>, parts: Partial<Subject> = {}): Subject => {
    const paths = Object.entries(sizes).flatMap(([id, size]) =>
      Array.from({ length: size }, (_, index) => `${id}/${index}.ts`),
    );
    const { modules, contexts } = modulesIn(...paths);
    return {
      ...emptySubject,
      modules: modules.map((module) => ({ ...module, lines: 100 })),
      contexts,
      routes: Object.keys(sizes).map((id) => buildRoute(`GET /${id}`, { context: id, touches: [id] })),
      ...parts,
    };
  };
  const order = (given: Subject, obstacles: Record<string, Obstacle[]> = {}) =>
    planOf(given, new Map(Object.entries(obstacles))).steps.map(({ context }) => context);

  it('starts with what can leave as it is and is worth most for what it costs', () => {
    expect(order(sized({ big: 20, held: 30, small: 8 }), { held: ['coupling'] })).toEqual([
      'big',
      'small',
      'held',
    ]);
  });

  it('never starts with what is tiny or serves nothing, however cheap it is', () => {
    const given = sized({ held: 9, idle: 9, tiny: 2 });
    const routes = given.routes.filter(({ context }) => context !== 'idle');
    expect(order({ ...given, routes }, { held: ['coupling'] })).toEqual(['held', 'tiny', 'idle']);
  });

  it('weighs what changes often, where commits were read', () => {
    const modules = [
      { path: 'calm/0.ts', commits: 1, authors: 1 },
      { path: 'hot/0.ts', commits: 99, authors: 3 },
    ];
    const given = sized({ calm: 9, hot: 9 }, { history: { ...emptySubject.history, modules } });
    expect(order(given)).toEqual(['hot', 'calm']);
    expect(planOf(given).steps[0]?.work?.because).toContain(
      'worth: 50 % of the modules, 50 % of the routes and operations, 99 % of the changes',
    );
  });

  it('has an effort that is the sum of its terms', () => {
    const [step] = planOf(sized({ a: 9, b: 9 })).steps;
    expect(step?.work?.effort).toEqual({
      lowDays: prices.service.lowDays + prices.route.lowDays,
      highDays: prices.service.highDays + prices.route.highDays,
      terms: [
        { what: 'service', count: 1, ...prices.service },
        { what: 'route', count: 1, ...prices.route },
      ],
    });
  });
});
