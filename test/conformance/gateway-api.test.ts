import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseProxyConfig } from '../../src/config/index.ts';
import { compileSnapshot, createProxy, type Proxy } from '../../src/proxy/index.ts';
import { filterTests } from './gateway-api/filters.ts';
import type { GatewayRow } from './gateway-api/gateway-test.ts';
import { hostTests } from './gateway-api/hosts.ts';
import { matchingTests } from './gateway-api/matching.ts';
import { redirectTests } from './gateway-api/redirects.ts';
import { proxyConfigOf } from './gateway-api/proxy-config-of.ts';

/** What was decided otherwise: HEAD is answered by the route of GET, as Express and its like do. */
const isDecidedOtherwise = ({ method }: GatewayRow) => method === 'HEAD';

const backends: Server[] = [];
let seen: { backend: number; request: IncomingMessage } | undefined;

/** Backend 0 is the monolith: it answers what no route takes. */
function startBackend(backend: number): Promise<number> {
  const server = createServer((request, response) => {
    seen = { backend, request };
    const answers = JSON.parse(String(request.headers['test-answers'] ?? '{}')) as Record<string, string>;
    for (const [name, value] of Object.entries(answers)) response.setHeader(name, value);
    response.writeHead(backend === 0 ? 404 : 200).end();
  });
  backends.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

let ports: [number, number, number, number];
beforeAll(async () => {
  ports = [await startBackend(0), await startBackend(1), await startBackend(2), await startBackend(3)];
});
afterAll(() => {
  for (const server of backends) server.close().closeAllConnections();
});

function ask(
  port: number,
  { method = 'GET', host = 'gateway.test', path, headers, answers, listener }: GatewayRow,
) {
  seen = undefined;
  return new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        setHost: false,
        headers: {
          host,
          ...headers,
          ...(answers && { 'test-answers': JSON.stringify(answers) }),
          ...(listener && { 'x-forwarded-proto': listener }),
        },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response));
      },
    );
    outgoing.on('error', reject).end();
  });
}

/** The values of a header, joined as the suite joins them; null without one. */
function valueOf(message: IncomingMessage | undefined, name: string): string | null {
  const values = message?.rawHeaders.filter(
    (_, index, all) => index % 2 === 1 && all[index - 1]?.toLowerCase() === name.toLowerCase(),
  );
  return values === undefined || values.length === 0 ? null : values.join(',');
}

describe.each([...matchingTests, ...hostTests, ...filterTests, ...redirectTests])(
  '$name',
  ({ routes, rows }) => {
    let proxy: Proxy;
    let port: number;
    beforeAll(async () => {
      const text = JSON.stringify(proxyConfigOf(routes, ports));
      const config = parseProxyConfig(text, { name: 'proxy.json', environment: {} });
      proxy = createProxy({ snapshot: compileSnapshot(config) });
      const [address] = await proxy.start();
      port = address?.port ?? 0;
    });
    afterAll(() => proxy.stop({ graceMs: 0 }));

    it.each(
      rows.map(
        (row) =>
          [
            `${row.method ?? 'GET'} ${row.host ?? ''}${row.path} ${JSON.stringify(row.headers ?? {})}`,
            row,
          ] as const,
      ),
    )('%s', async (_, row) => {
      const response = await ask(port, row);
      if (isDecidedOtherwise(row)) {
        expect(seen?.backend).toBe(2);
        return;
      }
      expect(response.statusCode).toBe(row.status ?? (row.backend === undefined ? 404 : 200));
      expect(seen?.backend).toBe(row.location === undefined ? (row.backend ?? 0) : undefined);
      if (row.received?.path !== undefined) expect(seen?.request.url).toBe(row.received.path);
      if (row.received?.host !== undefined) expect(seen?.request.headers.host).toBe(row.received.host);
      for (const [name, value] of Object.entries(row.received?.headers ?? {}))
        expect(valueOf(seen?.request, name), name).toBe(value);
      for (const [name, value] of Object.entries(row.response ?? {}))
        expect(valueOf(response, name), name).toBe(value);
      if (row.location !== undefined) {
        const url = new URL(response.headers.location ?? '', 'http://relative.test');
        const { scheme, host, port: toPort, path } = row.location;
        if (scheme !== undefined) expect(url.protocol).toBe(`${scheme}:`);
        if (toPort !== undefined) expect(url.port).toBe(toPort);
        expect(url.hostname).toBe(host ?? (row.host ?? 'gateway.test').split(':')[0]);
        expect(url.pathname).toBe(path ?? row.path);
      }
    });
  },
);
