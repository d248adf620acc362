import httpProxy from 'http-proxy';
import { afterEach, describe, expect, it } from 'vitest';
import { createProxy } from '../../../src/proxy/index.ts';
import { closedPort, rawBackend } from '../../support/proxy/raw-backend.ts';
import { ask, exchangeBytes } from '../../support/proxy/raw-client.ts';
import { recordingBackend } from '../../support/proxy/recording-backend.ts';
import { snapshotOf } from '../../support/proxy/start-proxy.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function between(service: number) {
  const monolith = await recordingBackend('monolith');
  closing.push(() => monolith.close());
  const timeouts = { firstByteMs: 200, idleMs: 200, connectMs: 500 };
  const snapshot = snapshotOf({
    monolith: { ports: [monolith.port] },
    service: { ports: [service], timeouts },
  });
  const proxy = createProxy({ snapshot, httpProxy });
  const [address] = await proxy.start();
  closing.push(() => proxy.stop({ graceMs: 0 }));
  return { port: address?.port ?? 0, monolith };
}

describe('http-proxy behind our own rules', () => {
  it('carries requests and bodies, with clean headers, and survives a Trailer field', async () => {
    const service = await recordingBackend('service');
    closing.push(() => service.close());
    const { port } = await between(service.port);
    expect((await ask(port, 'GET', '/new/a?x=//y', ['Trailer: x', 'X-Kept: 1'])).body).toBe('service');
    expect((await ask(port, 'POST', '/new/b', ['Keep-Alive: timeout=5'], 'a body')).body).toBe('service');
    const [first, second] = service.requests;
    expect(first).toMatchObject({ url: '/new/a?x=//y', headers: { 'x-kept': '1' } });
    expect(first?.headers).not.toHaveProperty('trailer');
    expect(second).toMatchObject({ method: 'POST', body: 'a body' });
    expect(second?.headers).not.toHaveProperty('keep-alive');
  });

  it('keeps the framing of a chunked DELETE, which it would turn into two requests', async () => {
    const service = await recordingBackend('service');
    closing.push(() => service.close());
    const { port } = await between(service.port);
    const hidden = 'GET /internal HTTP/1.1\r\nHost: a\r\n\r\n';
    const chunk = `${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`;
    await exchangeBytes(
      port,
      `DELETE /new/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunk}`,
    );
    expect(service.requests.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['DELETE', '/new/a', hidden],
    ]);
    expect(service.garbage).toEqual([]);
  });

  it('falls back by the same proofs', async () => {
    const refused = await between(await closedPort());
    expect((await ask(refused.port, 'POST', '/new/a', [], 'x')).body).toBe('monolith');
    const reset = await rawBackend((socket) => socket.resetAndDestroy());
    closing.push(() => reset.close());
    const { port, monolith } = await between(reset.port);
    expect((await ask(port, 'POST', '/new/a', [], 'x')).status).toBe(502);
    expect((await ask(port, 'GET', '/new/a')).body).toBe('monolith');
    expect(monolith.requests.map(({ method }) => method)).toEqual(['GET']);
    const silent = await rawBackend(() => {});
    closing.push(() => silent.close());
    const slow = await between(silent.port);
    expect((await ask(slow.port, 'POST', '/new/a', [], 'x')).status).toBe(504);
  });
});
