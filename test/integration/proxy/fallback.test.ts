import { afterEach, describe, expect, it } from 'vitest';
import { closedPort, rawBackend, type RawBackend } from '../../support/proxy/raw-backend.ts';
import { ask, rawClient } from '../../support/proxy/raw-client.ts';
import { recordingBackend, type RecordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type ProxyInput, type RunningProxy } from '../../support/proxy/start-proxy.ts';

const closing: { close?(): Promise<void>; stop?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await (one.stop?.() ?? one.close?.());
});

type OnHead = Parameters<typeof rawBackend>[0];

async function between(
  service: OnHead | number,
  input: Partial<ProxyInput> = {},
): Promise<{ proxy: RunningProxy; monolith: RecordingBackend; service: RawBackend | undefined }> {
  const monolith = await recordingBackend('monolith', (request, response) =>
    response.end(`monolith saw ${request.body}`),
  );
  closing.push(monolith);
  const backend = typeof service === 'number' ? undefined : await rawBackend(service);
  if (backend !== undefined) closing.push(backend);
  const port = backend?.port ?? (service as number);
  const proxy = await startProxy({
    monolith: { ports: [monolith.port] },
    service: { ports: [port], timeouts: { firstByteMs: 150, idleMs: 150, connectMs: 500 } },
    ...input,
  });
  closing.push(proxy);
  return { proxy, monolith, service: backend };
}

