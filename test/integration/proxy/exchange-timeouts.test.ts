import { afterEach, describe, expect, it } from 'vitest';
import { rawBackend } from '../../support/proxy/raw-backend.ts';
import { ask, rawClient } from '../../support/proxy/raw-client.ts';
import { recordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type ProxyInput, type RunningProxy } from '../../support/proxy/start-proxy.ts';

const closing: { close?(): Promise<void>; stop?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await (one.stop?.() ?? one.close?.());
});

async function between(
  onHead: Parameters<typeof rawBackend>[0],
  totalMs: number,
  input: Partial<ProxyInput> = {},
): Promise<RunningProxy> {
  const monolith = await recordingBackend('monolith');
  const service = await rawBackend(onHead);
  const proxy = await startProxy({
    monolith: { ports: [monolith.port] },
    service: { ports: [service.port] },
    exchangeTimeouts: { totalMs, attemptMs: Infinity, includesUpload: false },
    ...input,
  });
  closing.push(monolith, service, proxy);
  return proxy;
}

describe('the time that an exchange has', () => {
  it('is divided: a safe request that hangs is answered by the monolith in time', async () => {
    const proxy = await between(() => {}, 600);
    expect((await ask(proxy.port, 'GET', '/new/a')).body).toBe('monolith');
    await proxy.stop();
    const [line] = proxy.lines();
    expect(line).toMatchObject({
      attempts: [{ outcome: 'request/target/deadline' }, { outcome: 'answered' }],
    });
    expect(Number(line?.['durationMs'])).toBeLessThan(700);
  });

  it('is all for a write that must not be repeated', async () => {
    const proxy = await between(
      (socket) => setTimeout(() => socket.write('HTTP/1.1 204 Done\r\n\r\n'), 400),
      600,
    );
    expect((await ask(proxy.port, 'POST', '/new/a', [], 'x')).status).toBe(204);
  });

  it('ends a write that hangs with 504', async () => {
    const proxy = await between(() => {}, 100);
    expect((await ask(proxy.port, 'POST', '/new/a', [], 'x')).status).toBe(504);
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({ attempts: [{ outcome: 'request/target/deadline' }] });
  });

  it('cuts a response that does not end', async () => {
    const proxy = await between((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n');
    }, 100);
    const client = rawClient(proxy.port);
    client.send('POST /new/a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n');
    expect((await client.closed()).received).toMatch(/^HTTP\/1\.1 200 [^]*x\r\n$/);
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({ cut: true, attempts: [{ outcome: 'response/proxy/deadline' }] });
  });

  it('does not count while an upload arrives', async () => {
    const proxy = await between((socket, head) => {
      let seen = 0;
      socket.on('data', (chunk) => {
        seen += String(chunk).split('y').length - 1;
        if (seen === 5 && head !== '') socket.write('HTTP/1.1 204 Done\r\n\r\n');
      });
    }, 100);
    const client = rawClient(proxy.port);
    client.send('POST /new/a HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nx');
    for (let sent = 0; sent < 5; sent++) {
      await new Promise((resolve) => {
        setTimeout(resolve, 60);
      });
      client.send('y');
    }
    expect((await client.response()).status).toBe(204);
    client.socket.destroy();
  });

  it('counts uploads where that is declared', async () => {
    const proxy = await between(() => {}, 100, {
      exchangeTimeouts: { totalMs: 100, attemptMs: Infinity, includesUpload: true },
    });
    const client = rawClient(proxy.port);
    client.send('POST /new/a HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nx');
    expect((await client.response()).status).toBe(504);
    client.socket.destroy();
  });

  it('never ends a stream of events', async () => {
    const proxy = await between((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n');
      setTimeout(() => socket.end('data: 2\n\n'), 300);
    }, 100);
    const client = rawClient(proxy.port);
    client.send('GET /new/a HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.until((received) => received.includes('data: 2'));
    client.socket.destroy();
  });

  it('counts while an exchange waits its turn', async () => {
    const concurrency = {
      maxConcurrent: 1,
      maxPerDestination: Infinity,
      fallbackPercent: 50,
      queueDepth: 9,
      queueMs: 60_000,
    };
    let asked = 0;
    const service = await rawBackend(() => asked++);
    const proxy = await startProxy({
      monolith: { ports: [service.port] },
      service: { ports: [service.port], concurrency },
      hasFallback: false,
      exchangeTimeouts: { totalMs: 150, attemptMs: Infinity, includesUpload: false },
    });
    closing.push(service, proxy);
    const both = [ask(proxy.port, 'GET', '/new/a'), ask(proxy.port, 'GET', '/new/b')];
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([504, 504]);
    await proxy.stop();
    expect(proxy.clusters()[1]).toMatchObject({ inFlight: 0, waiting: 0 });
  });

  it('lets no retry begin that could not end', async () => {
    const retry = { attempts: 3, backoffMs: 10_000, maxBackoffMs: 10_000 };
    const refusing = await rawBackend((socket) => socket.resetAndDestroy());
    const proxy = await startProxy({
      monolith: { ports: [refusing.port] },
      service: { ports: [refusing.port, refusing.port], retry },
      hasFallback: false,
      random: () => 0.9,
      exchangeTimeouts: { totalMs: 100, attemptMs: Infinity, includesUpload: false },
    });
    closing.push(refusing, proxy);
    expect((await ask(proxy.port, 'GET', '/new/a')).status).toBe(502);
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({ fallback: { denied: 'deadline' } });
  });
});
