import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { badChunks, badRequests } from '../../support/proxy/bad-messages.ts';
import { ask, exchangeBytes, rawClient } from '../../support/proxy/raw-client.ts';
import { recordingBackend, type RecordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type RunningProxy } from '../../support/proxy/start-proxy.ts';

let backend: RecordingBackend;
let proxy: RunningProxy;

beforeAll(async () => {
  backend = await recordingBackend('monolith');
  proxy = await startProxy({ monolith: { ports: [backend.port] }, clientTimeouts: { headMs: 300 } });
});
beforeEach(() => {
  backend.requests.length = 0;
  backend.garbage.length = 0;
});
afterAll(async () => {
  await proxy.stop();
  await backend.close();
});

/** Whatever is refused, the bytes behind it must not be taken for a request. */
const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n';

async function expectRefusal(text: string): Promise<void> {
  const received = await exchangeBytes(proxy.port, text);
  expect(received).toMatch(/^HTTP\/1\.1 (?:400|405|408|414|417|431|501|505) /);
  expect(received.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  expect(received).toMatch(/^Connection: close\r$/m);
  expect(backend.requests).toEqual([]);
  expect((await ask(proxy.port, 'GET', '/after')).body).toBe('monolith');
  expect(backend.garbage).toEqual([]);
}

describe('the backend never sees', () => {
  it.each(Object.entries(badRequests))('a request with: %s', async (_name, text) => {
    await expectRefusal(text + SMUGGLED);
  });

  it.each(Object.entries(badChunks))('a chunked body with: %s', async (_name, body) => {
    await expectRefusal(`POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${body}${SMUGGLED}`);
  });

  it.each([
    '//a',
    '/a//b',
    '/..',
    '/a/../b',
    '/a/./b',
    '/%2e%2e/b',
    '/a/%2E./b',
    '/a%2fb',
    '/a%5cb',
    '/a\\b',
    '/%00',
    '/a%0d%0ab',
    '/%zz',
    '/a#b',
    'a',
    '*',
    'ftp://a/b',
    'http://user@a/',
    'http:///b',
    'a:80',
    '/%c0%ae%c0%ae/',
  ])('the target %s', async (target) => {
    await expectRefusal(`GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n${SMUGGLED}`);
  });
});

const KEPT: Record<string, [sent: string, seen: string[]]> = {
  'repeated fields': ['X-A: 1\r\nX-B: 2\r\nX-A: 3\r\n', ['X-A', '1', 'X-B', '2', 'X-A', '3']],
  'an empty value': ['X-A:\r\nX-B: 1\r\n', ['X-A', '', 'X-B', '1']],
  'white space around a value, reduced': ['X-A: \t 1 2 \t\r\n', ['X-A', '1 2']],
  'odd but valid names': ["!#$%&'*+-.^`|~9: 1\r\n", ["!#$%&'*+-.^`|~9", '1']],
  'names of object members': [
    '__proto: 1\r\nconstructor: 2\r\ntoString: 3\r\n',
    ['constructor', '2', 'toString', '3'],
  ],
  credentials: ['Authorization: Bearer x\r\nCookie: a=b\r\n', ['Authorization', 'Bearer x', 'Cookie', 'a=b']],
  'conditions and ranges': [
    'If-None-Match: "x"\r\nIf-Range: "y"\r\nRange: bytes=0-1\r\n',
    ['If-None-Match', '"x"', 'If-Range', '"y"', 'Range', 'bytes=0-1'],
  ],
  'earlier Via fields': ['Via: 1.0 fred\r\n', ['Via', '1.0 fred']],
  'codings that the client takes': ['Accept-Encoding: gzip, br\r\n', ['Accept-Encoding', 'gzip, br']],
  'bytes above ASCII': ['X-A: \xe4\xff\r\n', ['X-A', '\xe4\xff']],
};

const DROPPED: Record<string, string> = {
  'Keep-Alive': 'Keep-Alive: timeout=5\r\n',
  'Proxy-Connection': 'Proxy-Connection: keep-alive\r\n',
  'Proxy-Authorization': 'Proxy-Authorization: Basic x\r\n',
  'Proxy-Authenticate': 'Proxy-Authenticate: Basic\r\n',
  TE: 'TE: gzip\r\n',
  Trailer: 'Trailer: X-A\r\n',
  'Transfer-Encoding of nobody': '',
  Upgrade: 'Upgrade: h2c\r\n',
  'an Upgrade that Connection names': 'Connection: Upgrade\r\nUpgrade: h2c\r\n',
  'HTTP2-Settings': 'HTTP2-Settings: AAMAAABk\r\n',
  'what Connection names': 'Connection: X-Secret, close\r\nX-Secret: 1\r\n',
  'what Connection names in another case': 'connection: x-SECRET\r\nX-Secret: 1\r\n',
  'what a second Connection names': 'Connection: close\r\nConnection: X-Secret\r\nX-Secret: 1\r\n',
  Forwarded: 'Forwarded: for=6.6.6.6\r\n',
  'X-Forwarded-For': 'X-Forwarded-For: 6.6.6.6\r\n',
  'X-Forwarded-For twice': 'X-Forwarded-For: 6.6.6.6\r\nx-forwarded-for: 6.6.6.6\r\n',
  'X-Forwarded-Host': 'X-Forwarded-Host: 6.6.6.6\r\n',
  'X-Forwarded-Proto': 'X-Forwarded-Proto: 6.6.6.6\r\n',
  'X-Forwarded-Port': 'X-Forwarded-Port: 6.6.6.6\r\n',
  'X-Forwarded-Prefix': 'X-Forwarded-Prefix: /6.6.6.6\r\n',
  'X-Forwarded-User': 'X-Forwarded-User: 6.6.6.6\r\n',
  'X-Real-IP': 'X-Real-IP: 6.6.6.6\r\n',
  'True-Client-IP': 'True-Client-IP: 6.6.6.6\r\n',
  'X-Original-URL': 'X-Original-URL: /6.6.6.6\r\n',
  'X-Rewrite-URL': 'X-Rewrite-URL: /6.6.6.6\r\n',
  'X-Request-Id': 'X-Request-Id: 6.6.6.6\r\n',
  'our own control fields': 'X-Banyan-Side: 6.6.6.6\r\nx-banyan-debug: 6.6.6.6\r\n',
  'a name with an underscore': 'X_Forwarded_For: 6.6.6.6\r\n',
  'an identity with an underscore': 'X_User: 6.6.6.6\r\n',
  'the httpoxy field': 'Proxy: http://6.6.6.6\r\n',
};

describe('header fields of a request', () => {
  it.each(Object.entries(KEPT))('keep %s', async (_name, [sent, seen]) => {
    await exchangeBytes(proxy.port, `GET / HTTP/1.1\r\nHost: a\r\n${sent}Connection: close\r\n\r\n`);
    const raw = backend.requests[0]?.rawHeaders.slice(2) ?? [];
    expect(raw.slice(0, seen.length)).toEqual(seen);
    expect(backend.requests).toHaveLength(1);
  });

  it.each(Object.entries(DROPPED))('lose %s', async (_name, sent) => {
    const client = rawClient(proxy.port);
    client.send(`GET / HTTP/1.1\r\nHost: a\r\n${sent}\r\n`);
    await client.response();
    client.socket.destroy();
    const request = backend.requests[0];
    expect(JSON.stringify(request?.rawHeaders)).not.toMatch(/6\.6\.6\.6|secret/i);
    const names = (request?.rawHeaders ?? [])
      .filter((_name_, index) => index % 2 === 0)
      .map((name) => name.toLowerCase());
    expect(names).toEqual(
      [
        'host',
        'via',
        'x-forwarded-for',
        'x-forwarded-proto',
        'x-forwarded-host',
        'forwarded',
        'x-request-id',
      ].concat(names.includes('connection') ? ['connection'] : []),
    );
    expect(request?.headers).toMatchObject({
      host: 'a',
      via: '1.1 banyan',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'a',
      forwarded: 'for=127.0.0.1;host="a";proto=http',
    });
  });

  it('keep the framing that a Connection field names', async () => {
    const client = rawClient(proxy.port);
    client.send(
      `POST / HTTP/1.1\r\nHost: a\r\nConnection: Content-Length, Host\r\nContent-Length: ${SMUGGLED.length}\r\n\r\n${SMUGGLED}`,
    );
    await client.response();
    client.socket.destroy();
    expect(backend.requests).toHaveLength(1);
    expect(backend.requests[0]).toMatchObject({ body: SMUGGLED, headers: { host: 'a' } });
  });

  it('carry the host of an absolute target, not the Host field', async () => {
    await exchangeBytes(
      proxy.port,
      'GET http://shop.test/a?b HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n',
    );
    expect(backend.requests[0]).toMatchObject({ url: '/a?b', headers: { host: 'shop.test' } });
  });

  it('carry the own host of the destination where the cluster says so', async () => {
    const other = await startProxy({ monolith: { ports: [backend.port], preserveHost: false } });
    await ask(other.port, 'GET', '/');
    await other.stop();
    expect(backend.requests[0]?.headers).toMatchObject({
      host: `127.0.0.1:${backend.port}`,
      'x-forwarded-host': 'shop.test',
    });
  });
});

describe('bodies', () => {
  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PURGE'])(
    'of %s are framed by what was read, with length and in chunks',
    async (method) => {
      for (const framed of [
        `Content-Length: ${SMUGGLED.length}\r\n\r\n${SMUGGLED}`,
        `Transfer-Encoding: chunked\r\n\r\n${SMUGGLED.length.toString(16)}\r\n${SMUGGLED}\r\n0\r\n\r\n`,
      ]) {
        const client = rawClient(proxy.port);
        client.send(`${method} /b HTTP/1.1\r\nHost: a\r\n${framed}`);
        await client.response(method === 'HEAD');
        client.send('GET /next HTTP/1.1\r\nHost: a\r\n\r\n');
        await client.response();
        client.socket.destroy();
      }
      expect(backend.requests.map(({ url, body }) => [url, body])).toEqual([
        ['/b', SMUGGLED],
        ['/next', ''],
        ['/b', SMUGGLED],
        ['/next', ''],
      ]);
      expect(backend.garbage).toEqual([]);
    },
  );

  it('may arrive byte by byte', async () => {
    const client = rawClient(proxy.port);
    client.socket.setNoDelay(true);
    const text =
      'POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nX-T: 1\r\n\r\n';
    for (const byte of text) {
      client.send(byte);
      await new Promise(setImmediate);
    }
    expect((await client.response()).status).toBe(200);
    client.socket.destroy();
    expect(backend.requests[0]).toMatchObject({ url: '/b', body: 'abc', rawTrailers: [] });
  });
});
