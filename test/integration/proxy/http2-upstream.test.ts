import { once } from 'node:events';
import { createServer } from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../support/proxy/certificates.ts';
import { http2Backend, type StreamAnswer } from '../../support/proxy/http2-backend.ts';
import { closedPort, rawBackend } from '../../support/proxy/raw-backend.ts';
import { ask, rawClient } from '../../support/proxy/raw-client.ts';
import { recordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type ClusterInput } from '../../support/proxy/start-proxy.ts';
import { END_HEADERS, END_STREAM, frame, frameType, headerBlock } from '../../support/proxy/http2-frames.ts';

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function backend(...args: Parameters<typeof http2Backend>) {
  const started = await http2Backend(...args);
  open.push(() => started.close());
  return started;
}

/** A service that speaks HTTP/2 below `/new`, with a monolith that speaks HTTP/1.1 to fall back to. */
async function proxyTo(port: number, more: Partial<ClusterInput> = {}) {
  const monolith = await recordingBackend('monolith');
  open.push(() => monolith.close());
  const proxy = await startProxy({
    monolith: { ports: [monolith.port] },
    service: { ports: [port], protocol: 'http2', ...more },
  });
  open.push(() => proxy.stop());
  return { proxy, monolith };
}

/** A server of frames: answers what `onRequest` says to every HEADERS frame. */
async function framedBackend(onRequest: (stream: number) => readonly Buffer[]) {
  const started = await rawBackend(
    () => {},
    (socket) => {
      let seen = Buffer.alloc(0);
      // Behind the preface.
      let at = 24;
      socket.write(frame(frameType.settings, 0, 0));
      socket.on('data', (bytes) => {
        seen = Buffer.concat([seen, bytes]);
        while (seen.length >= at + 9 && seen.length >= at + 9 + seen.readUIntBE(at, 3)) {
          const [type, flags, stream] = [seen[at + 3], seen[at + 4] ?? 0, seen.readUInt32BE(at + 5)];
          at += 9 + seen.readUIntBE(at, 3);
          if (type === frameType.settings && flags === 0) socket.write(frame(frameType.settings, 1, 0));
          if (type === frameType.headers) socket.write(Buffer.concat(onRequest(stream)));
        }
      });
    },
  );
  open.push(() => started.close());
  return started;
}

describe('a backend that speaks HTTP/2', () => {
  it('gets the same request, with prior knowledge, on one session', async () => {
    const service = await backend();
    const { proxy } = await proxyTo(service.port);
    const responses = await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        ask(proxy.port, 'POST', `/new/${name}?q`, ['X-A: 1', 'x-a: 2', 'Cookie: a=1'], name),
      ),
    );
    expect(responses.map(({ status, body }) => [status, body])).toEqual([
      [200, 'a'],
      [200, 'b'],
      [200, 'c'],
    ]);
    expect(service.sessions).toHaveLength(1);
    const first = service.requests.find(({ body }) => body === 'a');
    expect(first?.headers).toMatchObject({
      ':method': 'POST',
      ':path': '/new/a?q',
      ':authority': 'shop.test',
      ':scheme': 'http',
      'content-length': '1',
      'x-a': '1, 2',
      cookie: 'a=1',
      'x-forwarded-for': '127.0.0.1',
    });
    for (const name of ['connection', 'transfer-encoding', 'host', 'te'])
      expect(first?.headers).not.toHaveProperty(name);
  });

  it('is asked by ALPN under TLS, and one that does not speak it is named', async () => {
    const { certificate, key } = makeCertificate({ name: 'service', alternatives: ['127.0.0.1'] });
    const tls = { serverName: undefined, ca: certificate, certificate: undefined, key: undefined };
    const service = await backend(undefined, { cert: certificate, key });
    const { proxy } = await proxyTo(service.port, { tls });
    expect((await ask(proxy.port, 'POST', '/new/a', [], 'x')).body).toBe('x');
    expect(service.requests[0]?.headers[':scheme']).toBe('https');
    const old = createServer({ cert: certificate, key, ALPNProtocols: ['http/1.1'] }).listen(0, '127.0.0.1');
    open.push(() => void old.close());
    await once(old, 'listening');
    const other = await proxyTo((old.address() as { port: number }).port, { tls });
    expect((await ask(other.proxy.port, 'POST', '/new/a', [], 'x')).body).toBe('monolith');
    await other.proxy.stop();
    expect(other.proxy.lines()[0]).toMatchObject({
      attempts: [{ outcome: 'connect/target/tls', sentBytes: 0 }, { outcome: 'answered' }],
    });
  });

  it('passes bodies of any size both ways, with backpressure', async () => {
    const service = await backend();
    const { proxy } = await proxyTo(service.port);
    const body = 'x'.repeat(2_000_000);
    expect((await ask(proxy.port, 'PUT', '/new/a', [], body)).body.length).toBe(body.length);
    const client = rawClient(proxy.port);
    open.push(() => void client.socket.destroy());
    client.send('POST /new/b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n');
    expect((await client.response()).body).toBe('abc');
  });

  it('answers HEAD, 204, 304, 103 and trailers as one of HTTP/1.1 does', async () => {
    const answer: StreamAnswer = (stream, headers) => {
      const path = headers[':path'];
      if (path === '/new/head') stream.respond({ ':status': 200, 'content-length': 5 });
      else if (path === '/new/204') stream.respond({ ':status': 204 });
      else if (path === '/new/304') stream.respond({ ':status': 304 });
      else {
        stream.additionalHeaders({ ':status': 103, link: '</a>' });
        stream.respond({ ':status': 200, trailer: 'x-sum' }, { waitForTrailers: true });
        stream.on('wantTrailers', () => stream.sendTrailers({ 'x-sum': '1' }));
        stream.write('body');
      }
      stream.end();
    };
    const service = await backend(answer);
    const { proxy } = await proxyTo(service.port, {});
    expect((await ask(proxy.port, 'HEAD', '/new/head')).headers).toMatchObject({
      'content-length': '5',
    });
    expect((await ask(proxy.port, 'GET', '/new/204')).status).toBe(204);
    expect((await ask(proxy.port, 'GET', '/new/304')).status).toBe(304);
    const client = rawClient(proxy.port);
    open.push(() => void client.socket.destroy());
    client.send(
      'POST /new/t HTTP/1.1\r\nHost: a\r\nTE: trailers\r\nConnection: TE\r\nContent-Length: 0\r\n\r\n',
    );
    const text = await client.until(
      (received) => received.endsWith('\r\n\r\n') && received.includes('x-sum: 1'),
    );
    expect(text).toMatch(/^HTTP\/1\.1 103 [^]*HTTP\/1\.1 200 OK\r\n[^]*4\r\nbody\r\n0\r\nx-sum: 1\r\n\r\n$/);
  });
});

