import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { exchangeBytes } from '../../support/proxy/raw-client.ts';
import { recordingBackend, type RecordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type RunningProxy } from '../../support/proxy/start-proxy.ts';

let backend: RecordingBackend;
let outside: RunningProxy;
let trusting: RunningProxy;

beforeAll(async () => {
  backend = await recordingBackend('monolith');
  const monolith = { ports: [backend.port] };
  const identityHeaders = ['X-User-Id', 'x-tenant-*'];
  outside = await startProxy({ monolith, trust: { identityHeaders } });
  trusting = await startProxy({ monolith, trust: { proxies: ['127.0.0.0/8'], identityHeaders } });
});
afterEach(() => (backend.requests.length = 0));
afterAll(async () => {
  await Promise.all([outside.stop(), trusting.stop()]);
  await backend.close();
});

/** What the backend saw of a request with these lines. */
async function seen(proxy: RunningProxy, ...lines: string[]): Promise<Record<string, unknown>> {
  const fields = lines.map((line) => `${line}\r\n`).join('');
  await exchangeBytes(proxy.port, `GET /a HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n${fields}\r\n`);
  return { ...backend.requests.at(-1)?.headers };
}

/** What authenticating proxies say about a user, and what this configuration adds. */
const identities = [
  'Remote-User',
  'X-Remote-Group',
  'X-Auth-Request-Email',
  'X-Forwarded-User',
  'X-Forwarded-Client-Cert',
  'X-WebAuth-User',
  'X-Consumer-Custom-Id',
  'X-Amzn-Oidc-Data',
  'X-Goog-Authenticated-User-Email',
  'X-MS-CLIENT-PRINCIPAL',
  'X-Ssl-Client-Verify',
  'X-Envoy-Original-Path',
  'X-User-Id',
  'x-TENANT-name',
];

describe('a peer that is not trusted', () => {
  it.each(identities)('says nothing about a user by %s', async (name) => {
    expect(await seen(outside, `${name}: root`)).not.toHaveProperty(name.toLowerCase());
  });

  it.each(['Authorization', 'X-Api-Key', 'X-Auth-Token', 'X-User', 'X-Userid', 'Remote-Users'])(
    'may send %s, which only asks',
    async (name) => {
      expect(await seen(outside, `${name}: me`)).toHaveProperty(name.toLowerCase(), 'me');
    },
  );

  it('is the client, whatever it says, and gets an id of ours', async () => {
    const headers = await seen(
      outside,
      'X-Forwarded-For: 6.6.6.6',
      'X-Forwarded-Port: 6',
      'Forwarded: for=6.6.6.6',
      'X-Request-Id: six',
    );
    expect(headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      forwarded: 'for=127.0.0.1;host="shop.test";proto=http',
    });
    expect(headers).not.toHaveProperty('x-forwarded-port');
    expect(headers['x-request-id']).not.toBe('six');
  });
});

describe('a trusted peer', () => {
  it.each(identities)('may say who the user is by %s', async (name) => {
    expect(await seen(trusting, `${name}: root`)).toHaveProperty(name.toLowerCase(), 'root');
  });

  it('speaks for its client, and what it says goes on', async () => {
    const headers = await seen(
      trusting,
      'X-Forwarded-For: 6.6.6.6, 2001:db8::9',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Host: www.shop.test',
      'X-Forwarded-Port: 443',
      'X-Real-IP: 2001:db8::9',
      'Forwarded: for=6.6.6.6',
      'X-Request-Id: 7f/3+a=',
    );
    expect(headers).toMatchObject({
      host: 'shop.test',
      'x-forwarded-for': '2001:db8::9, 127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'www.shop.test',
      'x-forwarded-port': '443',
      'x-real-ip': '2001:db8::9',
      forwarded: 'for="[2001:db8::9]";host="www.shop.test";proto=https, for=127.0.0.1',
      'x-request-id': '7f/3+a=',
    });
  });

  it('is not what the log calls the client', async () => {
    const proxy = await startProxy({
      monolith: { ports: [backend.port] },
      trust: { proxies: ['127.0.0.1'] },
    });
    await seen(proxy, 'X-Forwarded-For: 203.0.113.9', 'X-Request-Id: 7f3a');
    await proxy.stop();
    expect(proxy.lines()).toMatchObject([{ client: '203.0.113.9', id: '7f3a' }]);
  });

  it.each(['a b', '"}', 'x'.repeat(129), '<a>', 'ä', 'a, b'])('cannot give the id %s', async (id) => {
    expect((await seen(trusting, `X-Request-Id: ${id}`))['x-request-id']).toMatch(/^[0-9a-z]+-[0-9a-z]+$/);
  });

  it.each(['X-Original-URL', 'X-Rewrite-Url', 'Proxy', 'X-Banyan-Side', 'X_Forwarded_For', 'Keep-Alive'])(
    'has no use for %s either',
    async (name) => {
      expect(await seen(trusting, `${name}: /a`)).not.toHaveProperty(name.toLowerCase());
    },
  );
});

