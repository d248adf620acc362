import { expect, test } from 'vitest';
import { analyze, type ObservedLine } from '../../../src/analyzer/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

const shop = {
  'package.json': '{"name": "shop"}',
  'src/app.ts': `
    import express from 'express';
    import { OrderService } from './orders/order.service.js';
    const app = express();
    const orders = new OrderService();
    app.get('/orders/:id', (req, res) => res.json(orders.find(req.params.id)));
    app.get('/orders/latest', (req, res) => res.json(orders.find('latest')));
    app.post('/orders', (req, res) => res.json(orders.find('new')));
    app.listen(3000);`,
  'src/orders/order.service.ts': `
    import { Stock } from '../stock/stock.js';
    export class OrderService { stock = new Stock(); find(id: string) { return this.stock.count(id); } }`,
  'src/stock/stock.ts': 'export class Stock { count(id: string) { return id.length; } }',
};

async function* lines(...texts: string[]): AsyncGenerator<ObservedLine> {
  for (const [index, text] of texts.entries()) yield { file: 'traces.jsonl', line: index + 1, text };
}

const attributes = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));

const exportRequest = (...spans: object[]) =>
  JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

async function observe(...texts: string[]) {
  const analysis = await analyze({ root: sourceTree(shop), version: '0', observed: lines(...texts) });
  const { diagnostics, runtime } = analysis;
  return {
    runtime,
    codes: diagnostics.map(({ code }) => code).filter((code) => /TRACES|SPANS|REQUESTS/.test(code)),
  };
}

test('spans lead to routes by their template and to modules by file or class; calls skip spans of unknown place', async () => {
  const server = {
    traceId: 't',
    spanId: '1',
    name: 'GET',
    kind: 2,
    attributes: attributes({
      'http.request.method': 'GET',
      'http.route': '/orders/:orderId',
      'http.response.status_code': 500,
    }),
  };
  const service = {
    traceId: 't',
    spanId: '2',
    parentSpanId: '1',
    name: 'find',
    attributes: attributes({ 'code.filepath': '/app/dist/orders/order.service.js' }),
  };
  const database = { traceId: 't', spanId: '3', parentSpanId: '2', name: 'SELECT orders' };
  const stock = { traceId: 't', spanId: '4', parentSpanId: '3', name: 'Stock.count' };
  const { runtime, codes } = await observe(exportRequest(server, service), exportRequest(database, stock));
  expect(runtime).toEqual({
    requests: 1,
    routes: [{ method: 'GET', path: '/orders/:id', file: 'src/app.ts', requests: 1, errors: 1 }],
    unknown: [],
    spans: 4,
    placedSpans: 2,
    calls: [{ from: 'src/orders/order.service.ts', to: 'src/stock/stock.ts', count: 1 }],
  });
  expect(codes).toEqual([]);
});

test('lines of the exchange log lead to routes by their path: literal before parameter, HEAD as GET', async () => {
  const exchange = (method: string, path: string, status = 200) =>
    JSON.stringify({
      time: '2026-01-01T00:00:00.000Z',
      id: 'a',
      client: '127.0.0.1',
      method,
      path,
      status,
      attempts: [],
    });
  const refused = JSON.stringify({
    time: '2026-01-01T00:00:00.000Z',
    client: '127.0.0.1',
    status: 400,
    refused: 'x',
  });
  const { runtime, codes } = await observe(
    exchange('GET', '/orders/latest'),
    exchange('GET', '/orders/42'),
    '',
    exchange('HEAD', '/orders/42'),
    exchange('POST', '/orders', 502),
    exchange('GET', '/old/page'),
    refused,
  );
  expect(
    runtime?.routes.map(({ method, path, requests, errors }) => [method, path, requests, errors]),
  ).toEqual([
    ['POST', '/orders', 1, 1],
    ['GET', '/orders/:id', 2, 0],
    ['GET', '/orders/latest', 1, 0],
  ]);
  expect(runtime?.unknown).toEqual([{ operation: 'GET /old/page', requests: 1, errors: 0 }]);
  expect(codes).toEqual(['REQUESTS_UNKNOWN']);
});

test('traces that say nothing say so, and without any the document has none', async () => {
  expect((await observe()).codes).toEqual(['TRACES_EMPTY']);
  expect((await observe(exportRequest({ traceId: 't', spanId: '1', name: 'tick' }))).codes).toEqual([
    'SPANS_UNPLACED',
  ]);
  const silent = await analyze({ root: sourceTree(shop), version: '0' });
  expect(silent.runtime).toBeUndefined();
});

test.each([
  ['{"resourceSpans": 1}', 'it is neither OTLP/JSON nor a line of the exchange log'],
  ['{"resourceSpans": [', 'it is no JSON'],
  ['[]', 'it is neither OTLP/JSON nor a line of the exchange log'],
])('a line that is no trace ends the run and is named: %s', async (text, reason) => {
  const run = analyze({ root: sourceTree(shop), version: '0', observed: lines(exportRequest(), text) });
  await expect(run).rejects.toMatchObject({
    code: 'TRACES_INVALID',
    problems: [{ where: 'traces.jsonl:2', what: expect.stringContaining(reason) as string }],
  });
});