describe('what a backend of HTTP/2 proves', () => {
  it('REFUSED_STREAM: it executed nothing, so that even a write falls back', async () => {
    const refused = Buffer.from([0, 0, 0, 7]);
    const service = await framedBackend((stream) => [frame(frameType.resetStream, 0, stream, refused)]);
    const { proxy, monolith } = await proxyTo(service.port);
    expect((await ask(proxy.port, 'POST', '/new/a', [], 'write')).body).toBe('monolith');
    expect(monolith.requests[0]?.body).toBe('write');
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({ fallback: { action: 'fallback', proof: 'nothing sent' } });
  });

  it('GOAWAY with a lower stream: it executed nothing', async () => {
    const goAway = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0]);
    const service = await framedBackend(() => [frame(frameType.goAway, 0, 0, goAway)]);
    const { proxy, monolith } = await proxyTo(service.port);
    expect((await ask(proxy.port, 'POST', '/new/a', [], 'write')).body).toBe('monolith');
    expect(monolith.requests).toHaveLength(1);
  });

  it.each([
    [
      'a reset with another code',
      (stream: number) => frame(frameType.resetStream, 0, stream, Buffer.from([0, 0, 0, 2])),
    ],
    [
      'GOAWAY with this stream, and an end',
      (stream: number) => frame(frameType.goAway, 0, 0, Buffer.from([0, 0, 0, stream, 0, 0, 0, 2])),
    ],
  ])('%s proves nothing: a write is not repeated, a read is', async (_, make) => {
    const service = await framedBackend((stream) => [make(stream)]);
    const { proxy, monolith } = await proxyTo(service.port);
    expect((await ask(proxy.port, 'POST', '/new/a', [], 'write')).status).toBe(502);
    expect(monolith.requests).toEqual([]);
    expect((await ask(proxy.port, 'GET', '/new/a')).body).toBe('monolith');
  });

  it('nobody there: nothing was sent', async () => {
    const { proxy } = await proxyTo(await closedPort());
    expect((await ask(proxy.port, 'POST', '/new/a', [], 'write')).body).toBe('monolith');
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({ attempts: [{ outcome: 'connect/target/refused' }, {}] });
  });

  it('a session that ended while it was idle is not ridden by a write', async () => {
    const service = await backend();
    const { proxy, monolith } = await proxyTo(service.port);
    await ask(proxy.port, 'POST', '/new/a', [], 'x');
    for (const session of service.sessions) session.destroy();
    expect((await ask(proxy.port, 'POST', '/new/b', [], 'y')).status).toBe(200);
    expect(monolith.requests.length + service.requests.filter(({ body }) => body === 'y').length).toBe(1);
  });

  it('a body that breaks off is cut, whatever its framing', async () => {
    const head = headerBlock([[':status', '200']]);
    const service = await framedBackend((stream) => [
      frame(frameType.headers, END_HEADERS, stream, head),
      frame(frameType.data, 0, stream, Buffer.alloc(70_000 % 16_000, 'x')),
      frame(frameType.resetStream, 0, stream, Buffer.from([0, 0, 0, 2])),
    ]);
    const { proxy } = await proxyTo(service.port);
    const client = rawClient(proxy.port);
    client.send('POST /new/a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n');
    const { received } = await client.closed();
    expect(received).toContain('200 OK');
    expect(received).not.toMatch(/\r\n0\r\n/);
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({ cut: true });
  });

  it('a response that would be two in HTTP/1.1 is none', async () => {
    const bad = headerBlock([
      [':status', '200'],
      ['content-length', '3'],
      ['content-length', '4'],
    ]);
    const service = await framedBackend((stream) => [
      frame(frameType.headers, END_HEADERS, stream, bad),
      frame(frameType.data, END_STREAM, stream, 'abc'),
    ]);
    const { proxy } = await proxyTo(service.port);
    expect((await ask(proxy.port, 'POST', '/new/a', [], 'x')).status).toBe(502);
  });
});

