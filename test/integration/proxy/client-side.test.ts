import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { rawBackend } from '../../support/proxy/raw-backend.ts';
import { ask, exchangeBytes, rawClient } from '../../support/proxy/raw-client.ts';
import { recordingBackend } from '../../support/proxy/recording-backend.ts';
import { snapshotOf, startProxy, type ProxyInput } from '../../support/proxy/start-proxy.ts';

const closing: { close?(): Promise<void>; stop?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await (one.stop?.() ?? one.close?.());
});

async function inFrontOf(onHead: Parameters<typeof rawBackend>[0], input: Partial<ProxyInput> = {}) {
  const backend = await rawBackend(onHead);
  const proxy = await startProxy({ monolith: { ports: [backend.port] }, ...input });
  closing.push(backend, proxy);
  return { backend, proxy };
}

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

describe('a client that leaves', () => {
  it.each(['destroy', 'resetAndDestroy', 'end'] as const)(
    'before the response (%s): the backend sees the connection close',
    async (leave) => {
      const { backend, proxy } = await inFrontOf(() => {});
      const client = rawClient(proxy.port);
      client.send(GET);
      await expect.poll(() => backend.received[0]).toBeTruthy();
      const closed = once(backend.sockets[0] ?? client.socket, 'end');
      client.socket[leave]();
      await closed;
      await proxy.stop();
      expect(proxy.lines()[0]).toMatchObject({
        status: 499,
        attempts: [{ outcome: 'request/client/cancelled' }],
      });
    },
  );

  it('within the response: the backend sees the connection close', async () => {
    const { backend, proxy } = await inFrontOf((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\npart');
    });
    const client = rawClient(proxy.port);
    client.send(GET);
    await client.until((received) => received.endsWith('part'));
    const closed = once(backend.sockets[0] ?? client.socket, 'end');
    client.socket.destroy();
    await closed;
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({ status: 200, cut: true });
  });

  it('within its body: the backend never sees a complete request', async () => {
    const backend = await recordingBackend('monolith');
    const proxy = await startProxy({ monolith: { ports: [backend.port] } });
    closing.push(backend, proxy);
    const client = rawClient(proxy.port);
    client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf');
    await expect.poll(() => backend.connections()).toBe(1);
    client.socket.end();
    expect((await client.closed()).received).toMatch(/^HTTP\/1\.1 400 /);
    expect(backend.requests).toEqual([]);
  });
});

