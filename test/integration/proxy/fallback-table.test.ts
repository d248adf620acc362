import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closedPort, rawBackend, type RawBackend } from '../../support/proxy/raw-backend.ts';
import { ask, rawClient } from '../../support/proxy/raw-client.ts';
import { recordingBackend, type RecordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type ProxyInput, type RunningProxy } from '../../support/proxy/start-proxy.ts';

/**
 * The whole table of what becomes of an attempt that gave no usable answer, one row after the other through real sockets. Cells: `monolith` answers,
 * `service` answers at its second attempt, or the status that the client is told.
 */
type Cell = 'monolith' | 'service' | number;

interface Column {
  readonly name: string;
  readonly method: string;
  readonly input?: Partial<ProxyInput>;
  readonly fields?: readonly string[];
}

const KEY = ['Idempotency-Key: order-7'];
const columns: readonly Column[] = [
  { name: 'GET', method: 'GET' },
  { name: 'HEAD', method: 'HEAD' },
  { name: 'OPTIONS', method: 'OPTIONS' },
  { name: 'PUT', method: 'PUT' },
  { name: 'DELETE', method: 'DELETE' },
  { name: 'POST', method: 'POST' },
  { name: 'PATCH', method: 'PATCH' },
  { name: 'PUT, declared idempotent', method: 'PUT', input: { idempotency: 'idempotent' } },
  { name: 'POST, declared idempotent', method: 'POST', input: { idempotency: 'idempotent' } },
  {
    name: 'POST with a key, each side its own store',
    method: 'POST',
    input: { idempotency: 'key' },
    fields: KEY,
  },
  {
    name: 'POST with a key, one store',
    method: 'POST',
    input: { idempotency: 'key', sharesKeys: true },
    fields: KEY,
  },
  {
    name: 'POST without its key, one store',
    method: 'POST',
    input: { idempotency: 'key', sharesKeys: true },
  },
  { name: 'POST, declared safe', method: 'POST', input: { idempotency: 'safe' } },
];

interface Row {
  readonly when: string;
  /** What the service does with a request; absent: nobody listens. */
  readonly act?: (socket: Socket, attempt: number) => void;
  readonly input?: Partial<ProxyInput>;
  readonly service?: Partial<ProxyInput['monolith']>;
  /** In the order of the columns. */
  readonly cells: readonly Cell[];
}

const answer = (status: string, fields = '') => `HTTP/1.1 ${status}\r\n${fields}Content-Length: 0\r\n\r\n`;
const says = (status: string, fields?: string) => (socket: Socket) => socket.write(answer(status, fields));
const every = (cell: Cell): Cell[] => columns.map(() => cell);
/** Safe methods fall back; the others as told: PUT, DELETE, POST, PATCH, then the declared ones in order. */
const safeElse = (other: Cell, declared: readonly Cell[]): Cell[] => [
  'monolith',
  'monolith',
  'monolith',
  other,
  other,
  other,
  other,
  ...declared,
];

const rows: readonly Row[] = [
  { when: 'nobody listens', cells: every('monolith') },
  {
    when: 'its breaker is open',
    act: (socket) => socket.resetAndDestroy(),
    service: {
      breaker: { failurePercent: 1, minimumRequests: 1, windowMs: 60_000, openMs: 60_000, probes: 1 },
    },
    cells: every('monolith'),
  },
  {
    when: 'it has no room',
    act: says('200 OK'),
    service: {
      concurrency: { maxConcurrent: 1, maxPerDestination: 0, fallbackPercent: 0, queueDepth: 0, queueMs: 1 },
    },
    cells: every('monolith'),
  },
  { when: 'it answers 421', act: says('421 Misdirected Request'), cells: every('monolith') },
  {
    when: 'it answers 404 and that the path is not its own',
    act: says('404 Not Found', 'X-Banyan-Not-Mine: 1\r\n'),
    cells: every('monolith'),
  },
  {
    when: 'it answers 405 and that the path is not its own',
    act: says('405 Method Not Allowed', 'X-Banyan-Not-Mine: 1\r\n'),
    cells: every('monolith'),
  },
  {
    when: 'it resets the connection after the request',
    act: (socket) => socket.resetAndDestroy(),
    cells: safeElse(502, ['monolith', 502, 502, 'monolith', 502, 'monolith']),
  },
  {
    when: 'it closes the connection after the request',
    act: (socket) => socket.end(),
    cells: safeElse(502, ['monolith', 502, 502, 'monolith', 502, 'monolith']),
  },
  {
    when: 'it does not answer in time',
    act: () => {},
    service: { timeouts: { firstByteMs: 60 } },
    cells: safeElse(504, ['monolith', 504, 504, 'monolith', 504, 'monolith']),
  },
  {
    when: 'it does not answer before the deadline of the attempt',
    act: () => {},
    input: { exchangeTimeouts: { totalMs: 5000, attemptMs: 60, includesUpload: false } },
    cells: safeElse(504, ['monolith', 504, 504, 'monolith', 504, 'monolith']),
  },
  ...['502 Bad Gateway', '503 Service Unavailable', '504 Gateway Timeout'].map((status) => ({
    when: `it answers ${status}`,
    act: says(status),
    cells: safeElse(Number(status.slice(0, 3)), [
      ...Array.from({ length: 5 }, () => Number(status.slice(0, 3))),
      'monolith' as const,
    ]),
  })),
  {
    when: 'it answers 500, which is listed',
    act: says('500 Internal Server Error'),
    input: { fallbackStatuses: [500] },
    cells: safeElse(500, [500, 500, 500, 500, 500, 'monolith']),
  },
  ...[
    '500 Internal Server Error',
    '501 Not Implemented',
    '404 Not Found',
    '405 Method Not Allowed',
    '409 Conflict',
  ].map((status) => ({
    when: `it answers ${status}`,
    act: says(status),
    cells: every(Number(status.slice(0, 3))),
  })),
  { when: 'it answers 425', act: says('425 Too Early'), cells: every(425) },
  {
    when: 'it answers 503, which is not listed',
    act: says('503 Busy'),
    input: { fallbackStatuses: [] },
    cells: every(503),
  },
];