describe('the patience with a backend of HTTP/2', () => {
  it('ends with the first byte, and with silence in a body', async () => {
    const service = await backend((stream, headers) => {
      if (headers[':path'] === '/new/half') {
        stream.respond({ ':status': 200 });
        stream.write('half');
      }
    });
    const { proxy } = await proxyTo(service.port, { timeouts: { firstByteMs: 100, idleMs: 100 } });
    expect((await ask(proxy.port, 'POST', '/new/none', [], 'x')).status).toBe(504);
    const client = rawClient(proxy.port);
    client.send('POST /new/half HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n');
    expect((await client.closed()).received).toContain('half');
    await proxy.stop();
    expect(proxy.lines()).toMatchObject([
      { attempts: [{ outcome: 'request/target/timeout' }] },
      { cut: true, attempts: [{ outcome: 'response/target/timeout' }] },
    ]);
  });

  it('ends with the client: half of a body is never taken for all of it', async () => {
    const service = await backend();
    const { proxy } = await proxyTo(service.port);
    for (let turn = 0; turn < 20; turn++) {
      const client = rawClient(proxy.port);
      client.send('POST /new/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n');
      if (turn % 2 === 1) while (service.requests.length <= turn / 2 - 1) await new Promise(setImmediate);
      client.socket.resetAndDestroy();
      await client.closed();
    }
    await proxy.stop();
    expect(service.requests.filter(({ body }) => body !== undefined)).toEqual([]);
  });

  it('is asked for its health in HTTP/2, too', async () => {
    let isWell = true;
    const service = await backend((stream) => {
      stream.respond({ ':status': isWell ? 204 : 500 });
      stream.end();
    });
    const active = {
      path: '/healthz',
      intervalMs: 20,
      timeoutMs: 1000,
      healthyThreshold: 1,
      unhealthyThreshold: 1,
      minStatus: 200,
      maxStatus: 299,
      startupGraceMs: 1,
    };
    const { proxy } = await proxyTo(service.port, { health: { active } });
    const state = () => proxy.clusters().find(({ name }) => name === 'service')?.destinations[0]?.state;
    await expect.poll(() => service.requests.length).toBeGreaterThan(1);
    expect(state()).toBe('fit');
    isWell = false;
    await expect.poll(state).toBe('failing');
    isWell = true;
    await expect.poll(state).toBe('fit');
    expect(service.requests[0]?.headers).toMatchObject({
      ':path': '/healthz',
      'user-agent': 'banyan-health-check',
    });
  });

  it('opens another session when the first is full, up to its pool', async () => {
    const held: (() => void)[] = [];
    const service = await backend((stream) => {
      held.push(() => {
        stream.respond({ ':status': 200 });
        stream.end('late');
      });
      if (held.length === 120) for (const release of held) release();
    });
    const { proxy } = await proxyTo(service.port);
    const all = await Promise.all(
      Array.from({ length: 120 }, () => ask(proxy.port, 'POST', '/new/a', [], 'x')),
    );
    expect(new Set(all.map(({ body }) => body))).toEqual(new Set(['late']));
    expect(service.sessions).toHaveLength(2);
  });
});
