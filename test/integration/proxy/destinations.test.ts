import { afterEach, describe, expect, it } from 'vitest';
import { rawBackend } from '../../support/proxy/raw-backend.ts';
import { ask } from '../../support/proxy/raw-client.ts';
import { recordingBackend, type RecordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type ProxyInput, type RunningProxy } from '../../support/proxy/start-proxy.ts';

const closing: { close?(): Promise<void>; stop?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await (one.stop?.() ?? one.close?.());
});

async function running(input: ProxyInput): Promise<RunningProxy> {
  const proxy = await startProxy(input);
  closing.push(proxy);
  return proxy;
}

async function monolithThat(answer?: Parameters<typeof recordingBackend>[1]): Promise<RecordingBackend> {
  const monolith = await recordingBackend('monolith', answer);
  closing.push(monolith);
  return monolith;
}

async function failing(status: string, count = Infinity): Promise<{ port: number; seen: () => number }> {
  let seen = 0;
  const service = await rawBackend((socket) => {
    if (seen++ >= count) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nservice');
    else if (status === 'reset') socket.resetAndDestroy();
    else socket.write(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
  });
  closing.push(service);
  return { port: service.port, seen: () => seen };
}

describe('several destinations', () => {
  const passive = {
    consecutiveFailures: 2,
    failurePercent: 100,
    minimumRequests: 1000,
    windowMs: 10_000,
    ejectionMs: 60_000,
    maxEjectionMs: 60_000,
  };

  it('are asked no more where they fail, and no client notices', async () => {
    const good = await monolithThat();
    const bad = await failing('reset');
    const proxy = await running({ monolith: { ports: [bad.port, good.port], health: { passive } } });
    for (let count = 0; count < 12; count++) expect((await ask(proxy.port, 'GET', '/a')).status).toBe(200);
    expect(bad.seen()).toBe(2);
    expect(proxy.clusters()[0]?.destinations).toMatchObject([
      { state: 'ejected', ejections: 1 },
      { state: 'fit', ejections: 0 },
    ]);
  });

  it('are spared for as long as they ask', async () => {
    const good = await monolithThat();
    let seen = 0;
    const tired = await rawBackend((socket) => {
      seen++;
      socket.write('HTTP/1.1 503 Busy\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n');
    });
    closing.push(tired);
    const proxy = await running({ monolith: { ports: [tired.port, good.port] } });
    for (let count = 0; count < 6; count++) expect((await ask(proxy.port, 'GET', '/a')).status).toBe(200);
    expect(seen).toBe(1);
    expect(proxy.clusters()[0]?.destinations[0]).toMatchObject({ state: 'resting' });
  });

  it('are chosen by what identifies the client', async () => {
    const backends = await Promise.all([monolithThat(), monolithThat(), monolithThat()]);
    const ports = backends.map(({ port }) => port);
    const balancing = { kind: 'consistent-hash', by: [{ cookie: 'sid' }] } as const;
    const proxy = await running({ monolith: { ports, balancing } });
    for (let count = 0; count < 24; count++)
      await ask(proxy.port, 'GET', `/${count % 8}`, [`Cookie: sid=user-${count % 8}`]);
    const homes = backends.map(({ requests }) => new Set(requests.map(({ url }) => url)));
    expect(homes.reduce((sum, { size }) => sum + size, 0)).toBe(8);
    expect(Math.max(...homes.map(({ size }) => size))).toBeLessThan(8);
  });
});

describe('health checks', () => {
  const active = {
    path: '/healthz?deep',
    intervalMs: 20,
    timeoutMs: 500,
    unhealthyThreshold: 2,
    healthyThreshold: 2,
    minStatus: 200,
    maxStatus: 299,
    startupGraceMs: 1,
  };

  it('leave a destination out until it is well again, without a request that fails', async () => {
    let isWell = true;
    const one = await monolithThat(({ url }, response) => {
      response.statusCode = url.startsWith('/healthz') && !isWell ? 500 : 200;
      response.end('one');
    });
    const two = await monolithThat();
    const proxy = await running({
      monolith: { ports: [one.port, two.port], health: { active, panicPercent: 0 } },
    });
    await expect.poll(() => one.requests.length).toBeGreaterThan(2);
    expect(one.requests[0]).toMatchObject({
      method: 'GET',
      url: '/healthz?deep',
      headers: { host: `127.0.0.1:${one.port}`, connection: 'close', 'user-agent': 'banyan-health-check' },
    });
    isWell = false;
    await expect.poll(() => proxy.clusters()[0]?.destinations[0]?.state).toBe('failing');
    for (let count = 0; count < 4; count++)
      expect((await ask(proxy.port, 'GET', '/a')).body).toBe('monolith');
    isWell = true;
    await expect.poll(() => proxy.clusters()[0]?.destinations[0]?.state).toBe('fit');
    const bodies = [await ask(proxy.port, 'GET', '/a'), await ask(proxy.port, 'GET', '/a')];
    expect(bodies.map(({ body }) => body).sort()).toEqual(['monolith', 'one']);
  });

  it('fail on a destination that hangs or talks garbage', async () => {
    const [silent, odd] = [
      await rawBackend(() => {}),
      await rawBackend((socket) => socket.end('what?\r\n\r\n')),
    ];
    closing.push(silent, odd);
    const proxy = await running({
      monolith: { ports: [silent.port, odd.port], health: { active: { ...active, timeoutMs: 30 } } },
    });
    await expect
      .poll(() => proxy.clusters()[0])
      .toMatchObject({ isPanicking: true, destinations: [{ state: 'failing' }, { state: 'failing' }] });
  });

  it('end with the proxy and with the configuration that asks for them', async () => {
    const backend = await monolithThat();
    const input = { monolith: { ports: [backend.port], health: { active } } };
    const proxy = await running(input);
    await expect.poll(() => backend.requests.length).toBeGreaterThan(1);
    proxy.swap({ monolith: { ports: [backend.port] } });
    const before = backend.requests.length;
    await ask(proxy.port, 'GET', '/a');
    await ask(proxy.port, 'GET', '/b');
    expect(backend.requests.length - before).toBeLessThanOrEqual(3);
    proxy.swap(input);
    await expect.poll(() => backend.requests.length).toBeGreaterThan(before + 4);
    await proxy.stop();
  });
});