const answer = (status: string, body = '') =>
  `HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const SAFE = ['GET', 'HEAD', 'OPTIONS'];
const WRITES = ['POST', 'PATCH', 'PUT', 'DELETE', 'PURGE'];
const bodyFor = (method: string) => (SAFE.includes(method) ? undefined : 'pay 5');

const ambiguous: Record<string, { onHead: OnHead; status: number }> = {
  'resets after the request': { onHead: (socket) => socket.resetAndDestroy(), status: 502 },
  'closes after the request': { onHead: (socket) => socket.end(), status: 502 },
  'never answers': { onHead: () => {}, status: 504 },
  'answers with garbage': { onHead: (socket) => socket.write('hello\r\n\r\n'), status: 502 },
  'closes within the response head': {
    onHead: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'),
    status: 502,
  },
  'drips a head and stops': { onHead: (socket) => socket.write('HTTP/1.1 2'), status: 504 },
  'sends two lengths': {
    onHead: (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'),
    status: 502,
  },
  'switches protocols unasked': {
    onHead: (socket) => socket.write('HTTP/1.1 101 Go\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
    status: 502,
  },
};

describe.each(Object.entries(ambiguous))('when the service %s', (_name, { onHead, status }) => {
  it.each(SAFE)('the monolith answers %s', async (method) => {
    const { proxy, monolith } = await between(onHead);
    expect((await ask(proxy.port, method, '/new/a')).status).toBe(200);
    expect(monolith.requests).toHaveLength(1);
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({
      fallback: { action: 'fallback', proof: `safe method ${method}` },
      status: 200,
    });
  });

  it.each(WRITES)(`%s may have executed and ends as ${status}`, async (method) => {
    const { proxy, monolith } = await between(onHead);
    const response = await ask(proxy.port, method, '/new/a', [], bodyFor(method));
    expect(response.status).toBe(status);
    expect(response.headers['content-type']).toBe('application/problem+json');
    expect(response.body).not.toMatch(/127|ECONN|service/);
    expect(monolith.requests).toHaveLength(0);
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({ fallback: { action: 'surface' }, status });
  });

  it.each(['PUT', 'DELETE'])('%s is repeated where the route declares it idempotent', async (method) => {
    const { proxy, monolith } = await between(onHead, { idempotency: 'idempotent' });
    expect((await ask(proxy.port, method, '/new/a', [], 'x')).body).toBe('monolith saw x');
    expect(monolith.requests).toHaveLength(1);
  });

  it('POST is not repeated by being declared idempotent, but by being declared safe', async () => {
    const one = await between(onHead, { idempotency: 'idempotent' });
    expect((await ask(one.proxy.port, 'POST', '/new/a', [], 'x')).status).toBe(status);
    const other = await between(onHead, { idempotency: 'safe' });
    expect((await ask(other.proxy.port, 'POST', '/new/a', [], 'x')).body).toBe('monolith saw x');
  });
});

describe('when the service cannot be reached', () => {
  it.each([...SAFE, ...WRITES])('the monolith answers %s, with its body', async (method) => {
    const { proxy, monolith } = await between(await closedPort());
    const response = await ask(proxy.port, method, '/new/a', [], bodyFor(method));
    expect(response.status).toBe(200);
    expect(monolith.requests[0]?.body).toBe(bodyFor(method) ?? '');
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({ fallback: { action: 'fallback', proof: 'nothing sent' } });
  });

  it('a chunked body that is still arriving follows to the monolith', async () => {
    const { proxy, monolith } = await between(await closedPort());
    const client = rawClient(proxy.port);
    client.send('POST /new/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n');
    await expect.poll(() => monolith.connections()).toBe(1);
    client.send('3\r\ndef\r\n0\r\n\r\n');
    expect((await client.response()).body).toBe('monolith saw abcdef');
    client.socket.destroy();
  });

  it('without fallback the client is told 502', async () => {
    const { proxy } = await between(await closedPort(), { hasFallback: false });
    expect((await ask(proxy.port, 'POST', '/new/a', [], 'x')).status).toBe(502);
  });
});

describe('when the service answers', () => {
  it.each([...SAFE, ...WRITES])('421, the monolith answers %s', async (method) => {
    const { proxy, monolith } = await between((socket) => socket.write(answer('421 Misdirected Request')));
    const response = await ask(proxy.port, method, '/new/a', [], bodyFor(method));
    expect(response.status).toBe(200);
    expect(monolith.requests[0]?.body).toBe(bodyFor(method) ?? '');
  });

  it('421 to a body too large to be kept, the 421 is the answer', async () => {
    const { proxy, monolith } = await between((socket) => socket.write(answer('421 Misdirected Request')), {
      limits: { replayBytes: 1000 },
    });
    expect((await ask(proxy.port, 'POST', '/new/a', [], 'x'.repeat(2000))).status).toBe(421);
    expect(monolith.requests).toHaveLength(0);
  });

  it.each([502, 503, 504])('%i, the monolith answers GET and nothing else', async (status) => {
    const { proxy, monolith } = await between((socket) => socket.write(answer(`${status} No`, 'busy')));
    expect((await ask(proxy.port, 'GET', '/new/a')).status).toBe(200);
    for (const method of WRITES) {
      expect(await ask(proxy.port, method, '/new/a', [], 'x')).toMatchObject({ status, body: 'busy' });
    }
    expect(monolith.requests).toHaveLength(1);
  });

  it.each([200, 404, 405, 429, 500, 501])('%i, that is the answer', async (status) => {
    const { proxy, monolith } = await between((socket) => socket.write(answer(`${status} Answer`, 'mine')));
    expect(await ask(proxy.port, 'GET', '/new/a')).toMatchObject({ status, body: 'mine' });
    expect(monolith.requests).toHaveLength(0);
  });
});

describe('a connection that the service closed while it was idle', () => {
  /** Answers the first request of each connection; `second` decides about the next. */
  const once = (second: OnHead): OnHead => {
    const used = new WeakSet<object>();
    return (socket, head, index) => {
      if (used.has(socket)) return second(socket, head, index);
      used.add(socket);
      socket.write(answer('200 OK', 'service'));
    };
  };

  it('costs GET one retry, not a failure', async () => {
    const { proxy, monolith, service } = await between(once((socket) => socket.resetAndDestroy()));
    await ask(proxy.port, 'GET', '/new/a');
    expect((await ask(proxy.port, 'GET', '/new/b')).body).toBe('service');
    expect(service?.sockets).toHaveLength(2);
    expect(monolith.requests).toHaveLength(0);
    await proxy.stop();
    expect(proxy.lines()[1]).toMatchObject({
      attempts: [
        { outcome: 'request/target/reset', reused: true },
        { outcome: 'answered', reused: false },
      ],
    });
  });

  it('is not taken for POST while nothing is known of the service', async () => {
    const { proxy, service } = await between(once((socket) => socket.resetAndDestroy()));
    await ask(proxy.port, 'GET', '/new/a');
    expect((await ask(proxy.port, 'POST', '/new/b', [], 'x')).body).toBe('service');
    expect(service?.sockets).toHaveLength(2);
  });

  it('is not taken for POST when the service is seen to close early', async () => {
    const { proxy, service } = await between((socket) => {
      socket.write(answer('200 OK', 'service'));
      setImmediate(() => socket.end());
    });
    for (let count = 0; count < 50; count++) {
      expect((await ask(proxy.port, 'POST', '/new/a', [], 'x')).status).toBe(200);
    }
    expect(service?.sockets).toHaveLength(50);
  });

  it('is taken for POST when others survived for longer', async () => {
    const { proxy, service } = await between((socket) => socket.write(answer('200 OK', 'service')));
    const old = await Promise.all([ask(proxy.port, 'GET', '/new/a'), ask(proxy.port, 'GET', '/new/a')]);
    expect(old.map(({ body }) => body)).toEqual(['service', 'service']);
    await expect
      .poll(
        async () => {
          await ask(proxy.port, 'GET', '/new/a');
          const before = service?.sockets.length;
          await ask(proxy.port, 'POST', '/new/b', [], 'x');
          return service?.sockets.length === before;
        },
        { interval: 20, timeout: 5000 },
      )
      .toBe(true);
  });
});

describe('a response that has started', () => {
  const starts: Record<string, string> = {
    'of known length': 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart',
    chunked: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n',
  };
  const ends: Record<string, OnHead> = {
    'is ended': (socket) => socket.end(),
    'is reset': (socket) => socket.resetAndDestroy(),
    'falls silent': () => {},
    'turns to garbage': (socket) => socket.write('zzz\r\n'),
  };
  for (const [framing, start] of Object.entries(starts)) {
    for (const [name, end] of Object.entries(ends)) {
      if (framing === 'of known length' && name === 'turns to garbage') continue;
      it(`${framing} and ${name}: the client sees a cut, no second answer and no end`, async () => {
        const onHead: OnHead = (socket, head, index) => {
          socket.write(start);
          setImmediate(() => end(socket, head, index));
        };
        // Its first four bytes are more than may be held back.
        const { proxy, monolith } = await between(onHead, { limits: { replayBytes: 2 } });
        const client = rawClient(proxy.port);
        client.send('GET /new/a HTTP/1.1\r\nHost: a\r\n\r\n');
        const { received } = await client.closed();
        expect(received).toMatch(/^HTTP\/1\.1 200 OK/);
        expect(received).not.toMatch(/\r\n0\r\n|problem/);
        expect(monolith.requests).toHaveLength(0);
        await proxy.stop();
        expect(proxy.lines()[0]).toMatchObject({ cut: true, status: 200, fallback: { action: 'cut' } });
      });
    }
  }
});
