import { describe, expect, it } from 'vitest';
import { chosenRows, routeRows } from '../../../../../src/page/views/routes/route-rows.ts';
import { pageDocumentOf } from '../../../../../src/report/page/page-document.ts';
import { buildAnalysis, buildRoute } from '../../../../support/build-analysis.ts';
import { plannedAnalysis } from '../../../../support/planned-analysis.ts';

const data = pageDocumentOf(
  buildAnalysis({
    ...plannedAnalysis(),
    routes: [
      buildRoute('GET /orders', { context: 'orders' }),
      buildRoute('GET /orders', { context: 'users', line: 2 }),
      buildRoute('POST /log', { sideEffects: 'writes' }),
    ],
  }),
);
const rows = routeRows(data.routes.routes);
const all = { context: '', flip: '', effects: '', method: '' };
const keys = (filter: Partial<typeof all>) =>
  chosenRows(rows, data, { ...all, ...filter }).map(({ key }) => key);

it('routes of one name have addresses of their own', () => {
  expect(rows.map(({ key }) => key)).toEqual(['GET /orders', 'GET /orders (2)', 'POST /log']);
});

describe('the choices above the routes', () => {
  it('let everything through when nothing is chosen, or a context that is not there', () => {
    expect(keys({})).toHaveLength(3);
    expect(keys({ context: 'gone' })).toHaveLength(3);
  });

  it('keep the routes of a context, or of none', () => {
    expect(keys({ context: 'users' })).toEqual(['GET /orders (2)']);
    expect(keys({ context: '-' })).toEqual(['POST /log']);
  });

  it('all hold at once', () => {
    expect(keys({ method: 'GET', effects: 'none', context: 'orders' })).toEqual(['GET /orders']);
    expect(keys({ method: 'GET', effects: 'writes' })).toEqual([]);
    expect(keys({ flip: 'not yet' })).toEqual(['POST /log']);
  });
});
