import * as api from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TelemetryApi } from '../../../src/proxy/observe/telemetry.ts';
import { createProxy } from '../../../src/proxy/index.ts';
import { closedPort } from '../../support/proxy/raw-backend.ts';
import { ask, exchangeBytes } from '../../support/proxy/raw-client.ts';
import { recordingBackend } from '../../support/proxy/recording-backend.ts';
import { snapshotOf } from '../../support/proxy/start-proxy.ts';

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
beforeAll(() => provider.register());
afterAll(() => provider.shutdown());

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  exporter.reset();
  for (const close of closing.splice(0).reverse()) await close();
});

async function between(service: number, telemetry: TelemetryApi = api) {
  const monolith = await recordingBackend('monolith');
  closing.push(() => monolith.close());
  const snapshot = snapshotOf({ monolith: { ports: [monolith.port] }, service: { ports: [service] } });
  const proxy = createProxy({ snapshot, telemetry });
  const [address] = await proxy.start();
  closing.push(() => proxy.stop({ graceMs: 0 }));
  return { port: address?.port ?? 0, monolith };
}

async function spans(count: number): Promise<ReadableSpan[]> {
  await expect.poll(() => exporter.getFinishedSpans().length).toBe(count);
  return exporter.getFinishedSpans();
}

const traceId = '0af7651916cd43dd8448eb211c80319c';
const parentId = 'b7ad6b7169203331';

describe('traces', () => {
  it('have a span for the exchange, which continues the trace of the client, and one for each attempt', async () => {
    const { port, monolith } = await between(await closedPort());
    await ask(
      port,
      'POST',
      '/new/a?secret=1',
      [`traceparent: 00-${traceId}-${parentId}-01`, 'tracestate: vendor=x'],
      'body',
    );
    const [failed, answered, exchange] = await spans(3);
    expect(exchange).toMatchObject({
      name: 'POST /new/*',
      kind: api.SpanKind.SERVER,
      parentSpanContext: { traceId, spanId: parentId },
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/new/*',
        'http.response.status_code': 200,
        'url.path': '/new/a',
        'banyan.route_set': 'new',
        'banyan.proof': 'nothing sent',
      },
      status: { code: api.SpanStatusCode.UNSET },
    });
    expect(failed).toMatchObject({
      kind: api.SpanKind.CLIENT,
      attributes: { 'banyan.cluster': 'service', 'error.type': 'connect/target/refused' },
      status: { code: api.SpanStatusCode.ERROR },
    });
    expect(answered).toMatchObject({
      attributes: {
        'banyan.cluster': 'monolith',
        'http.request.resend_count': 1,
        'http.response.status_code': 200,
      },
    });
    for (const span of [failed, answered])
      expect(span?.parentSpanContext?.spanId).toBe(exchange?.spanContext().spanId);
    const [seen] = monolith.requests;
    expect(seen?.headers['traceparent']).toBe(`00-${traceId}-${answered?.spanContext().spanId}-01`);
    expect(seen?.headers['tracestate']).toBe('vendor=x');
    expect(JSON.stringify([failed, answered, exchange].map((span) => span?.attributes))).not.toContain(
      'secret',
    );
  });

  it('begin here when the request names none, several, or a broken one', async () => {
    const { port, monolith } = await between(await closedPort());
    await ask(port, 'GET', '/a');
    await ask(port, 'GET', '/b', ['traceparent: nonsense', 'tracestate: vendor=x']);
    const all = await spans(4);
    for (const { parentSpanContext } of all.filter(({ kind }) => kind === api.SpanKind.SERVER))
      expect(parentSpanContext).toBeUndefined();
    expect(monolith.requests.map(({ headers }) => headers['traceparent'])).toEqual(
      all
        .filter(({ kind }) => kind === api.SpanKind.CLIENT)
        .map((span) => `00-${span.spanContext().traceId}-${span.spanContext().spanId}-01`),
    );
    expect(monolith.requests.map(({ headers }) => headers['tracestate'])).toEqual([undefined, undefined]);
  });

  it('have a span for what the proxy itself refuses', async () => {
    const { port } = await between(await closedPort());
    await exchangeBytes(port, 'GET /a/%2e%2e/b HTTP/1.1\r\nHost: a\r\n\r\n');
    const [refused] = await spans(1);
    expect(refused).toMatchObject({ name: 'GET', attributes: { 'http.response.status_code': 400 } });
    expect(refused?.attributes['banyan.refusal']).toEqual(expect.any(String));
  });

  it('are left to the client where nobody records any', async () => {
    const idle = {
      ...api,
      trace: Object.assign(Object.create(api.trace), {
        getTracer: () => new api.ProxyTracerProvider().getTracer('idle'),
      }),
    };
    const { port, monolith } = await between(await closedPort(), idle);
    await ask(port, 'GET', '/a');
    expect(monolith.requests[0]?.headers).not.toHaveProperty('traceparent');
  });
});
