import { once } from 'node:events';
import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../support/proxy/certificates.ts';
import { askHttp2, collected, http2Session } from '../../support/proxy/http2-client.ts';
import { rawBackend } from '../../support/proxy/raw-backend.ts';
import { ask } from '../../support/proxy/raw-client.ts';
import { recordingBackend, type Answer } from '../../support/proxy/recording-backend.ts';
import { startProxy, type ProxyInput } from '../../support/proxy/start-proxy.ts';

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function backend(name = 'monolith', answer?: Answer) {
  const started = await recordingBackend(name, answer);
  open.push(() => started.close());
  return started;
}

async function proxyWith(input: ProxyInput) {
  const proxy = await startProxy({ http2: true, ...input });
  open.push(() => proxy.stop());
  return proxy;
}

async function session(port: number): Promise<ClientHttp2Session> {
  const started = await http2Session(port);
  open.push(() => started.destroy());
  return started;
}

async function front(answer?: Answer, more: Partial<ProxyInput> = {}) {
  const monolith = await backend('monolith', answer);
  const proxy = await proxyWith({ monolith: { ports: [monolith.port] }, ...more });
  return { monolith, proxy, client: await session(proxy.port) };
}

describe('a request of HTTP/2', () => {
  it('is the same exchange as one of HTTP/1.1: path, host, route, log', async () => {
    const [monolith, service] = [await backend(), await backend('service')];
    const proxy = await proxyWith({
      monolith: { ports: [monolith.port] },
      service: { ports: [service.port] },
    });
    const client = await session(proxy.port);
    const response = await askHttp2(client, { ':path': '/new/a%20b?c=d', 'x-a': ['1', '2'] });
    expect(response).toMatchObject({ status: 200, body: 'service', isWhole: true });
    expect(response.headers).toMatchObject({ via: '1.1 banyan' });
    expect(response.headers).not.toHaveProperty('connection');
    const [request] = service.requests;
    expect(request).toMatchObject({ method: 'GET', url: '/new/a%20b?c=d', body: '' });
    expect(request?.headers).toMatchObject({
      host: 'shop.test',
      'x-a': '1, 2',
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '127.0.0.1',
    });
    expect(request?.headers).not.toHaveProperty('transfer-encoding');
    await proxy.stop();
    expect(proxy.lines()).toMatchObject([
      { method: 'GET', path: '/new/a%20b', status: 200, side: 'service' },
    ]);
  });

  it('comes beside HTTP/1.1, on the same port, with prior knowledge', async () => {
    const { proxy, client } = await front();
    expect((await ask(proxy.port, 'GET', '/')).body).toBe('monolith');
    expect((await askHttp2(client, { ':path': '/' })).body).toBe('monolith');
  });

  it('is refused where HTTP/2 is off', async () => {
    const monolith = await backend();
    const proxy = await proxyWith({ http2: false, monolith: { ports: [monolith.port] } });
    const client = connectHttp2(`http://127.0.0.1:${proxy.port}`);
    client.on('error', () => {});
    await new Promise((resolve) => client.on('close', resolve));
    expect(monolith.requests).toEqual([]);
  });

  it('is chosen by ALPN under TLS, where the client can', async () => {
    const { certificate, key } = makeCertificate({ name: 'shop', alternatives: ['127.0.0.1'] });
    const tls = { certificates: [{ certificate, key }], minimumVersion: '1.2', clients: undefined } as const;
    const { proxy, monolith } = await front(undefined, { tls });
    const client = await http2Session(proxy.port, { ca: certificate });
    open.push(() => client.destroy());
    expect((await askHttp2(client, { ':path': '/' })).body).toBe('monolith');
    expect(monolith.requests[0]?.headers['x-forwarded-proto']).toBe('https');
    const old = connectTls({
      host: '127.0.0.1',
      port: proxy.port,
      ca: certificate,
      ALPNProtocols: ['http/1.1'],
    });
    await once(old, 'secureConnect');
    expect(old.alpnProtocol).toBe('http/1.1');
    old.destroy();
  });

  it('has its cookies joined, and Host made of its authority', async () => {
    const { monolith, client } = await front();
    await askHttp2(client, {
      ':path': '/',
      ':authority': 'a.test:81',
      cookie: ['a=1', 'b=2'],
      host: 'A.test:81',
    });
    expect(monolith.requests[0]?.headers).toMatchObject({ cookie: 'a=1; b=2', host: 'a.test:81' });
  });

  it.each([
    ['an ambiguous path', { ':path': '/a/../b' }, 400],
    ['another Host than authority', { ':path': '/', host: 'other.test' }, 400],
    ['an authority that is none', { ':path': '/', ':authority': 'a@b' }, 400],
    ['another scheme', { ':path': '/', ':scheme': 'ftp' }, 400],
    ['TRACE', { ':path': '/', ':method': 'TRACE' }, 405],
    ['an unknown method', { ':path': '/', ':method': 'get' }, 501],
    ['a path that is too long', { ':path': `/${'a'.repeat(9000)}` }, 414],
    ['an unknown expectation', { ':path': '/', expect: 'tea' }, 417],
  ])('with %s is refused, and the session goes on', async (_, headers, status) => {
    const { monolith, client } = await front();
    expect(await askHttp2(client, headers)).toMatchObject({ status, isWhole: true });
    expect((await askHttp2(client, { ':path': '/' })).status).toBe(200);
    expect(monolith.requests).toHaveLength(1);
  });

  it('with CONNECT opens no tunnel', async () => {
    const { monolith, client } = await front();
    const response = await askHttp2(client, { ':method': 'CONNECT', ':authority': 'a.test:443' });
    expect(response.status).toBe(405);
    expect(monolith.requests).toEqual([]);
  });
});

