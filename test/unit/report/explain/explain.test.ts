import { describe, expect, it } from 'vitest';
import { explain, nextAfter, renderExplanation } from '../../../../src/report/index.ts';
import type { Analysis, AnalysisModule } from '../../../../src/model/analysis.ts';
import { buildAnalysis, buildRoute } from '../../../support/build-analysis.ts';

const plain = (text: string) => text;
const paint = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain };

function module(path: string, context: string | null, parts: Partial<AnalysisModule> = {}): AnalysisModule {
  return { path, lines: 10, role: 'domain', context, confidence: 0.95, because: [], ...parts };
}

const context = (id: string, parts: Partial<Analysis['contexts'][number]> = {}) => ({
  id,
  name: id.toUpperCase(),
  modules: [],
  routes: [],
  operations: [],
  entities: [],
  confidence: 0.95,
  metrics: { cohesion: 0.8 },
  vocabulary: [],
  owners: [],
  ...parts,
});

const analysis = buildAnalysis({
  modules: [
    module('src/orders/order.service.ts', 'orders', {
      because: [
        {
          pull: 'in',
          module: 'src/orders/order.ts',
          context: 'orders',
          source: 'injection',
          weight: 0.4,
          location: 'src/orders/order.service.ts:3',
        },
        { pull: 'elsewhere', module: 'src/users/user.ts', context: 'users', source: 'import', weight: 0.3 },
      ],
      pulls: [
        { context: 'orders', weight: 0.6 },
        { context: 'users', weight: 0.4 },
      ],
      wouldMove: { to: 'users', without: ['src/orders/order.ts'] },
      owners: ['@shop/orders'],
      pins: [0],
    }),
    module('src/orders/order.ts', 'orders'),
    module('src/users/user.ts', 'users'),
    module('src/money.ts', null, { role: 'shared' }),
  ],
  contexts: [context('orders', { routes: ['GET /orders/:id'], entities: ['Order'] }), context('users')],
  dependencies: [
    {
      from: 'src/orders/order.service.ts',
      to: 'src/users/user.ts',
      kinds: ['value'],
      weight: 2,
      symbols: ['User'],
      locations: ['src/orders/order.service.ts:4'],
    },
  ],
  routes: [
    buildRoute('GET /orders/:id', {
      context: 'orders',
      file: 'src/orders/order.service.ts',
      line: 9,
      touches: ['orders', 'users'],
      reach: [
        { context: 'orders', entities: ['Order'], via: [] },
        { context: 'users', entities: ['User'], via: ['src/orders/order.service.ts:4'] },
      ],
    }),
    buildRoute('GET /health', { context: 'orders', file: 'src/orders/order.ts', touches: ['orders'] }),
    buildRoute('POST /orders', { context: 'orders', sideEffects: 'unknown' }),
  ],
  transactions: [
    {
      file: 'src/orders/order.service.ts',
      line: 12,
      entities: ['Order', 'User'],
      contexts: ['orders', 'users'],
    },
  ],
  pins: [
    {
      kind: 'together',
      at: 'banyan.yaml:2',
      groups: [['src/orders']],
      context: null,
      names: [],
      because: 'one team',
      modules: 2,
      price: null,
    },
  ],
  sharedKernel: [
    { path: 'src/money.ts', decision: 'library', usedBy: ['orders', 'users'], why: 'Two use it.' },
  ],
});

function told(name: string, width = 100): string {
  const answer = explain(analysis, name);
  if ('problem' in answer) return answer.problem;
  return `${renderExplanation(answer.explanation, { paint, width })}\n\n${nextAfter(answer.explanation)}`;
}

describe('a file', () => {
  it('is explained by what ties it to its context, who pulls elsewhere, and what would have to go', () => {
    expect(told('order.service.ts')).toBe(`src/orders/order.service.ts
in orders, firm · 10 lines · owned by @shop/orders
answers GET /orders/:id

Decided by \`together\` at banyan.yaml:2: one team

Strongest evidence for its context
   40 %  injection src/orders/order.ts (orders)
         at src/orders/order.service.ts:3

Strongest pull elsewhere
   30 %  import src/users/user.ts (users)

Who pulls, as share of its ties
   60 %  orders
   40 %  users
  Margin 20 %. It would move to users without its ties to src/orders/order.ts.

banyan analyze --what-if 'move src/orders/order.service.ts to users'`);
  });

  it('that is shared comes with its decision and its users', () => {
    expect(told('src/money.ts')).toContain('Decision: library\n  Two use it. Used by orders, users.');
  });
});

it('a context is explained by its size, routes, data, neighbours, what crosses its border, and its rim', () => {
  expect(told('Orders')).toBe(`ORDERS (orders)
2 modules · firm · cohesion 80 %

Decided by \`together\` at banyan.yaml:2: one team

1 route
  GET /orders/:id

1 entity
  Order

Uses
  users (2 references)

Crosses its border
  transaction at src/orders/order.service.ts:12 over orders, users

At its rim: modules closest to another context
   20 %  src/orders/order.service.ts, pulled by users

banyan explain src/orders/order.service.ts`);
});

describe('a route', () => {
  it('is explained by its handler, the contexts it reaches through which uses, and what stands in the way', () => {
    expect(told('GET /orders/:id')).toBe(`GET /orders/:id
anonymous at src/orders/order.service.ts:9 · express · writes nothing
in orders

Reaches
  orders: Order
  users: User
    src/orders/order.service.ts:4

In the way of moving it
  - orders shares transactions with others (src/orders/order.service.ts:12): they must become sagas
    before its tables move.
  - It needs users, which owns User (src/orders/order.service.ts:4): a call to another service, or
    its data copied.

banyan explain orders`);
  });

  it('is found as somebody would request it, in any case, without a method where that is clear', () => {
    for (const name of ['/orders/17', 'get /orders/17?x=1', '/orders/:id', 'GET /orders/17/'])
      expect(told(name)).toContain('GET /orders/:id\n');
  });
});

describe('a name', () => {
  it('that means several things lists them', () => {
    const two = { ...analysis, modules: [...analysis.modules, module('src/legacy/order.ts', null)] };
    expect(explain(two, 'order.ts')).toEqual({
      problem: '2 things are called order.ts: src/orders/order.ts, src/legacy/order.ts',
    });
  });

  it('that means nothing comes with the closest one', () => {
    expect(told('ordres')).toBe('nothing is called ordres; did you mean orders?');
    expect(told('GET /helth')).toBe('nothing is called GET /helth; did you mean GET /health?');
    expect(told('order.servise.ts')).toBe(
      'nothing is called order.servise.ts; did you mean order.service.ts?',
    );
    expect(told('zzzzzzzzzzz')).toBe('nothing is called zzzzzzzzzzz');
  });
});

it('no line is wider than the terminal', () => {
  for (const name of ['orders', 'order.service.ts', 'GET /orders/:id', 'src/money.ts'])
    for (const line of told(name, 60).split('\n').slice(0, -1)) expect(line.length).toBeLessThanOrEqual(60);
});

it('shows names of the repository without letting them act', () => {
  const hostile = 'src/\u001b[31mred.ts';
  const answer = explain(buildAnalysis({ modules: [module(hostile, null)] }), hostile);
  if ('problem' in answer) throw new Error(answer.problem);
  expect(renderExplanation(answer.explanation, { paint, width: 80 })).not.toContain('\u001b');
});
