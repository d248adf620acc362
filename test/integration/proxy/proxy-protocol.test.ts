import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../support/proxy/certificates.ts';
import { frameClient, frameType } from '../../support/proxy/http2-frames.ts';
import { rawClient } from '../../support/proxy/raw-client.ts';
import { recordingBackend, type RecordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type ProxyInput, type RunningProxy } from '../../support/proxy/start-proxy.ts';

const HEADER = 'PROXY TCP4 192.0.2.7 10.0.0.1 12345 80\r\n';
const REQUEST = 'GET /a HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n';

let backend: RecordingBackend;
const proxies: RunningProxy[] = [];

beforeAll(async () => (backend = await recordingBackend('monolith')));
afterEach(async () => {
  backend.requests.length = 0;
  for (const proxy of proxies.splice(0)) await proxy.stop();
});
afterAll(() => backend.close());

async function announced(input: Partial<ProxyInput> = {}): Promise<RunningProxy> {
  const proxy = await startProxy({
    monolith: { ports: [backend.port] },
    trust: { proxies: ['127.0.0.0/8'] },
    proxyProtocol: true,
    ...input,
  });
  proxies.push(proxy);
  return proxy;
}

/** Everything that came back until the connection closed. */
async function answer(port: number, ...texts: string[]): Promise<string> {
  const client = rawClient(port);
  for (const text of texts) {
    client.send(text);
    await new Promise(setImmediate);
  }
  return (await client.closed()).received;
}

const client = () => backend.requests.at(-1)?.headers['x-forwarded-for'];

describe('a listener whose connections are announced', () => {
  it.each([
    ['with the request', [HEADER + REQUEST]],
    ['before the request', [HEADER, REQUEST]],
    ['in pieces', `${HEADER}${REQUEST}`.split('')],
  ])('knows the client from the header, which comes %s', async (_, texts) => {
    const { port } = await announced();
    expect(await answer(port, ...texts)).toContain('200 OK');
    expect(client()).toBe('192.0.2.7');
  });

  it('takes the peer for the client where the load balancer speaks for itself', async () => {
    const { port } = await announced();
    await answer(port, `PROXY UNKNOWN\r\n${REQUEST}`);
    expect(client()).toBe('127.0.0.1');
  });

  it('believes what the announced client says of others only if it is trusted, too', async () => {
    const forwarded = REQUEST.replace('\r\n\r\n', '\r\nX-Forwarded-For: 198.51.100.1\r\n\r\n');
    const strict = await announced();
    await answer(strict.port, HEADER + forwarded);
    expect(client()).toBe('192.0.2.7');
    const chained = await announced({ trust: { proxies: ['127.0.0.0/8', '192.0.2.0/24'] } });
    await answer(chained.port, HEADER + forwarded);
    expect(client()).toBe('198.51.100.1, 192.0.2.7');
  });

  it('tells the backend that TLS has ended in front, where the header says so', async () => {
    const { port } = await announced();
    const fixed = [0x21, 0x11, 0, 20, 192, 0, 2, 7, 10, 0, 0, 1, 1, 1, 0, 80, 0x20, 0, 5, 1, 0, 0, 0, 0];
    await answer(port, `\r\n\r\n\0\r\nQUIT\n${String.fromCharCode(...fixed)}${REQUEST}`);
    expect(backend.requests.at(-1)?.headers).toMatchObject({
      'x-forwarded-for': '192.0.2.7',
      'x-forwarded-proto': 'https',
    });
  });

  it.each([
    ['does not begin with a header', REQUEST, 'bad-proxy-header'],
    ['begins with another version', HEADER.replace('TCP4', 'TCP5') + REQUEST, 'bad-proxy-header'],
  ])('closes a connection that %s, without an answer', async (_, text, refused) => {
    const proxy = await announced();
    expect(await answer(proxy.port, text)).toBe('');
    await proxy.stop();
    expect(proxy.lines()).toMatchObject([{ client: '127.0.0.1', refused }]);
    expect(backend.requests).toEqual([]);
  });

  it('closes a connection of anybody who is not trusted, whatever it says', async () => {
    const proxy = await announced({ trust: { proxies: ['192.0.2.0/24'] } });
    expect(await answer(proxy.port, HEADER + REQUEST)).toBe('');
    await proxy.stop();
    expect(proxy.lines()).toMatchObject([{ client: '127.0.0.1', refused: 'proxy-header-untrusted' }]);
  });

  it('waits for the header no longer than for a head', async () => {
    const { port } = await announced({ clientTimeouts: { headMs: 100 } });
    expect(await answer(port, 'PROXY TCP4 192.0.2.7 ')).toBe('');
  });

  it('refuses a second header, which is no request', async () => {
    const { port } = await announced();
    expect(await answer(port, HEADER + HEADER + REQUEST)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('begins and ends to be one with a reload', async () => {
    const proxy = await announced();
    proxy.swap({ monolith: { ports: [backend.port] }, trust: { proxies: ['127.0.0.0/8'] } });
    expect(await answer(proxy.port, REQUEST)).toContain('200 OK');
    expect(await answer(proxy.port, HEADER + REQUEST)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('reads the header in front of HTTP/2', async () => {
    const { port } = await announced({ http2: true });
    const http2 = frameClient(port, HEADER);
    await http2.until(({ type }) => type === frameType.settings);
    http2.socket.destroy();
    expect(await answer(port, HEADER + REQUEST)).toContain('200 OK');
  });

  it('reads the header in front of TLS, and says in the log whose handshake failed', async () => {
    const certificate = makeCertificate({ name: 'shop', alternatives: ['shop.test'] });
    const tls = { certificates: [certificate], minimumVersion: '1.2' as const, clients: undefined };
    const proxy = await announced({ tls });
    const socket = connectTcp(proxy.port, '127.0.0.1');
    socket.write(HEADER);
    const secure = connectTls({ socket, ca: certificate.certificate, servername: 'shop.test' });
    await once(secure, 'secureConnect');
    secure.write(REQUEST);
    await once(secure.resume(), 'end');
    secure.destroy();
    expect(backend.requests.at(-1)?.headers).toMatchObject({
      'x-forwarded-for': '192.0.2.7',
      'x-forwarded-proto': 'https',
    });
    await answer(proxy.port, `${HEADER}no handshake`);
    await proxy.stop();
    expect(proxy.lines().at(-1)).toMatchObject({ client: '192.0.2.7', refused: 'tls-handshake' });
  });
});
