import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseProxyConfig } from '../../../src/config/index.ts';
import { compileSnapshot, createProxy, type Proxy } from '../../../src/proxy/index.ts';
import { exchangeBytes } from '../../support/proxy/raw-client.ts';
import { recordingBackend, type RecordingBackend } from '../../support/proxy/recording-backend.ts';

let monolith: RecordingBackend;
let service: RecordingBackend;
const running = new Map<string, { readonly proxy: Proxy; readonly port: number }>();

const policies = [
  '',
  'pathParameters: text',
  'pathParameters: refuse',
  'methodOverride: follow',
  'methodOverride: strip',
  'methodOverride: refuse',
  'ambiguousPaths: normalise',
  'encodedSlashes: data',
];

beforeAll(async () => {
  monolith = await recordingBackend('monolith');
  service = await recordingBackend('service');
  for (const policy of policies) {
    const text = `version: banyan/v1
listen: {port: 0}
clusters:
  monolith: {destinations: [{address: "http://127.0.0.1:${monolith.port}"}]}
  orders: {destinations: [{address: "http://127.0.0.1:${service.port}"}]}
routeMatching: {${policy}}
routeSets:
  - name: orders
    cluster: orders
    phase: full
    routes:
      - {method: GET, path: "/orders/:id"}
      - {method: DELETE, path: "/orders/:id"}
      - {method: PUT, path: "/orders/:id"}
      - {method: ANY, pathPrefix: /all}
`;
    const config = parseProxyConfig(text, { name: 'proxy.yaml', environment: {} });
    const proxy = createProxy({ snapshot: compileSnapshot(config) });
    const [address] = await proxy.start();
    running.set(policy, { proxy, port: address?.port ?? 0 });
  }
});
afterAll(async () => {
  await Promise.all([...running.values()].map(({ proxy }) => proxy.stop({ graceMs: 0 })));
  await Promise.all([monolith.close(), service.close()]);
});

/** Who got it, as `service /target`; or the status of a refusal. */
async function outcome(policy: string, line: string, ...fields: string[]): Promise<string> {
  const { port = 0 } = running.get(policy) ?? {};
  monolith.requests.length = 0;
  service.requests.length = 0;
  const lines = [`${line} HTTP/1.1`, 'Host: a', 'Connection: close', ...fields, '', ''];
  const answer = await exchangeBytes(port, lines.join('\r\n'));
  if (service.requests.length > 0) return `service ${service.requests[0]?.url}`;
  return monolith.requests.length > 0 ? `monolith ${monolith.requests[0]?.url}` : answer.slice(9, 12);
}

describe('a path with parameters', () => {
  it.each([
    // What a server that cuts parameters off would read is on the same side.
    ['/orders/7;v=2', 'service /orders/7;v=2'],
    ['/all/a;b/c;d', 'service /all/a;b/c;d'],
    ['/other/a;b', 'monolith /other/a;b'],
    // It is on the other side.
    ['/orders;x/7', '400'],
    ['/orders/7;x/edit', '400'],
    ['/all;x', '400'],
    ['/;x/all', '400'],
    ['/x;/../all', '400'],
  ])('%s', async (path, expected) => {
    expect(await outcome('', `GET ${path}`)).toBe(expected);
  });

  it('is text, or is refused, where that is declared', async () => {
    expect(await outcome('pathParameters: text', 'GET /all;x')).toBe('monolith /all;x');
    expect(await outcome('pathParameters: refuse', 'GET /all/a;b')).toBe('400');
    expect(await outcome('pathParameters: refuse', 'GET /all/a?b;c')).toMatch(
      /(?:monolith|service) \/all\/a\?b;c/,
    );
  });
});

describe('a request that names another method', () => {
  const override = 'X-HTTP-Method-Override: DELETE';

  it.each([
    ['POST /all/7', override, 'service /all/7'],
    ['POST /other/7', override, 'monolith /other/7'],
    ['PUT /orders/7', override, 'service /orders/7'],
    ['DELETE /orders/7', override, 'service /orders/7'],
    ['POST /orders/7', 'X-HTTP-Method-Override: PATCH', 'monolith /orders/7'],
    ['POST /orders/7', override, '400'],
    ['POST /orders/7', 'x-http-method: delete', '400'],
    ['POST /orders/7', 'X-Method-Override: PATCH, DELETE', '400'],
    ['GET /orders/7', 'X-HTTP-Method-Override: POST', '400'],
    ['POST /orders/7?_method=delete', 'X-Other: 1', '400'],
    ['POST /orders/7?a=b&%5Fm%65thod=delete', 'X-Other: 1', '400'],
    ['POST /orders/7?_method=patch&_method=delete', 'X-Other: 1', '400'],
    ['POST /orders/7?x_method=delete&a=%20', 'X-Other: 1', 'monolith /orders/7?x_method=delete&a=%20'],
    ['POST /orders/7?_method=patch', 'X-Other: 1', 'monolith /orders/7?_method=patch'],
    ['POST /orders/7', 'X-HTTP-Method-Override: not a method', 'monolith /orders/7'],
  ])('%s with %s', async (line, field, expected) => {
    expect(await outcome('', line, field)).toBe(expected);
  });

  it('is routed by that method where that is declared, a POST alone', async () => {
    expect(await outcome('methodOverride: follow', 'POST /orders/7', override)).toBe('service /orders/7');
    expect(service.requests[0]).toMatchObject({
      method: 'POST',
      headers: { 'x-http-method-override': 'DELETE' },
    });
  });

  it.each([
    ['follow', 'GET /orders/7', 'X-HTTP-Method-Override: POST', '400'],
    ['follow', 'POST /orders/7?_method=put', override, '400'],
    ['refuse', 'POST /other/7', override, '400'],
    ['strip', 'POST /orders/7', override, 'monolith /orders/7'],
  ])('%s: %s with %s', async (policy, line, field, expected) => {
    expect(await outcome(`methodOverride: ${policy}`, line, field)).toBe(expected);
    expect(monolith.requests[0]?.headers ?? {}).not.toHaveProperty('x-http-method-override');
  });
});

describe('a path that is not canonical', () => {
  it('is routed and forwarded as it was normalised, where that is declared', async () => {
    expect(await outcome('ambiguousPaths: normalise', 'GET /x/..//%6frders/7?a=//')).toBe(
      'service /orders/7?a=//',
    );
    expect(await outcome('', 'GET /x/..//%6frders/7')).toBe('400');
  });

  it('keeps an escaped slash as data, where that is declared', async () => {
    expect(await outcome('encodedSlashes: data', 'GET /orders/a%2Fb')).toBe('service /orders/a%2Fb');
    expect(await outcome('', 'GET /orders/a%2Fb')).toBe('400');
  });
});
