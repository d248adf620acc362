import { afterEach, describe, expect, it } from 'vitest';
import { rawBackend } from '../../support/proxy/raw-backend.ts';
import { ask, rawClient } from '../../support/proxy/raw-client.ts';
import { startProxy, type ClusterInput } from '../../support/proxy/start-proxy.ts';

const closing: { close?(): Promise<void>; stop?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await (one.stop?.() ?? one.close?.());
});

async function inFrontOf(onHead: Parameters<typeof rawBackend>[0], cluster: Partial<ClusterInput> = {}) {
  const backend = await rawBackend(onHead);
  const proxy = await startProxy({ monolith: { ports: [backend.port], ...cluster } });
  closing.push(backend, proxy);
  return { backend, proxy };
}

/** Time that passes only when a test says so. */
function standingClock() {
  let nowMs = 1000;
  return { monotonicMs: () => nowMs, epochMs: () => nowMs, advance: (ms: number) => (nowMs += ms) };
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

describe('a connection is kept', () => {
  it.each([
    ['lies unread in the kernel', 3_000_000],
    ['is more than the kernel takes', 20_000_000],
  ])('never when its request %s', async (_where, bytes) => {
    const { backend, proxy } = await inFrontOf((socket, head) => {
      if (head.startsWith('GET')) {
        socket.write(OK);
        return;
      }
      socket.pause();
      setTimeout(() => socket.write(OK), 200);
    });
    const client = rawClient(proxy.port);
    client.send(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${bytes}\r\n\r\n${'x'.repeat(bytes)}`);
    expect((await client.response()).status).toBe(200);
    expect((await ask(proxy.port, 'GET', '/next')).status).toBe(200);
    client.socket.destroy();
    expect(backend.sockets).toHaveLength(2);
  });
});

describe('a bodyless answer that announces a body', () => {
  it.each([
    ['204 with a length', 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n', 204],
    ['204 with chunks', 'HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n', 204],
    ['103 with a length', `HTTP/1.1 103 Early Hints\r\nContent-Length: 5\r\n\r\n${OK}`, 200],
  ])('%s is passed on without it, and its connection is closed', async (_name, answer, status) => {
    const { backend, proxy } = await inFrontOf((socket) => socket.write(answer));
    for (let count = 0; count < 2; count++) expect((await ask(proxy.port, 'GET', '/')).status).toBe(status);
    expect(backend.sockets).toHaveLength(2);
  });
});

describe('a request that waited for a connection', () => {
  it('and must not be repeated never rides one that its backend has just closed', async () => {
    const { proxy } = await inFrontOf((socket) => socket.end(OK), { pool: { maxSockets: 2 } });
    const statuses = new Set<number>();
    const client = async () => {
      for (let count = 0; count < 15; count++)
        statuses.add((await ask(proxy.port, 'POST', '/', [], 'x')).status);
    };
    await Promise.all(Array.from({ length: 20 }, client));
    expect([...statuses]).toEqual([200]);
  });
});

describe('a request that must not be repeated', () => {
  it('never rides a connection that became idle after the last poll, though its end may be there', async () => {
    const clock = standingClock();
    const backend = await rawBackend((socket, head) =>
      head.includes('/last') ? socket.end(OK) : socket.write(OK),
    );
    const proxy = await startProxy({ monolith: { ports: [backend.port] }, clock });
    closing.push(backend, proxy);
    await ask(proxy.port, 'GET', '/');
    clock.advance(600);
    // The first connection has proved that idle ones live for 600 ms; being older than half of that, it is left alone.
    await ask(proxy.port, 'POST', '/', [], 'x');
    const client = rawClient(proxy.port);
    const post = (path: string) => `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx`;
    client.send(post('/last') + post('/next'));
    const statuses = [(await client.response()).status, (await client.response()).status];
    client.socket.destroy();
    expect(statuses).toEqual([200, 200]);
    expect(backend.received.map((text) => text.match(/ \/\w*/g))).toEqual([
      [' /'],
      [' /', ' /last'],
      [' /next'],
    ]);
  });
});

it('a head that arrives byte by byte must be complete in time', async () => {
  const clock = standingClock();
  const backend = await rawBackend((socket) => {
    const answer = `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(200)}\r\nContent-Length: 0\r\n\r\n`;
    let at = 0;
    const drip = setInterval(() => {
      clock.advance(5);
      if (socket.destroyed || at === answer.length) clearInterval(drip);
      else socket.write(answer.charAt(at++));
    }, 5);
  });
  const proxy = await startProxy({
    monolith: { ports: [backend.port], timeouts: { firstByteMs: 150 } },
    clock,
  });
  closing.push(backend, proxy);
  expect((await ask(proxy.port, 'GET', '/')).status).toBe(504);
});
