import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { closedPort, rawBackend } from '../../support/proxy/raw-backend.ts';
import { ask, rawClient } from '../../support/proxy/raw-client.ts';
import { recordingBackend, type RecordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type ProxyInput, type RunningProxy } from '../../support/proxy/start-proxy.ts';

const closing: { close?(): Promise<void>; stop?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await (one.stop?.() ?? one.close?.());
});

async function running(input: ProxyInput): Promise<RunningProxy> {
  const proxy = await startProxy(input);
  closing.push(proxy);
  return proxy;
}

async function monolithThat(answer?: Parameters<typeof recordingBackend>[1]): Promise<RecordingBackend> {
  const monolith = await recordingBackend('monolith', answer);
  closing.push(monolith);
  return monolith;
}

/** A backend that keeps every request until it is told to answer the oldest. */
async function patient(): Promise<{ port: number; seen: string[]; answer(): void }> {
  const held: ServerResponse[] = [];
  const seen: string[] = [];
  const backend = await monolithThat(({ url }, response) => {
    seen.push(url);
    held.push(response);
  });
  return { port: backend.port, seen, answer: () => held.shift()?.end('done') };
}

async function failing(status: string, count = Infinity): Promise<{ port: number; seen: () => number }> {
  let seen = 0;
  const service = await rawBackend((socket) => {
    if (seen++ >= count) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nservice');
    else if (status === 'reset') socket.resetAndDestroy();
    else socket.write(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
  });
  closing.push(service);
  return { port: service.port, seen: () => seen };
}

const concurrency = {
  maxConcurrent: 1,
  maxPerDestination: Infinity,
  fallbackPercent: 50,
  queueDepth: 1,
  queueMs: 5000,
};

describe('a cluster with a concurrency limit', () => {
  it('answers the rest with 503 and Retry-After, and lets one wait its turn', async () => {
    const backend = await patient();
    const proxy = await running({ monolith: { ports: [backend.port], concurrency } });
    const first = ask(proxy.port, 'GET', '/first');
    await expect.poll(() => backend.seen).toEqual(['/first']);
    const second = ask(proxy.port, 'POST', '/second', [], 'x');
    await expect.poll(() => proxy.clusters()[0]).toMatchObject({ inFlight: 1, waiting: 1 });
    const third = await ask(proxy.port, 'GET', '/third');
    expect(third).toMatchObject({ status: 503 });
    expect(third.headers['retry-after']).toBe('1');
    backend.answer();
    expect((await first).status).toBe(200);
    await expect.poll(() => backend.seen).toEqual(['/first', '/second']);
    backend.answer();
    expect((await second).status).toBe(200);
    expect(proxy.clusters()[0]).toMatchObject({
      inFlight: 0,
      waiting: 0,
      refusals: { 'connect/target/overloaded': 1 },
    });
    await proxy.stop();
    const [refused, , waited] = proxy.lines();
    expect(refused).toMatchObject({ attempts: [{ outcome: 'connect/target/overloaded', destination: '' }] });
    expect(waited).toMatchObject({ attempts: [{ outcome: 'answered', queuedMs: expect.any(Number) }] });
  });

  it('forgets an exchange whose client left while it waited', async () => {
    const backend = await patient();
    const proxy = await running({ monolith: { ports: [backend.port], concurrency } });
    const first = ask(proxy.port, 'GET', '/first');
    await expect.poll(() => backend.seen).toHaveLength(1);
    const gone = rawClient(proxy.port);
    gone.send('GET /gone HTTP/1.1\r\nHost: a\r\n\r\n');
    await expect.poll(() => proxy.clusters()[0]?.waiting).toBe(1);
    gone.socket.destroy();
    await expect.poll(() => proxy.clusters()[0]?.waiting).toBe(0);
    const next = ask(proxy.port, 'GET', '/next');
    await expect.poll(() => proxy.clusters()[0]?.waiting).toBe(1);
    backend.answer();
    await first;
    await expect.poll(() => backend.seen).toEqual(['/first', '/next']);
    backend.answer();
    await next;
  });

  it('lets nobody wait longer than it should', async () => {
    const backend = await patient();
    const proxy = await running({
      monolith: { ports: [backend.port], concurrency: { ...concurrency, queueMs: 20 } },
    });
    const first = ask(proxy.port, 'GET', '/first');
    await expect.poll(() => backend.seen).toHaveLength(1);
    expect((await ask(proxy.port, 'GET', '/second')).status).toBe(503);
    backend.answer();
    await first;
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({ attempts: [{ outcome: 'connect/target/queue-timeout' }] });
  });

  it('is not filled by tunnels and streams of events', async () => {
    const events = await monolithThat((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
    });
    const proxy = await running({ monolith: { ports: [events.port], concurrency } });
    for (let count = 0; count < 3; count++) {
      const client = rawClient(proxy.port);
      client.send('GET /events HTTP/1.1\r\nHost: a\r\n\r\n');
      await client.until((received) => received.includes('data: 1'));
      closing.push({ close: async () => void client.socket.destroy() });
    }
    expect(proxy.clusters()[0]?.inFlight).toBe(0);
  });
});

describe('a monolith that others fall back to', () => {
  it('keeps the rest of its room for its own', async () => {
    const backend = await patient();
    const proxy = await running({
      monolith: { ports: [backend.port], concurrency: { ...concurrency, maxConcurrent: 2, queueDepth: 0 } },
      service: { ports: [await closedPort()] },
    });
    const fallen = ask(proxy.port, 'POST', '/new/a', [], 'x');
    await expect.poll(() => backend.seen).toEqual(['/new/a']);
    const refused = await ask(proxy.port, 'POST', '/new/b', [], 'x');
    expect(refused.status).toBe(503);
    const own = ask(proxy.port, 'GET', '/own');
    await expect.poll(() => backend.seen).toEqual(['/new/a', '/own']);
    backend.answer();
    backend.answer();
    expect((await fallen).status).toBe(200);
    expect((await own).status).toBe(200);
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({
      attempts: [{ outcome: 'connect/target/refused' }, { outcome: 'connect/target/reserved' }],
    });
  });
});

describe('a retry budget', () => {
  const retry = { budgetPercent: 0, budgetPerSecond: 0 };

  it('that is empty leaves an ambiguous failure as it is, and says why', async () => {
    const monolith = await monolithThat();
    const service = await failing('reset');
    const proxy = await running({
      monolith: { ports: [monolith.port] },
      service: { ports: [service.port], retry },
    });
    expect((await ask(proxy.port, 'GET', '/new/a')).status).toBe(502);
    expect(monolith.requests).toHaveLength(0);
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({
      fallback: { action: 'surface', proof: 'safe method GET', denied: 'budget' },
    });
    expect(proxy.clusters()[1]).toMatchObject({ deniedRepeats: 1, fallbacks: 0 });
  });

  it('that is empty leaves a 503 of the service as it is', async () => {
    const monolith = await monolithThat();
    const service = await failing('503 Busy');
    const proxy = await running({
      monolith: { ports: [monolith.port] },
      service: { ports: [service.port], retry },
    });
    expect((await ask(proxy.port, 'GET', '/new/a')).status).toBe(503);
    expect(monolith.requests).toHaveLength(0);
  });

  it('is not asked where nothing was sent, nor for 421', async () => {
    const monolith = await monolithThat();
    const misdirected = await failing('421 Misdirected Request');
    for (const port of [await closedPort(), misdirected.port]) {
      const proxy = await running({
        monolith: { ports: [monolith.port] },
        service: { ports: [port], retry },
      });
      expect((await ask(proxy.port, 'POST', '/new/a', [], 'x')).status).toBe(200);
      expect(proxy.clusters()[1]).toMatchObject({ deniedRepeats: 0, fallbacks: 1 });
    }
  });

  it('pays for a safe request that another destination may answer', async () => {
    const good = await monolithThat();
    const bad = await failing('reset');
    const ports = [bad.port, good.port];
    const paid = await running({ monolith: { ports } });
    expect((await ask(paid.port, 'GET', '/a')).status).toBe(200);
    expect((await ask(paid.port, 'POST', '/b', [], 'x')).status).toBe(502);
    const empty = await running({ monolith: { ports, retry } });
    expect((await ask(empty.port, 'GET', '/a')).status).toBe(502);
  });
});

describe('a circuit breaker', () => {
  const breaker = { failurePercent: 50, minimumRequests: 4, windowMs: 10_000, openMs: 60, probes: 1 };

  it('sends a service that fails nothing: then any method falls back', async () => {
    const monolith = await monolithThat();
    const service = await failing('reset');
    const proxy = await running({
      monolith: { ports: [monolith.port] },
      service: { ports: [service.port], breaker: { ...breaker, openMs: 60_000 } },
    });
    for (let count = 0; count < 4; count++)
      expect((await ask(proxy.port, 'POST', '/new/a', [], 'x')).status).toBe(502);
    expect((await ask(proxy.port, 'POST', '/new/b', [], 'pay')).status).toBe(200);
    expect(monolith.requests.map(({ body }) => body)).toEqual(['pay']);
    expect(service.seen()).toBe(4);
    expect(proxy.clusters()[1]).toMatchObject({
      breaker: 'open',
      refusals: { 'connect/target/breaker-open': 1 },
    });
    await proxy.stop();
    expect(proxy.lines()[4]).toMatchObject({
      fallback: { action: 'fallback', proof: 'nothing sent' },
      attempts: [{ outcome: 'connect/target/breaker-open', sentBytes: 0 }, { outcome: 'answered' }],
    });
  });

  it('without a fallback says 503 and when to come back', async () => {
    const service = await failing('reset');
    const proxy = await running({
      monolith: { ports: [service.port], breaker: { ...breaker, openMs: 30_000 } },
    });
    for (let count = 0; count < 4; count++) await ask(proxy.port, 'POST', '/a', [], 'x');
    const refused = await ask(proxy.port, 'GET', '/a');
    expect(refused.status).toBe(503);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(25);
  });

  it('tries again with a safe request, and closes behind its success', async () => {
    const monolith = await monolithThat();
    const service = await failing('503 Busy', 4);
    const proxy = await running({
      monolith: { ports: [monolith.port] },
      service: { ports: [service.port], breaker: { ...breaker, openMs: 150 } },
    });
    for (let count = 0; count < 4; count++) await ask(proxy.port, 'GET', '/new/a');
    expect(proxy.clusters()[1]?.breaker).toBe('open');
    await expect.poll(() => proxy.clusters()[1]?.breaker).toBe('half-open');
    expect((await ask(proxy.port, 'GET', '/new/c')).body).toBe('service');
    expect(proxy.clusters()[1]?.breaker).toBe('closed');
    expect((await ask(proxy.port, 'POST', '/new/d', [], 'x')).body).toBe('service');
  });

  it('is kept over a reload', async () => {
    const service = await failing('reset');
    const input = { monolith: { ports: [service.port], breaker: { ...breaker, openMs: 60_000 } } };
    const proxy = await running(input);
    for (let count = 0; count < 4; count++) await ask(proxy.port, 'POST', '/a', [], 'x');
    proxy.swap(input);
    expect(proxy.clusters()[0]?.breaker).toBe('open');
  });
});