describe('a request', () => {
  it('keeps a valid trace and loses one that nobody can continue', async () => {
    const valid = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(await seen(outside, `traceparent: ${valid}`, 'tracestate: a=b')).toMatchObject({
      traceparent: valid,
      tracestate: 'a=b',
    });
    const broken = await seen(outside, 'traceparent: 00-0-0-01', 'tracestate: a=b');
    expect(broken).not.toHaveProperty('traceparent');
    expect(broken).not.toHaveProperty('tracestate');
  });

  it('that has gone round in circles is answered with 508, and reaches nobody', async () => {
    const passes = (count: number) => `Via: ${Array.from({ length: count }, () => '1.1 banyan').join(', ')}`;
    expect((await seen(outside, 'Via: 1.0 fred', passes(4)))['via']).toBe(
      '1.0 fred, 1.1 banyan, 1.1 banyan, 1.1 banyan, 1.1 banyan, 1.1 banyan',
    );
    backend.requests.length = 0;
    const text = `GET / HTTP/1.1\r\nHost: a\r\n${passes(2)}\r\n${passes(3)}\r\nConnection: close\r\n\r\n`;
    expect(await exchangeBytes(outside.port, text)).toMatch(/^HTTP\/1\.1 508 /);
    expect(backend.requests).toEqual([]);
  });
});

describe('an explanation in the response', () => {
  const key = 'sesame-open-sesame';
  const told = async (trust: object, ...lines: string[]) => {
    const proxy = await startProxy({ monolith: { ports: [backend.port] }, trust });
    const fields = lines.map((line) => `${line}\r\n`).join('');
    const text = await exchangeBytes(
      proxy.port,
      `GET /a HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n${fields}\r\n`,
    );
    await proxy.stop();
    expect(backend.requests.at(-1)?.headers).not.toHaveProperty('x-banyan-explain');
    return [...text.matchAll(/^X-Banyan-(\S+): (.*)\r$/gm)].map(([, name, value]) => `${name} ${value}`);
  };

  it('is for whoever has the key, and for a trusted peer that speaks for itself', async () => {
    const expected = [
      'Route none',
      'Side monolith; why=no-route; attempts=1',
      'Fallback none',
      'Client 127.0.0.1',
    ];
    expect(await told({ explainKey: key }, `X-Banyan-Explain: ${key}`)).toEqual(expected);
    expect(await told({ proxies: ['127.0.0.1'] }, 'X-Banyan-Explain: 1')).toEqual(expected);
  });

  it.each([
    ['without being asked for', { explainKey: key }, []],
    ['for another key', { explainKey: key }, [`X-Banyan-Explain: ${key}x`]],
    ['where there is no key', {}, ['X-Banyan-Explain: 1']],
    [
      'for the client of a trusted peer',
      { proxies: ['127.0.0.1'] },
      ['X-Banyan-Explain: 1', 'X-Forwarded-For: 6.6.6.6'],
    ],
  ])('is not given %s', async (_, trust, lines) => {
    expect(await told(trust, ...lines)).toEqual([]);
  });
});
