import type { Analysis } from '../../src/model/analysis.ts';
import { buildAnalysis, buildRoute } from './build-analysis.ts';

const module = (
  path: string,
  parts: Partial<Analysis['modules'][number]> = {},
): Analysis['modules'][number] => ({
  path,
  lines: 100,
  role: 'domain',
  context: path.split('/')[1] ?? null,
  confidence: 1,
  because: [],
  ...parts,
});
const context = (id: string, modules: string[]): Analysis['contexts'][number] => ({
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  modules,
  routes: [],
  operations: [],
  entities: [],
  confidence: 0.9,
  metrics: {},
  vocabulary: [],
  owners: [],
});

/** Orders and users with one of each kind of work; the document says no work for `legacy`. */
export function plannedAnalysis(): Analysis {
  const [order, user, test, root] = [
    'src/orders/order.ts',
    'src/users/user.ts',
    'src/orders/order.test.ts',
    'src/main.ts',
  ];
  return buildAnalysis({
    modules: [
      module(order),
      module(user),
      module(test, { role: 'test' }),
      module(root, { role: 'composition-root', context: null }),
    ],
    dependencies: [
      { from: root, to: order, kinds: ['value'], weight: 1, symbols: ['order'], locations: [`${root}:4`] },
    ],
    routes: [buildRoute('GET /api/orders', { context: 'orders' })],
    contexts: [context('orders', [order, test]), context('users', [user])],
    sharedKernel: [
      {
        path: 'src/log.ts',
        decision: 'library',
        usedBy: ['orders', 'users'],
        why: '2 contexts use its 9 lines.',
      },
    ],
    plan: {
      steps: [
        {
          title: 'Take out orders',
          context: 'orders',
          detail: ['worth: 50 % of the modules', 'effort: 6 to 22 days'],
          work: {
            because: ['worth: 50 % of the modules'],
            effort: {
              lowDays: 5.75,
              highDays: 22.4,
              terms: [
                { what: 'service', count: 1, lowDays: 5, highDays: 15 },
                { what: 'http-call', count: 1, lowDays: 0.5, highDays: 2 },
                { what: 'table', count: 1, lowDays: 0.25, highDays: 5.4 },
              ],
            },
            entities: [{ name: 'Order', table: 'orders', writtenBy: ['users'], readBy: [] }],
            foreignKeys: [{ from: 'Order', to: 'User', columns: ['user_id'], location: `${order}:3` }],
            joins: [{ location: `${order}:20`, entities: ['Order', 'User'], contexts: ['orders', 'users'] }],
            sagas: [
              {
                location: `${order}:30`,
                contexts: ['orders', 'users'],
                steps: [
                  {
                    context: 'users',
                    op: 'write',
                    entities: ['User'],
                    locations: [`${user}:8`],
                    compensation: 'users puts the former values of User back, which the step has noted',
                  },
                  {
                    context: 'orders',
                    op: 'write',
                    entities: ['Order'],
                    locations: [`${order}:33`],
                    compensation: null,
                  },
                ],
              },
            ],
            flips: [
              { name: 'GET /api/orders', location: `${order}:40`, wave: '1-reads', touches: [] },
              {
                name: 'GET /api/board',
                location: `${order}:41`,
                wave: '4-hold',
                touches: ['users', 'stock'],
              },
            ],
          },
        },
        { title: 'Take out legacy', context: 'legacy', detail: ['cost: 3 references'] },
      ],
      cuts: [
        {
          from: order,
          to: user,
          fromContext: 'orders',
          toContext: 'users',
          how: 'http-call',
          why: 'asks for User',
          uses: ['Users.find'],
          reads: ['User'],
          writes: [],
          locations: [`${order}:7`, `${order}:12`],
        },
        {
          from: 'src/orders/cart.ts',
          to: user,
          fromContext: 'orders',
          toContext: 'users',
          how: 'http-call',
          why: 'asks for User',
          uses: ['Users.find'],
          reads: ['User'],
          writes: [],
          locations: ['src/orders/cart.ts:2'],
        },
        {
          from: user,
          to: order,
          fromContext: 'users',
          toContext: 'orders',
          how: 'publish-type',
          why: 'only the type is used',
          uses: ['OrderJson'],
          reads: [],
          writes: [],
          locations: [`${user}:2`],
        },
      ],
    },
  });
}
