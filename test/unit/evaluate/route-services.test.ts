import { expect, it } from 'vitest';
import type { Truth } from '../../../scripts/evaluate/corpus.ts';
import { scoreRoutes } from '../../../scripts/evaluate/route-services.ts';
import { buildRoute } from '../../support/build-analysis.ts';

const truth: Truth = {
  repo: 'acme/air',
  commit: '',
  roots: ['.'],
  contexts: { flight: ['flights/**'] },
  shared: [],
  moduleLevels: [],
  moduleExclusions: [],
  ambiguous: {},
  routes: [
    ['GET', '/flights', 'flights/routes.js'],
    ['GET', '/flights/:id', 'flights/routes.js'],
    ['GET', '/config/countFlights', 'app.js'],
    ['POST', '/login', 'app.js'],
    ['GET', '/logout', 'app.js'],
    ['GET', '/status', 'app.js'],
  ],
  routeContext: {
    'GET /flights': 'flight',
    'GET /flights/:id': 'flight',
    'GET /config/countFlights': 'flight',
    'POST /login': 'auth',
    'GET /logout': 'auth',
  },
  entities: [],
  isComplete: false,
};
const routes = (contexts: readonly (readonly [operation: string, context: string | null])[]) =>
  contexts.map(([operation, context]) => buildRoute(operation, { context }));

it('counts routes in the one context that stands for their service, and those of the majority of theirs', () => {
  const score = scoreRoutes(
    {
      routes: routes([
        ['GET /flights', 'a'],
        ['GET /flights/:number', 'a'],
        ['GET /config/countFlights', 'b'],
        ['POST /login', 'c'],
        ['GET /logout', null],
        ['GET /status', 'a'],
      ]),
    },
    truth,
  );
  expect(score).toEqual({
    known: 5,
    right: 3,
    pure: 4,
    placed: 4,
    wrong: ['GET /config/countFlights: flight, b', 'GET /logout: auth, no context'],
  });
});

it('lets one context stand for one service only', () => {
  const all = truth.routes.map(([method, path]) => [`${method} ${path}`, 'all'] as const);
  expect(scoreRoutes({ routes: routes(all) }, truth)).toMatchObject({ known: 5, right: 3, pure: 3 });
});

it('goes by the declaring file where the truth knows no services of routes', () => {
  const all = truth.routes.map(([method, path]) => [`${method} ${path}`, 'all'] as const);
  const score = scoreRoutes({ routes: routes(all) }, { ...truth, routeContext: {} });
  expect(score).toMatchObject({ known: 2, right: 2 });
});