describe('a client that is slow', () => {
  it('to send its head is told 408', async () => {
    const { proxy } = await inFrontOf(() => {}, { clientTimeouts: { headMs: 50 } });
    expect(await exchangeBytes(proxy.port, 'GET / HTTP/1.1\r\nHost:')).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('to send its body is told 408, and the backend is let go', async () => {
    const { backend, proxy } = await inFrontOf(() => {}, { clientTimeouts: { bodyIdleMs: 100 } });
    const client = rawClient(proxy.port);
    client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf');
    expect((await client.closed()).received).toMatch(/^HTTP\/1\.1 408 /);
    await expect.poll(() => backend.sockets[0]?.readableEnded).toBe(true);
  });

  it('to say anything is closed without a word', async () => {
    const { proxy } = await inFrontOf(() => {}, { clientTimeouts: { keepAliveMs: 50 } });
    expect(await exchangeBytes(proxy.port, '')).toBe('');
  });

  it('to read makes the backend wait, in constant memory', async () => {
    const total = 64 * 1024 * 1024;
    let written = 0;
    const { proxy } = await inFrontOf((socket) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${total}\r\n\r\n`);
      const more = () => {
        let isOpen = true;
        while (isOpen && written < total) {
          written += chunk.length;
          isOpen = socket.write(chunk);
        }
        if (!isOpen) socket.once('drain', more);
      };
      more();
    });
    const client = rawClient(proxy.port);
    client.socket.pause();
    client.send(GET);
    let before = -1;
    await expect
      .poll(() => {
        const isStalled = written > 0 && written === before;
        before = written;
        return isStalled;
      })
      .toBe(true);
    expect(written).toBeLessThan(total / 2);
    client.socket.removeAllListeners('data');
    let received = 0;
    client.socket.on('data', (text: string) => (received += text.length));
    client.socket.resume();
    await expect.poll(() => received, { timeout: 10_000 }).toBeGreaterThanOrEqual(total);
    client.socket.destroy();
  });

  it('to read its whole response is cut at last', async () => {
    const { proxy } = await inFrontOf(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 64000000\r\n\r\n');
        socket.write(Buffer.alloc(32_000_000));
      },
      { clientTimeouts: { writeIdleMs: 100 } },
    );
    const client = rawClient(proxy.port);
    client.socket.pause();
    client.send(GET);
    await expect.poll(() => proxy.lines().length, { timeout: 5000 }).toBe(1);
    expect(proxy.lines()[0]).toMatchObject({ cut: true, attempts: [{ outcome: 'response/client/timeout' }] });
    client.socket.destroy();
  });
});

describe('every byte of a large body arrives in its place', () => {
  const content = Buffer.alloc(12_000_000);
  for (let offset = 0; offset < content.length; offset += 4) content.writeUInt32LE(offset, offset);
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

  it.each(['with length', 'in chunks'])(
    'down to a client that reads in fits and starts, %s',
    async (framing) => {
      const backend = await recordingBackend('monolith', (_request, response) => {
        if (framing === 'with length') response.setHeader('Content-Length', content.length);
        for (let at = 0; at < content.length; at += 700_001)
          response.write(content.subarray(at, at + 700_001));
        response.end();
      });
      const proxy = await startProxy({ monolith: { ports: [backend.port] } });
      closing.push(backend, proxy);
      const response = await new Promise<IncomingMessage>((resolve) => {
        get({ port: proxy.port, host: '127.0.0.1', agent: false }, resolve);
      });
      const received: Buffer[] = [];
      for await (const chunk of response) {
        received.push(chunk as Buffer);
        if (received.length % 40 === 0) await new Promise(setImmediate);
      }
      expect(digest(Buffer.concat(received))).toBe(digest(content));
    },
  );

  it('up to a backend that reads in fits and starts', async () => {
    const received: Buffer[] = [];
    const backend = await recordingBackend('monolith', undefined, (incoming, response) => {
      void (async () => {
        for await (const chunk of incoming) {
          received.push(chunk as Buffer);
          if (received.length % 40 === 0) await new Promise(setImmediate);
        }
        response.end('done');
      })();
      return true;
    });
    const proxy = await startProxy({ monolith: { ports: [backend.port] } });
    closing.push(backend, proxy);
    const client = rawClient(proxy.port);
    client.send(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${content.length}\r\n\r\n`);
    client.socket.write(content);
    expect((await client.response()).body).toBe('done');
    client.socket.destroy();
    expect(digest(Buffer.concat(received))).toBe(digest(content));
  });
});

describe('a body that goes up', () => {
  it('is held back while the backend does not read', async () => {
    let backendSocket: Socket | undefined;
    const { proxy } = await inFrontOf((socket) => {
      backendSocket = socket;
      socket.pause();
    });
    const client = rawClient(proxy.port);
    const total = 32 * 1024 * 1024;
    client.send(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${total}\r\n\r\n`);
    await expect.poll(() => backendSocket).toBeDefined();
    client.socket.write(Buffer.alloc(total));
    let before = -1;
    const pending = () => client.socket.writableLength;
    await expect
      .poll(() => {
        const isStalled = pending() === before;
        before = pending();
        return isStalled;
      })
      .toBe(true);
    expect(pending()).toBeGreaterThan(0);
    backendSocket?.removeAllListeners('data').resume();
    await expect.poll(pending, { timeout: 10_000 }).toBe(0);
    client.socket.destroy();
  });

  it('of unknown length and more than the replay limit arrives whole', async () => {
    const backend = await recordingBackend('monolith', (request, response) =>
      response.end(String(request.body.length)),
    );
    const proxy = await startProxy({ monolith: { ports: [backend.port] }, limits: { replayBytes: 1000 } });
    closing.push(backend, proxy);
    const client = rawClient(proxy.port);
    client.send('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
    for (let count = 0; count < 100; count++) client.send(`2710\r\n${'x'.repeat(10_000)}\r\n`);
    client.send('0\r\n\r\n');
    expect((await client.response()).body).toBe('1000000');
    client.socket.destroy();
  });

  it('is answered early: the answer arrives, then the connection closes', async () => {
    const { proxy } = await inFrontOf((socket) =>
      socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n'),
    );
    const client = rawClient(proxy.port);
    client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nstart');
    const response = await client.response();
    expect(response.status).toBe(413);
    expect(response.headers['connection']).toBe('close');
    await client.closed();
  });
});

describe('stop', () => {
  it('closes idle connections, finishes what runs, and says so', async () => {
    const heads: (() => void)[] = [];
    const { proxy } = await inFrontOf((socket) => heads.push(() => socket.write(OK)));
    const idle = rawClient(proxy.port);
    idle.send(GET);
    await expect.poll(() => heads.length).toBe(1);
    heads[0]?.();
    await idle.response();
    const busy = rawClient(proxy.port);
    busy.send(GET);
    await expect.poll(() => heads.length).toBe(2);
    const stopped = proxy.proxy.stop({ graceMs: 5000 });
    await idle.closed();
    await expect(ask(proxy.port, 'GET', '/')).rejects.toThrow('closed');
    heads[1]?.();
    const { received } = await busy.closed();
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n(?:.+\r\n)*Connection: close\r\n(?:.+\r\n)*\r\nok$/);
    await stopped;
    expect(proxy.lines()).toHaveLength(2);
  });

  it('cuts what still runs after the grace', async () => {
    const { backend, proxy } = await inFrontOf(() => {});
    const client = rawClient(proxy.port);
    client.send(GET);
    await expect.poll(() => backend.received[0]).toBeTruthy();
    await proxy.proxy.stop({ graceMs: 50 });
    expect((await client.closed()).received).toMatch(/^(?:HTTP\/1\.1 503 |$)/);
  });
});

describe('swap', () => {
  it('sends new exchanges to the new clusters and lets the old ones finish', async () => {
    const answers: (() => void)[] = [];
    const { backend, proxy } = await inFrontOf((socket) => answers.push(() => socket.write(OK)));
    const next = await recordingBackend('next');
    closing.push(next);
    const client = rawClient(proxy.port);
    client.send(GET);
    await expect.poll(() => answers.length).toBe(1);
    proxy.proxy.swap(snapshotOf({ monolith: { ports: [next.port] } }));
    expect((await ask(proxy.port, 'GET', '/')).body).toBe('next');
    answers[0]?.();
    expect((await client.response()).body).toBe('ok');
    await expect.poll(() => backend.sockets[0]?.readableEnded).toBe(true);
    client.socket.destroy();
  });

  it('brings its limits, for requests and responses alike', async () => {
    const fields = `X-Long: ${'y'.repeat(3000)}\r\n`;
    const { backend, proxy } = await inFrontOf((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\n${fields}Content-Length: 0\r\n\r\n`),
    );
    expect((await ask(proxy.port, 'GET', '/')).status).toBe(200);
    const limits = { maxHeadBytes: 2000 };
    proxy.proxy.swap(snapshotOf({ monolith: { ports: [backend.port] }, limits }));
    expect((await ask(proxy.port, 'GET', '/')).status).toBe(502);
    expect((await ask(proxy.port, 'GET', '/', [fields.trim()])).status).toBe(431);
  });
});
