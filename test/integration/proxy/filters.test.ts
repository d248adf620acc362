import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseProxyConfig } from '../../../src/config/index.ts';
import { compileSnapshot, createProxy, type Proxy } from '../../../src/proxy/index.ts';
import { closedPort } from '../../support/proxy/raw-backend.ts';
import { exchangeBytes } from '../../support/proxy/raw-client.ts';
import { recordingBackend, type RecordingBackend } from '../../support/proxy/recording-backend.ts';

let monolith: RecordingBackend;
let service: RecordingBackend;
let proxy: Proxy;
let port: number;

/** Route sets: `moved` is answered by the service, `broken` by the monolith, since its service is gone. */
const configuration = (gone: number) => `version: banyan/v1
listen: {port: 0}
clusters:
  monolith: {destinations: [{address: "http://127.0.0.1:${monolith.port}"}]}
  service: {destinations: [{address: "http://127.0.0.1:${service.port}"}]}
  gone: {destinations: [{address: "http://127.0.0.1:${gone}"}]}
routeSets:
  - name: moved
    cluster: service
    phase: full
    filters:
      - {only: service, requestHeaders: {set: [{name: X-From, value: banyan}], remove: [X-Secret]}}
      - {only: monolith, requestHeaders: {set: [{name: X-From, value: nobody}]}}
      - {responseHeaders: {set: [{name: Cache-Control, value: no-store}]}}
    routes:
      - {method: ANY, path: "/api/orders/:id/items/*rest", filters: [{rewrite: {path: "/v1/:id/*rest"}}]}
      - {method: ANY, pathPrefix: /api/v2, filters: [{rewrite: {prefix: /}}]}
      - {method: ANY, path: "/old/:id", filters: [{redirect: {path: "/new/:id", status: 308}}]}
  - name: broken
    cluster: gone
    phase: full
    routes:
      - {method: ANY, pathPrefix: /broken, filters: [{only: service, rewrite: {host: new.test, prefix: /new}}]}
`;

beforeAll(async () => {
  monolith = await recordingBackend('monolith');
  service = await recordingBackend('service');
  const config = parseProxyConfig(configuration(await closedPort()), { name: 'proxy.yaml', environment: {} });
  proxy = createProxy({ snapshot: compileSnapshot(config) });
  const [address] = await proxy.start();
  port = address?.port ?? 0;
});
afterEach(() => {
  monolith.requests.length = 0;
  service.requests.length = 0;
});
afterAll(async () => {
  await proxy.stop({ graceMs: 0 });
  await Promise.all([monolith.close(), service.close()]);
});

const ask = (line: string, ...lines: string[]) =>
  exchangeBytes(
    port,
    `${[`${line} HTTP/1.1`, 'Host: shop.test:81', 'Connection: close', ...lines].join('\r\n')}\r\n\r\n`,
  );

describe('filters', () => {
  it.each([
    ['/api/orders/7/items/a', '/v1/7/a'],
    ['/api/orders/a%20b%C3%A9/items/c%25/d/?x=/api', '/v1/a%20b%C3%A9/c%25/d/?x=/api'],
    ['/API/orders/$x=1/items/e', '/v1/$x=1/e'],
    ['/api/v2', '/'],
    ['/api/v2/', '/'],
    ['/api/v2?a', '/?a'],
    ['/Api/V2/Orders/B%2bB/', '/Orders/B%2bB/'],
  ])('ask the service for another path in the bytes of the client: %s', async (path, target) => {
    await ask(`GET ${path}`);
    expect(service.requests[0]?.url).toBe(target);
  });

  it('change headers on the side that they are for, whatever their case and number', async () => {
    const answer = await ask('GET /api/v2/a', 'x-from: client', 'X-FROM: client', 'x-secret: 1', 'X-Kept: 1');
    const { rawHeaders = [], headers } = service.requests[0] ?? {};
    expect(rawHeaders.filter((name) => name.toLowerCase() === 'x-from')).toHaveLength(1);
    expect(headers).toMatchObject({ 'x-from': 'banyan', 'x-kept': '1', 'x-forwarded-host': 'shop.test:81' });
    expect(headers).not.toHaveProperty('x-secret');
    expect(answer.match(/^cache-control: .*$/gim)).toEqual(['Cache-Control: no-store']);
  });

  it('of the service do not follow a request that falls back', async () => {
    await ask('GET /broken/a?b');
    expect(monolith.requests[0]).toMatchObject({ url: '/broken/a?b', headers: { host: 'shop.test:81' } });
  });

  it('send the client elsewhere without asking anybody', async () => {
    const answer = await ask('POST /old/a%20b?x=y', 'Content-Length: 2', '', 'ab').then((text) =>
      text.split('\r\n'),
    );
    expect(answer[0]).toBe('HTTP/1.1 308 Permanent Redirect');
    expect(answer).toContain('Location: http://shop.test:81/new/a%20b?x=y');
    expect([...service.requests, ...monolith.requests]).toEqual([]);
  });
});
