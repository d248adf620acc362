import { once } from 'node:events';
import type { ClientHttp2Session } from 'node:http2';
import { afterEach, describe, expect, it } from 'vitest';
import {
  END_HEADERS,
  END_STREAM,
  frame,
  frameClient,
  frameType,
  headerBlock,
  requestFields,
} from '../../support/proxy/http2-frames.ts';
import { askHttp2, collected, http2Session } from '../../support/proxy/http2-client.ts';
import { closedPort, rawBackend } from '../../support/proxy/raw-backend.ts';
import { recordingBackend, type Answer } from '../../support/proxy/recording-backend.ts';
import { startProxy, type ProxyInput } from '../../support/proxy/start-proxy.ts';

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function backend(name = 'monolith', answer?: Answer) {
  const started = await recordingBackend(name, answer);
  open.push(() => started.close());
  return started;
}

async function proxyWith(input: ProxyInput) {
  const proxy = await startProxy({ http2: true, ...input });
  open.push(() => proxy.stop());
  return proxy;
}

async function session(port: number): Promise<ClientHttp2Session> {
  const started = await http2Session(port);
  open.push(() => started.destroy());
  return started;
}

async function front(answer?: Answer, more: Partial<ProxyInput> = {}) {
  const monolith = await backend('monolith', answer);
  const proxy = await proxyWith({ monolith: { ports: [monolith.port] }, ...more });
  return { monolith, proxy, client: await session(proxy.port) };
}

describe('a client of HTTP/2 that leaves', () => {
  it('takes its attempt with it at once, and nothing else', async () => {
    const arrived = new AbortController();
    let left: () => void = () => {};
    const backendSawIt = new Promise<void>((resolve) => (left = resolve));
    const slow = await rawBackend((socket, head) => {
      if (head.startsWith('GET /slow')) {
        socket.on('end', left).on('close', left);
        arrived.abort();
      } else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi');
    });
    open.push(() => slow.close());
    const proxy = await proxyWith({ monolith: { ports: [slow.port] } });
    const client = await session(proxy.port);
    const stream = client.request({ ':path': '/slow', ':authority': 'a' });
    stream.on('error', () => {});
    await once(arrived.signal, 'abort');
    stream.close(8);
    await backendSawIt;
    expect((await askHttp2(client, { ':path': '/' })).body).toBe('hi');
    await proxy.stop();
    expect(proxy.lines()).toMatchObject([
      { status: 499, attempts: [{ outcome: 'request/client/cancelled' }] },
      { status: 200 },
    ]);
  });

  it.each([8, 0])('in the middle of a body (code %i) never completes it', async (code) => {
    const seen = await backend();
    const proxy = await proxyWith({ monolith: { ports: [seen.port] } });
    const client = frameClient(proxy.port);
    open.push(() => void client.socket.destroy());
    const reset = Buffer.from([0, 0, 0, code]);
    for (let turn = 0; turn < 40; turn++) {
      const stream = 1 + 2 * turn;
      const fields = headerBlock(requestFields('/', 'POST'));
      client.send(
        frame(frameType.headers, END_HEADERS, stream, fields),
        frame(frameType.data, 0, stream, 'half of it'),
      );
      // Together with the head, shortly behind it, and once the attempt has its connection.
      if (turn % 2 === 1) await new Promise((resolve) => setTimeout(resolve, turn));
      client.send(frame(frameType.resetStream, 0, stream, reset));
    }
    client.send(frame(frameType.ping, 0, 0, '12345678'));
    await client.until(({ type }) => type === frameType.ping);
    await proxy.stop();
    expect(seen.requests).toEqual([]);
    expect(proxy.lines()).toHaveLength(40);
  });

  it('without a word, by closing its sending side, takes its attempts with it', async () => {
    const arrived = new AbortController();
    const left = new AbortController();
    const silent = await rawBackend((socket) => {
      socket.on('end', () => left.abort());
      arrived.abort();
    });
    open.push(() => silent.close());
    const proxy = await proxyWith({ monolith: { ports: [silent.port] } });
    const client = frameClient(proxy.port);
    client.send(frame(frameType.headers, END_HEADERS + END_STREAM, 1, headerBlock(requestFields())));
    await once(arrived.signal, 'abort');
    client.socket.end();
    await Promise.all([client.closed(), once(left.signal, 'abort')]);
  });

  it('is dropped when it takes nothing of its response', async () => {
    const { proxy, client } = await front((_, response) => response.end(Buffer.alloc(3_000_000)), {
      clientTimeouts: { writeIdleMs: 100 },
    });
    const stream = client.request({ ':path': '/', ':authority': 'a' });
    stream.on('error', () => {});
    await once(stream, 'response');
    await new Promise((resolve) => stream.on('close', resolve));
    await proxy.stop();
    expect(proxy.lines()).toMatchObject([{ cut: true, attempts: [{ outcome: 'response/client/timeout' }] }]);
  });

  it('is told when its body does not come', async () => {
    const { client } = await front(undefined, { clientTimeouts: { bodyIdleMs: 100 } });
    const stream = client.request(
      { ':path': '/', ':method': 'POST', ':authority': 'a' },
      { endStream: false },
    );
    expect((await collected(stream)).status).toBe(408);
  });
});

describe('sessions of HTTP/2', () => {
  it('fall back by the same proofs', async () => {
    const monolith = await backend();
    const proxy = await proxyWith({
      monolith: { ports: [monolith.port] },
      service: { ports: [await closedPort()] },
    });
    const client = await session(proxy.port);
    const response = await askHttp2(client, { ':path': '/new/a', ':method': 'POST' }, 'write');
    expect(response).toMatchObject({ status: 200, body: 'monolith' });
    expect(monolith.requests[0]?.body).toBe('write');
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({ fallback: { action: 'fallback', proof: 'nothing sent' } });
  });

  it('finish what runs when the proxy stops, and take nothing more', async () => {
    const arrived = new AbortController();
    let release: () => void = () => {};
    const { proxy, client } = await front((_, response) => {
      release = () => response.end('whole');
      arrived.abort();
    });
    const running = askHttp2(client, { ':path': '/' });
    await once(arrived.signal, 'abort');
    const stopped = proxy.proxy.stop({ graceMs: 10_000 });
    await once(client, 'goaway');
    release();
    expect(await running).toMatchObject({ body: 'whole', isWhole: true });
    expect(await stopped).toEqual({ finished: 1, cut: 0 });
  });

  it('are cut when the grace is over', async () => {
    const arrived = new AbortController();
    const { proxy, client } = await front(() => arrived.abort());
    const running = askHttp2(client, { ':path': '/' });
    await once(arrived.signal, 'abort');
    expect(await proxy.proxy.stop({ graceMs: 50 })).toEqual({ finished: 0, cut: 1 });
    expect((await running).isWhole).toBe(false);
  });

  it('end when nobody asks for anything', async () => {
    const { client } = await front(undefined, { clientTimeouts: { keepAliveMs: 100 } });
    await once(client, 'close');
  });
});