let monolith: RecordingBackend;
beforeAll(async () => {
  monolith = await recordingBackend('monolith', (_request, response) =>
    response.setHeader('x-answered-by', 'monolith').end(),
  );
});
afterAll(() => monolith.close());

let proxy: RunningProxy | undefined;
let service: RawBackend | undefined;
beforeEach(() => monolith.requests.splice(0));
afterEach(async () => {
  await proxy?.stop();
  await service?.close();
  service = undefined;
});

async function start(row: Row, column: Column): Promise<RunningProxy> {
  let attempts = 0;
  const { act } = row;
  if (act !== undefined) service = await rawBackend((socket) => act(socket, attempts++));
  proxy = await startProxy({
    monolith: { ports: [monolith.port] },
    service: { ports: [service?.port ?? (await closedPort())], ...row.service },
    ...row.input,
    ...column.input,
  });
  if (row.service?.breaker !== undefined) {
    await ask(proxy.port, 'POST', '/new/before', [], 'x');
    expect(proxy.clusters()[1]?.breaker).toBe('open');
    monolith.requests.splice(0);
  }
  return proxy;
}

describe.each(rows)('when $when', (row) => {
  const cases = columns.map((column, index) => ({ ...column, cell: row.cells[index] ?? 0 }));

  it.each(cases)('$name: $cell', async ({ cell, ...column }) => {
    const { port } = await start(row, column);
    const body = ['GET', 'HEAD', 'OPTIONS'].includes(column.method) ? undefined : 'pay 5';
    const response = await ask(port, column.method, '/new/a', column.fields, body);
    const isMonolith = cell === 'monolith';
    expect(response.status).toBe(isMonolith ? 200 : cell);
    expect(response.headers['x-answered-by']).toBe(isMonolith ? 'monolith' : undefined);
    expect(monolith.requests.map((request) => request.body)).toEqual(isMonolith ? [body ?? ''] : []);
  });
});

describe('when the response has started', () => {
  it.each(['GET', 'POST'])('%s is cut, and nobody else is asked', async (method) => {
    const broken = await rawBackend((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n${'x'.repeat(100_000)}`, () =>
        socket.destroy(),
      );
    });
    service = broken;
    proxy = await startProxy({ monolith: { ports: [monolith.port] }, service: { ports: [broken.port] } });
    const client = rawClient(proxy.port);
    client.send(`${method} /new/a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n`);
    expect((await client.closed()).received).toMatch(/^HTTP\/1\.1 200 [^]*x$/);
    expect(monolith.requests).toHaveLength(0);
  });
});

describe('when the second request meets a reset, on a pooled connection if it may be repeated', () => {
  const stale: Row['act'] = (socket, attempt) => {
    if (attempt === 1) socket.resetAndDestroy();
    else socket.write(answer('200 OK', 'X-Answered-By: service\r\n'));
  };
  const cells: Record<string, Cell> = {
    GET: 'service',
    PUT: 502,
    'PUT, declared idempotent': 'service',
    POST: 502,
    'POST with a key, each side its own store': 'service',
  };

  it.each(Object.entries(cells))('%s: %s', async (name, cell) => {
    const column = columns.find((one) => one.name === name);
    if (column === undefined) throw new Error(name);
    const { port } = await start({ when: '', act: stale, cells: [] }, column);
    await ask(port, 'GET', '/new/first');
    const body = name === 'GET' ? undefined : 'pay 5';
    const response = await ask(port, column.method, '/new/a', column.fields, body);
    expect(response.status).toBe(cell === 'service' ? 200 : cell);
    expect(response.headers['x-answered-by']).toBe(cell === 'service' ? cell : undefined);
    expect(monolith.requests).toHaveLength(0);
  });
});

describe('a key that only one side knows', () => {
  it('stays on its side, even when that is gone at the second attempt', async () => {
    let seen = 0;
    const flaky = await rawBackend((socket) => {
      if (++seen === 1) socket.write(answer('200 OK'));
      else socket.resetAndDestroy();
    });
    service = flaky;
    proxy = await startProxy({
      monolith: { ports: [monolith.port] },
      service: { ports: [flaky.port] },
      idempotency: 'key',
    });
    await ask(proxy.port, 'GET', '/new/first');
    expect((await ask(proxy.port, 'POST', '/new/a', KEY, 'pay 5')).status).toBe(502);
    expect(seen).toBe(3);
    expect(monolith.requests).toHaveLength(0);
  });
});

describe('the marker of a path that is not its own', () => {
  it('does not reach the client', async () => {
    const { port } = await start(
      {
        when: '',
        act: says('404 Not Found', 'X-Banyan-Not-Mine: 1\r\n'),
        input: { hasFallback: false },
        cells: [],
      },
      { name: 'GET', method: 'GET' },
    );
    const response = await ask(port, 'GET', '/new/a');
    expect(response.status).toBe(404);
    expect(response.headers['x-banyan-not-mine']).toBeUndefined();
  });
});
