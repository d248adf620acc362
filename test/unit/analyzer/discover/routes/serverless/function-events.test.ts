import { expect, test } from 'vitest';
import { functionEvents } from '../../../../../../src/analyzer/discover/routes/serverless/function-events.ts';

test('functions may be a list of groups; short and long forms of events are the same', () => {
  const text = `functions:
  - place:
      handler: src/orders.place
      events:
        - httpApi: POST /orders
        - http: any orders/{id}
  - list:
      handler: src/orders.list
      events: [{ http: { method: get, path: orders } }, { schedule: rate(1 hour) }]
`;
  expect(functionEvents(text)).toEqual([
    { method: 'POST', path: '/orders', handler: 'src/orders.place' },
    { method: 'ALL', path: 'orders/{id}', handler: 'src/orders.place' },
    { method: 'GET', path: 'orders', handler: 'src/orders.list' },
  ]);
});

test.each([
  'functions',
  'functions: 1',
  'functions: ${file(./functions.yml)}',
  'functions: { a: { handler: 1, events: [] } }',
  'functions: { a: { handler: x.y, events: [ http ] } }',
  '- [',
  'a: &a [1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nfunctions: [*c,*c,*c,*c,*c]',
  '',
])('%j has no events and breaks nothing', (text) => {
  expect(functionEvents(text)).toEqual([]);
});