describe('bodies of HTTP/2', () => {
  const echo: Answer = ({ body }, response) => response.end(Buffer.from(body, 'latin1'));

  it.each([0, 1, 5, 70_000, 3_000_000])(
    'of %i bytes pass both ways, with and without a length',
    async (size) => {
      const { client, monolith } = await front(echo);
      const body = Buffer.alloc(size, 'x');
      for (const length of [{}, { 'content-length': size }]) {
        const response = await askHttp2(client, { ':path': '/', ':method': 'POST', ...length }, body);
        expect(response).toMatchObject({ status: 200, isWhole: true });
        expect(response.body.length).toBe(size);
      }
      expect(monolith.requests[0]?.headers['transfer-encoding']).toBe('chunked');
      expect(monolith.requests[1]?.headers['content-length']).toBe(String(size));
      expect(monolith.garbage).toEqual([]);
    },
  );

  it('are not mixed up by a hundred streams at a time', async () => {
    const { client } = await front(echo);
    const bodies = Array.from({ length: 100 }, (_, index) => `${index}`.repeat(1 + index * 17));
    const responses = await Promise.all(
      bodies.map((body) => askHttp2(client, { ':path': '/', ':method': 'PUT' }, body)),
    );
    expect(responses.map(({ body }) => body)).toEqual(bodies);
  });

  it('are none for HEAD, 204 and 304', async () => {
    const { client } = await front(({ method, url }, response) => {
      if (url !== '/') response.writeHead(Number(url.slice(1))).end();
      else response.writeHead(200, { 'content-length': 5 }).end(method === 'HEAD' ? '' : 'hello');
    });
    expect(await askHttp2(client, { ':path': '/', ':method': 'HEAD' })).toMatchObject({
      status: 200,
      body: '',
      isWhole: true,
      headers: { 'content-length': '5' },
    });
    for (const status of [204, 304])
      expect(await askHttp2(client, { ':path': `/${status}` })).toMatchObject({
        status,
        body: '',
        isWhole: true,
      });
  });

  it('come with interim responses before and trailers behind them', async () => {
    const { client } = await front((_, response) => {
      response.writeEarlyHints({ link: '</a>; rel=preload' });
      response.writeHead(200, { trailer: 'x-sum' });
      response.write('body');
      response.addTrailers({ 'x-sum': '1' });
      response.end();
    });
    const response = await askHttp2(client, { ':path': '/', te: 'trailers' });
    expect(response).toMatchObject({ body: 'body', isWhole: true, trailers: { 'x-sum': '1' } });
    expect(response.interims).toMatchObject([{ ':status': 103, link: '</a>; rel=preload' }]);
    expect((await askHttp2(client, { ':path': '/' })).trailers).toEqual({});
  });

  it('wait for 100 where the client does', async () => {
    const { client } = await front(echo);
    const stream = client.request(
      { ':path': '/', ':method': 'POST', expect: '100-continue' },
      { endStream: false },
    );
    const response = collected(stream);
    await once(stream, 'continue');
    stream.end('hello');
    expect(await response).toMatchObject({ status: 200, body: 'hello' });
  });

  it('keep fields that a backend sent twice, and cookies apart', async () => {
    const { client } = await front((_, response) => {
      response.writeHead(
        200,
        [
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
          ['Content-Type', 'text/plain'],
          ['content-type', 'text/html'],
          ['X-A', '1'],
          ['X-A', '2'],
        ].flat(),
      );
      response.end();
    });
    const { headers } = await askHttp2(client, { ':path': '/' });
    expect(headers).toMatchObject({
      'set-cookie': ['a=1', 'b=2'],
      'content-type': 'text/plain',
      'x-a': '1, 2',
    });
  });

  it('that a backend breaks off end in a reset, never cleanly', async () => {
    for (const [framing, delayMs] of [
      ['Content-Length: 100', 0],
      ['Content-Length: 100', 50],
      ['Transfer-Encoding: chunked', 0],
      ['Transfer-Encoding: chunked', 50],
    ] as const) {
      const half = framing.startsWith('C') ? 'half' : '4\r\nhalf\r\n';
      const broken = await rawBackend((socket) => {
        socket.write(`HTTP/1.1 200 OK\r\n${framing}\r\n\r\n${half}`);
        setTimeout(() => socket.resetAndDestroy(), delayMs);
      });
      open.push(() => broken.close());
      const proxy = await proxyWith({ monolith: { ports: [broken.port] } });
      const response = await askHttp2(await session(proxy.port), { ':path': '/' });
      expect(response).toMatchObject({ isWhole: false, code: 2 });
    }
  });

  it('that are answered early do not lose the answer, however long it is', async () => {
    const long = 'y'.repeat(1_000_000);
    const early = await recordingBackend('early', undefined, (incoming, response) => {
      response.writeHead(413, { 'content-length': long.length }).end(long);
      incoming.resume();
      return true;
    });
    open.push(() => early.close());
    const proxy = await proxyWith({ monolith: { ports: [early.port] } });
    const client = await session(proxy.port);
    const stream = client.request({ ':path': '/', ':method': 'POST' }, { endStream: false });
    stream.write('the first of many');
    const response = await collected(stream);
    expect(response.status).toBe(413);
    expect(response.body.length).toBe(long.length);
    expect((await askHttp2(client, { ':path': '/' })).status).toBe(413);
  });
});
