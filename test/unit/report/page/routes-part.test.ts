import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../../src/model/analysis.ts';
import { pageDocumentOf } from '../../../../src/report/page/page-document.ts';
import { buildAnalysis, buildRoute } from '../../../support/build-analysis.ts';
import { plannedAnalysis } from '../../../support/planned-analysis.ts';

type Flips = NonNullable<Analysis['plan']['steps'][number]['work']>['flips'];

/** Routes of the context `orders`, flipped as given. */
function analysisWith(routes: Analysis['routes'], flips: Flips = []): Analysis {
  const { plan, ...planned } = plannedAnalysis();
  const steps = plan.steps.map(({ work, ...step }) => (work ? { ...step, work: { ...work, flips } } : step));
  return buildAnalysis({ ...planned, routes, plan: { ...plan, steps } });
}

function routeOf(analysis: Analysis) {
  const { routes, names } = pageDocumentOf(analysis);
  const [route] = routes.routes;
  if (route === undefined) throw new Error('there is a route');
  return {
    ...route,
    reasons: route.inTheWay.map((name) => names[name]),
    titleOfWave: routes.waves[route.wave]?.title,
  };
}

describe('a route in the page', () => {
  const flip = (wave: Flips[number]['wave']): Flips => [
    { name: 'GET /api/orders', location: 'a.ts:1', wave, touches: [] },
  ];
  const route = buildRoute('GET /api/orders', { context: 'orders' });

  it('is ready when it only reads and nothing is in the way', () => {
    expect(routeOf(analysisWith([route], flip('1-reads')))).toMatchObject({
      flip: 'ready',
      titleOfWave: 'Flip reads',
      reasons: [],
    });
  });

  it('waits with the writes when it writes', () => {
    const writing = { ...route, sideEffects: 'writes' as const };
    expect(routeOf(analysisWith([writing], flip('3-writes')))).toMatchObject({
      flip: 'with writes',
      titleOfWave: 'Flip writes',
    });
  });

  it('is not ready while something is in the way, which it says as `banyan explain` does', () => {
    const reach = [
      { context: 'orders', entities: ['Order'], via: ['a.ts:1'] },
      { context: 'users', entities: ['User'], via: ['a.ts:2', 'b.ts:3'] },
    ];
    const found = routeOf(analysisWith([{ ...route, touches: ['orders', 'users'], reach }], flip('1-reads')));
    expect(found.flip).toBe('not yet');
    expect(found.reasons).toEqual([
      'It needs users, which owns User (b.ts:3): a call to another service, or its data copied.',
    ]);
    expect(found.reach).toHaveLength(2);
  });

  it('is held by the plan even where the document does not say how it reaches the others', () => {
    expect(routeOf(analysisWith([route], flip('4-hold'))).flip).toBe('not yet');
  });

  it('is told apart from another of the same name by its place', () => {
    const moved = [{ ...route, line: 9 }];
    expect(routeOf(analysisWith(moved, flip('3-writes'))).titleOfWave).toBeUndefined();
  });
});

it('operations stand among the routes, with their protocol for a method', () => {
  const operation = {
    protocol: 'graphql',
    name: 'Query.orders',
    apis: [],
    file: 'src/orders/order.ts',
    line: 4,
    handler: 'orders',
    framework: 'nest-graphql',
    context: 'orders',
    touches: [],
    sideEffects: 'none',
    confidence: 1,
  } as const;
  const { routes } = pageDocumentOf(
    buildAnalysis({ ...plannedAnalysis(), operations: [operation] as never }),
  );
  expect(routes.routes.at(-1)).toMatchObject({
    method: 'graphql',
    path: 'Query.orders',
    isOperation: true,
    middleware: null,
  });
});
