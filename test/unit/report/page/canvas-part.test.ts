import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../../src/model/analysis.ts';
import { pageDocumentOf } from '../../../../src/report/page/page-document.ts';
import { buildAnalysis, buildRoute } from '../../../support/build-analysis.ts';
import { plannedAnalysis } from '../../../support/planned-analysis.ts';

const planned = plannedAnalysis();
const [order = '', user = ''] = planned.modules.map(({ path }) => path);

/** The canvas of the context `orders`, with parts of it changed. */
function canvasOf(context: Partial<Analysis['contexts'][number]>, parts: Partial<Analysis> = {}) {
  const contexts = planned.contexts.map((each) => (each.id === 'orders' ? { ...each, ...context } : each));
  const document = pageDocumentOf(buildAnalysis({ ...planned, contexts, ...parts }));
  const [canvas] = document.canvas;
  if (canvas === undefined) throw new Error('there is a context');
  return { ...canvas, names: document.names };
}

describe('the purpose of a context', () => {
  const routes = ['GET /api/orders', 'GET /api/orders/:id', 'POST /api/orders/:id/items'];
  const all = [...routes, 'GET /api/users'].map((route) => buildRoute(route));

  it('says what it answers, owns, publishes and speaks of', () => {
    const events = [
      { name: 'order.placed', transport: 'emitter', publishers: [`${order}:3`], subscribers: [] },
    ];
    const facts = { routes, entities: ['Cart', 'Order'], vocabulary: ['order', 'cart', 'line'] };
    expect(canvasOf(facts, { routes: all, events }).purpose).toBe(
      'Answers 3 routes under /api/orders; owns Cart and Order; publishes order.placed; speaks of order, cart and line.',
    );
  });

  it('leaves out a beginning that all routes have', () => {
    const two = ['GET /api/orders', 'GET /api/carts'];
    expect(canvasOf({ routes: two }, { routes: all }).purpose).toBe('Answers 2 routes.');
  });

  it('counts what would be too much to read', () => {
    expect(canvasOf({ entities: ['A', 'B', 'C', 'D', 'E', 'F'] }).purpose).toBe(
      'Owns A, B, C, D and 2 more.',
    );
  });

  it('says so where others only use its code, and does not take events of tests for its own', () => {
    const events = [
      { name: 'fake', transport: 'emitter', publishers: ['src/orders/order.test.ts:1'], subscribers: [] },
    ];
    expect(canvasOf({}, { events }).purpose).toBe(
      'Has no route, data or event of its own: code that others use.',
    );
  });
});

it('contested modules come with what pulls at them, the least sure first', () => {
  const contested = (path: string, confidence: number): Analysis['modules'][number] => ({
    path,
    lines: 1,
    role: 'domain',
    context: 'orders',
    confidence,
    band: 'contested',
    rival: { context: 'users', confidence: 0.4 },
    because: [
      {
        pull: 'elsewhere',
        module: user,
        context: 'users',
        source: 'call',
        weight: 0.314,
        location: 'b.ts:7',
      },
    ],
  });
  const modules = [...planned.modules, contested('a.ts', 0.5), contested('b.ts', 0.3)];
  const { contested: found, names } = canvasOf({}, { modules });
  expect(found.map(({ module, rival }) => [names[module], rival])).toEqual([
    ['b.ts', 1],
    ['a.ts', 1],
  ]);
  expect(found[0]?.because).toEqual([
    {
      pull: 'elsewhere',
      module: names.indexOf(user),
      context: 1,
      source: 'call',
      weight: 31,
      place: [names.indexOf('b.ts'), 7],
    },
  ]);
});

it('the step of the plan is named by its place and what it takes', () => {
  expect(canvasOf({}).step).toEqual({ position: 1, effort: '6 to 22 days' });
});
