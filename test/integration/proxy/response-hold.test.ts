import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/proxy/index.ts';
import { rawBackend } from '../../support/proxy/raw-backend.ts';
import { ask, rawClient } from '../../support/proxy/raw-client.ts';
import { recordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type ProxyInput } from '../../support/proxy/start-proxy.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type OnHead = Parameters<typeof rawBackend>[0];

async function inFrontOf(onHead: OnHead, input: Partial<ProxyInput> = {}) {
  const monolith = await recordingBackend('monolith', (_request, response) =>
    response.end('from the monolith'),
  );
  closing.push(() => monolith.close());
  const service = await rawBackend(onHead);
  closing.push(() => service.close());
  const proxy = await startProxy({
    monolith: { ports: [monolith.port] },
    service: { ports: [service.port] },
    ...input,
  });
  closing.push(() => proxy.stop());
  return { proxy, monolith };
}

const chunked = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n';

/** Time that moves only when a test says so. */
function standingClock(): Clock & { advance(ms: number): void } {
  let nowMs = 1000;
  return { monotonicMs: () => nowMs, epochMs: () => nowMs, advance: (ms) => (nowMs += ms) };
}

describe.each([
  ['after the head', chunked],
  ['within a chunk', `${chunked}5\r\nhe`],
  ['before the last chunk', `${chunked}5\r\nhello\r\n`],
  ['within a counted body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello'],
])('a service that dies %s of a small answer', (_when, part) => {
  const die: OnHead = (socket) => socket.write(part, 'latin1', () => socket.resetAndDestroy());

  it('is answered for by the monolith when the method is safe', async () => {
    const { proxy, monolith } = await inFrontOf(die);
    const response = await ask(proxy.port, 'GET', '/new/page');
    expect([response.status, response.body]).toEqual([200, 'from the monolith']);
    expect(monolith.requests).toHaveLength(1);
    await proxy.stop();
    expect(proxy.lines()).toMatchObject([{ fallback: { action: 'fallback', proof: 'safe method GET' } }]);
  });

  it('is a cut when the request was a write, which is never repeated', async () => {
    const { proxy, monolith } = await inFrontOf(die);
    const client = rawClient(proxy.port);
    client.send('POST /new/page HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi');
    const { received } = await client.closed();
    expect(received).not.toContain('from the monolith');
    expect(received.endsWith('0\r\n\r\n')).toBe(false);
    expect(monolith.requests).toHaveLength(0);
  });
});

it('lets a slow answer go out as it comes once 250 ms have passed', async () => {
  const clock = standingClock();
  const { proxy } = await inFrontOf((socket) => socket.write(`${chunked}5\r\nhello\r\n`), { clock });
  const client = rawClient(proxy.port);
  client.send('GET /new/slow HTTP/1.1\r\nHost: a\r\n\r\n');
  const seen = client.until((received) => received.includes('hello'));
  const advance = setInterval(() => clock.advance(50), 5);
  expect(await seen).toContain('HTTP/1.1 200 OK');
  clearInterval(advance);
});

it('hears what has arrived in time before it decides that 250 ms have passed, however late it comes to it', async () => {
  const clock = standingClock();
  const { proxy } = await inFrontOf(
    (socket) => {
      socket.write(`${chunked}5\r\nhe`);
      // Behind two polls the proxy has read it; then nothing runs for longer than the hold, and meanwhile the service dies.
      setImmediate(() =>
        setImmediate(() => {
          socket.destroy();
          clock.advance(1000);
          for (const endMs = performance.now() + 120; performance.now() < endMs; );
        }),
      );
    },
    { clock },
  );
  const response = await ask(proxy.port, 'GET', '/new/page');
  expect([response.status, response.body]).toEqual([200, 'from the monolith']);
});

it('never holds a stream of events', async () => {
  const { proxy } = await inFrontOf(
    (socket) =>
      socket.write(
        'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n',
      ),
    { clock: standingClock() },
  );
  const client = rawClient(proxy.port);
  client.send('GET /new/events HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(await client.until((received) => received.includes('data: 1'))).toContain('text/event-stream');
});

it('streams what is larger than may be kept, and cuts it when the service dies', async () => {
  const big = 'x'.repeat(40_000);
  let isDead = false;
  const { proxy, monolith } = await inFrontOf(
    (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n${big}${big}`, () => {
        if (isDead) socket.resetAndDestroy();
      });
    },
    { clock: standingClock() },
  );
  const client = rawClient(proxy.port);
  client.send('GET /new/big HTTP/1.1\r\nHost: a\r\n\r\n');
  await client.until((received) => received.length > 80_000);
  isDead = true;
  const second = rawClient(proxy.port);
  second.send('GET /new/big HTTP/1.1\r\nHost: a\r\n\r\n');
  expect((await second.closed()).received).not.toContain('from the monolith');
  expect(monolith.requests).toHaveLength(0);
});

it('gives back what it kept, so that held answers fit the budget one after the other', async () => {
  const body = 'y'.repeat(30_000);
  const half = (socket: Parameters<OnHead>[0]) =>
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n${body}`, () => socket.resetAndDestroy());
  const { proxy } = await inFrontOf(half, { limits: { replayTotalBytes: 40_000 } });
  for (let count = 0; count < 20; count += 1) {
    expect((await ask(proxy.port, 'GET', '/new/half')).body).toBe('from the monolith');
  }
});
