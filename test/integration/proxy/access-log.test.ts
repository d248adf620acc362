import { afterEach, describe, expect, it } from 'vitest';
import { closedPort } from '../../support/proxy/raw-backend.ts';
import { ask, exchangeBytes } from '../../support/proxy/raw-client.ts';
import { recordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy } from '../../support/proxy/start-proxy.ts';

const closing: { close?(): Promise<void>; stop?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await (one.stop?.() ?? one.close?.());
});

async function withService(port: number | undefined) {
  const monolith = await recordingBackend('monolith');
  const service = port === undefined ? undefined : { ports: [port] };
  const proxy = await startProxy({
    monolith: { ports: [monolith.port] },
    ...(service === undefined ? {} : { service }),
  });
  closing.push(monolith, proxy);
  return proxy;
}

describe('the access log', () => {
  it('has one line per exchange, with every attempt and the proof of the fallback', async () => {
    const proxy = await withService(await closedPort());
    await ask(proxy.port, 'POST', '/new/orders', [], 'secret-body');
    await proxy.stop();
    expect(proxy.lines()).toEqual([
      {
        level: 30,
        msg: 'exchange',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
        id: expect.stringMatching(/^[0-9a-f]{12}-1$/) as string,
        client: '127.0.0.1',
        method: 'POST',
        path: '/new/orders',
        status: 200,
        durationMs: expect.any(Number) as number,
        receivedBytes: 11,
        sentBytes: expect.any(Number) as number,
        routeSet: 'new',
        template: '/new/*',
        side: 'service',
        why: 'phase-full',
        fallback: { action: 'fallback', proof: 'nothing sent' },
        attempts: [
          expect.objectContaining({ cluster: 'service', outcome: 'connect/target/refused', sentBytes: 0 }),
          expect.objectContaining({ cluster: 'monolith', outcome: 'answered', status: 200 }),
        ] as unknown,
      },
    ]);
  });

  it('never holds queries, header values or bodies', async () => {
    const proxy = await withService(undefined);
    await ask(proxy.port, 'POST', '/pay?token=s3cret', ['Authorization: s3cret', 'Cookie: s3cret'], 's3cret');
    await exchangeBytes(proxy.port, 'GET /s3cret\\ HTTP/1.1\r\nHost: a\r\n\r\n');
    await exchangeBytes(proxy.port, 's3cret\r\n\r\n');
    await proxy.stop();
    expect(proxy.lines()).toHaveLength(3);
    expect(JSON.stringify(proxy.lines())).not.toContain('s3cret');
  });

  it('says why a message was refused, by a fixed label', async () => {
    const proxy = await withService(undefined);
    await exchangeBytes(proxy.port, 'GET / HTTP/1.1\r\nHost: a\r\nX: \x1b[2J\r\n\r\n');
    await exchangeBytes(proxy.port, 'GET //x HTTP/1.1\r\nHost: a\r\n\r\n');
    await proxy.stop();
    expect(proxy.lines()).toMatchObject([
      { status: 400, refused: 'control-character' },
      { status: 400, refused: 'empty-segment' },
    ]);
  });
});
