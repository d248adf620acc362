import { afterEach, describe, expect, it } from 'vitest';
import { closedPort, rawBackend, type RawBackend } from '../../support/proxy/raw-backend.ts';
import { ask } from '../../support/proxy/raw-client.ts';
import { startProxy, type ClusterInput, type RunningProxy } from '../../support/proxy/start-proxy.ts';

/**
 * What nginx asks of itself in proxy_non_idempotent, proxy_next_upstream and proxy_next_upstream_tries, in our words: several servers of one cluster, here the
 * monolith, so that nobody else may be asked.
 */
const closing: { close?(): Promise<void>; stop?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await (one.stop?.() ?? one.close?.());
});

type Behaviour = 'ok' | 'closes' | 'hangs' | `${number}`;

async function server(behaviour: Behaviour): Promise<RawBackend> {
  const backend = await rawBackend((socket) => {
    if (behaviour === 'closes') socket.end();
    else if (behaviour !== 'hangs')
      socket.write(
        `HTTP/1.1 ${behaviour === 'ok' ? '200 OK' : `${behaviour} No`}\r\nContent-Length: 0\r\n\r\n`,
      );
  });
  closing.push(backend);
  return backend;
}

async function upstream(
  behaviours: readonly Behaviour[],
  input: Partial<ClusterInput> = {},
): Promise<{ proxy: RunningProxy; tries(): number; each(): number[]; ask(method: string): Promise<number> }> {
  const servers = await Promise.all(behaviours.map(server));
  const proxy = await startProxy({
    monolith: {
      ports: servers.map(({ port }) => port),
      timeouts: { firstByteMs: 60 },
      retry: { attempts: behaviours.length - 1 },
      ...input,
    },
  });
  closing.push(proxy);
  return {
    proxy,
    each: () => servers.map(({ sockets }) => sockets.length),
    tries: () => servers.reduce((sum, { sockets }) => sum + sockets.length, 0),
    ask: async (method) =>
      (await ask(proxy.port, method, '/a', [], method === 'POST' ? 'x' : undefined)).status,
  };
}

const FAILING = ['closes', 'hangs', '502', '503', '504'] as const;

describe('the next server of a cluster', () => {
  it.each(FAILING)('is asked by GET, HEAD and OPTIONS when one %s', async (behaviour) => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const one = await upstream([behaviour, 'ok']);
      expect(await one.ask(method)).toBe(200);
      expect(one.tries()).toBe(2);
    }
  });

  it.each(FAILING)('is not asked by POST, PATCH, LOCK, PUT and DELETE when one %s', async (behaviour) => {
    for (const method of ['POST', 'PATCH', 'LOCK', 'PUT', 'DELETE']) {
      const one = await upstream([behaviour, 'ok']);
      expect(await one.ask(method)).toBeGreaterThanOrEqual(502);
      expect(one.tries()).toBe(1);
    }
  });

  it.each(['GET', 'POST', 'LOCK', 'DELETE'])(
    'is asked by %s when nothing was sent to the first',
    async (method) => {
      const good = await server('ok');
      const proxy = await startProxy({ monolith: { ports: [await closedPort(), good.port] } });
      closing.push(proxy);
      expect((await ask(proxy.port, method, '/a', [], 'x')).status).toBe(200);
      expect(good.sockets).toHaveLength(1);
    },
  );

  it.each(['404', '403', '429', '500'] as const)('is not asked after an answer of %s', async (status) => {
    const one = await upstream([status, 'ok']);
    expect(await one.ask('GET')).toBe(Number(status));
    expect(one.tries()).toBe(1);
  });

  it('gives its own answer when all have failed once', async () => {
    const one = await upstream(['closes', '503', '503']);
    expect(await one.ask('GET')).toBe(503);
    expect(one.each()).toEqual([1, 1, 1]);
  });

  it('is asked no more often than it is allowed', async () => {
    for (const attempts of [0, 1, 2]) {
      const one = await upstream(['502', '502', '502', '502'], { retry: { attempts } });
      expect(await one.ask('GET')).toBe(502);
      expect(one.tries()).toBe(1 + attempts);
    }
  });

  it('is not asked once the response has begun', async () => {
    const broken = await rawBackend((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', () => socket.destroy());
    });
    const good = await server('ok');
    const proxy = await startProxy({ monolith: { ports: [broken.port, good.port] } });
    closing.push(broken, proxy);
    await expect(ask(proxy.port, 'GET', '/a')).rejects.toThrow('connection closed');
    expect(good.sockets).toHaveLength(0);
  });

  it('takes the place of one that failed for the requests that follow', async () => {
    const passive = {
      consecutiveFailures: 1,
      failurePercent: 100,
      minimumRequests: 1000,
      windowMs: 10_000,
      ejectionMs: 60_000,
      maxEjectionMs: 60_000,
    };
    const one = await upstream(['closes', 'ok'], { health: { passive } });
    for (let count = 0; count < 5; count++) expect(await one.ask('GET')).toBe(200);
    expect(one.tries()).toBeLessThanOrEqual(6);
    expect(await one.ask('POST')).toBe(200);
  });
});
