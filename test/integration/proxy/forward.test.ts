import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, rawClient } from '../../support/proxy/raw-client.ts';
import { recordingBackend, type RecordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type RunningProxy } from '../../support/proxy/start-proxy.ts';

let monolith: RecordingBackend;
let proxy: RunningProxy;

beforeAll(async () => {
  monolith = await recordingBackend('monolith', (request, response) => {
    if (request.url === '/large')
      response.setHeader('Content-Length', 3_000_000).end(Buffer.alloc(3_000_000, 'x'));
    else if (request.url === '/chunked') {
      response.write('one ');
      setImmediate(() => response.end('two'));
    } else response.end(`monolith saw ${request.body}`);
  });
  proxy = await startProxy({ monolith: { ports: [monolith.port] } });
});
afterAll(async () => {
  await proxy.stop();
  await monolith.close();
});

describe('the proxy forwards plain requests', () => {
  it('with path, query and fields byte for byte', async () => {
    const response = await ask(proxy.port, 'GET', '/a%20b;c=1?q=%2F&&x', [
      'X-b: 2',
      'x-B: 1',
      'Cookie: a=1; b="\xe9"',
    ]);
    expect(response).toMatchObject({ status: 200, body: 'monolith saw ' });
    const seen = monolith.requests.at(-1);
    expect(seen?.url).toBe('/a%20b;c=1?q=%2F&&x');
    expect(seen?.rawHeaders.slice(0, 8)).toEqual([
      'Host',
      'shop.test',
      'X-b',
      '2',
      'x-B',
      '1',
      'Cookie',
      'a=1; b="\xe9"',
    ]);
  });

  it('with a body of known length, and with chunks', async () => {
    expect((await ask(proxy.port, 'POST', '/', [], 'hello')).body).toBe('monolith saw hello');
    const client = rawClient(proxy.port);
    client.send('DELETE / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n');
    client.send('3\r\ndef\r\n0\r\n\r\n');
    expect((await client.response()).body).toBe('monolith saw abcdef');
    client.socket.destroy();
    expect(monolith.garbage).toEqual([]);
  });

  it('one after the other on one connection, also when they are pipelined', async () => {
    const client = rawClient(proxy.port);
    const request = (body: string) =>
      `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    client.send(['a', 'bb', 'ccc'].map(request).join(''));
    for (const body of ['a', 'bb', 'ccc']) {
      expect((await client.response()).body).toBe(`monolith saw ${body}`);
    }
    client.send(request('dddd'));
    expect((await client.response()).body).toBe('monolith saw dddd');
    client.socket.destroy();
  });

  it('and keeps the connections to the backend', async () => {
    const before = monolith.connections();
    for (let count = 0; count < 5; count++) await ask(proxy.port, 'GET', '/');
    expect(monolith.connections()).toBe(before);
  });

  it('with large and chunked responses', async () => {
    expect((await ask(proxy.port, 'GET', '/large')).body).toHaveLength(3_000_000);
    const response = await ask(proxy.port, 'GET', '/chunked');
    expect(response.headers['transfer-encoding']).toBe('chunked');
    expect(response.body).toBe('one two');
  });

  it('with a head and no body for HEAD', async () => {
    const response = await ask(proxy.port, 'HEAD', '/large');
    expect(response.headers['content-length']).toBe('3000000');
    expect(response.body).toBe('');
  });

  it('with a chunked response ended by the connection for HTTP/1.0', async () => {
    const client = rawClient(proxy.port);
    client.send('GET /chunked HTTP/1.0\r\n\r\n');
    const { received } = await client.closed();
    expect(received).not.toMatch(/transfer-encoding/i);
    expect(received.endsWith('\r\n\r\none two')).toBe(true);
  });
});

it('tells the backend that the client prefers a secure page', async () => {
  const backend = await recordingBackend('monolith');
  const proxy = await startProxy({ monolith: { ports: [backend.port] } });
  await ask(proxy.port, 'GET', '/', ['Upgrade-Insecure-Requests: 1']);
  await proxy.stop();
  await backend.close();
  expect(backend.requests[0]?.headers['upgrade-insecure-requests']).toBe('1');
});
