import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { acceptedSocket } from '../../support/proxy/accepted-socket.ts';
import { rawBackend } from '../../support/proxy/raw-backend.ts';
import { rawClient } from '../../support/proxy/raw-client.ts';
import { startProxy } from '../../support/proxy/start-proxy.ts';

const closing: { close?(): Promise<void>; stop?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await (one.stop?.() ?? one.close?.());
});

/** A clock that stands still until it is told to go on. */
function handClock() {
  let nowMs = 1000;
  let reads = 0;
  return {
    monotonicMs: () => (reads++, nowMs),
    epochMs: () => nowMs,
    /** Resolves once every deadline has been compared with the new time. */
    advance: async (ms: number) => {
      nowMs += ms;
      const before = reads;
      await expect.poll(() => reads).toBeGreaterThan(before + 2);
    },
  };
}

/** A client that does not read, and the proxy's socket towards it. */
async function silentReader(onHead: Parameters<typeof rawBackend>[0]) {
  const clock = handClock();
  const backend = await rawBackend(onHead);
  const proxy = await startProxy({ monolith: { ports: [backend.port] }, clock });
  closing.push(backend, proxy);
  const accepted = acceptedSocket(proxy.port);
  const client = rawClient(proxy.port);
  client.socket.pause();
  return { clock, backend, proxy, client, socket: await accepted };
}

/** Sends small pieces, one at a time, until the kernel takes no more for the client. */
async function fill(from: Socket, to: Socket): Promise<number> {
  const piece = Buffer.alloc(8000, 'x');
  let sent = 0;
  while (to.writableLength === 0) {
    const before = to.bytesWritten;
    from.write(piece);
    sent += piece.length;
    while (to.bytesWritten === before) await new Promise(setImmediate);
  }
  return sent;
}

describe('pipelined requests whose answers nobody reads', () => {
  it('are executed only as far as the client takes the answers', async () => {
    const total = 400;
    let heads = 0;
    const answer = `HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n${'x'.repeat(60_000)}`;
    const { client } = await silentReader((backend) => {
      heads++;
      backend.write(answer);
    });
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(total));
    let before = -1;
    await expect
      .poll(
        () => {
          const isStalled = heads > 0 && heads === before;
          before = heads;
          return isStalled;
        },
        { interval: 200, timeout: 10_000 },
      )
      .toBe(true);
    expect(heads).toBeLessThan(total * 0.75);
    client.socket.removeAllListeners('data');
    let received = 0;
    client.socket.on('data', (text: string) => (received += text.length));
    client.socket.resume();
    await expect.poll(() => received, { timeout: 10_000 }).toBeGreaterThanOrEqual(total * answer.length);
    client.socket.destroy();
  });
});

describe('a response that ends its connection, with bytes that the client has not taken', () => {
  async function unread() {
    const heads: Socket[] = [];
    const reader = await silentReader((backend) => heads.push(backend));
    reader.client.send('GET / HTTP/1.0\r\n\r\n');
    await expect.poll(() => heads.length).toBe(1);
    const [backend] = heads as [Socket];
    backend.write('HTTP/1.1 200 OK\r\n\r\n');
    const sent = await fill(backend, reader.socket);
    backend.end('the end');
    await expect.poll(() => reader.proxy.lines().length).toBe(1);
    return { ...reader, sent };
  }

  it('arrives whole, however long the client pauses within the write timeout', async () => {
    const { client, clock, sent } = await unread();
    await clock.advance(100_000);
    client.socket.resume();
    const { received, isReset } = await client.closed();
    expect(isReset).toBe(false);
    expect(received.length - received.indexOf('\r\n\r\n') - 4).toBe(sent + 'the end'.length);
  });

  it('is waited for by a stop', async () => {
    const { client, proxy } = await unread();
    const stopped = proxy.proxy.stop({ graceMs: 20_000 });
    client.socket.resume();
    expect((await client.closed()).received.endsWith('the end')).toBe(true);
    expect(await stopped).toMatchObject({ finished: 1, cut: 0 });
  });

  it('is reset, never ended in good order, once the client has taken nothing for too long', async () => {
    const { client, clock, socket } = await unread();
    const closed = once(socket, 'close');
    const reset = vi.spyOn(socket, 'resetAndDestroy');
    await clock.advance(1_000_000);
    await closed;
    // Not every kernel tells a client that reads nothing of the reset.
    expect(reset).toHaveBeenCalled();
    client.socket.destroy();
  });
});

describe('a tunnel', () => {
  const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
  const ACCEPT = createHash('sha1').update(`${KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const handshake = `GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`;
  const accept = `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${ACCEPT}\r\n\r\n`;

  it('may be silent for ever after its client was slow for a moment', async () => {
    const { client, clock, backend, socket } = await silentReader((one) => one.write(accept));
    client.send(handshake);
    await expect.poll(() => socket.bytesWritten).toBeGreaterThan(0);
    const [upstream] = backend.sockets as [Socket];
    await fill(upstream, socket);
    client.socket.resume();
    await expect.poll(() => socket.writableLength).toBe(0);
    await clock.advance(1_000_000);
    upstream.write('late');
    await client.until((received) => received.endsWith('late'));
    client.socket.destroy();
  });

  it.each([17_000, 40_000, 300_000])('passes on %i early bytes in their order', async (size) => {
    const early = Array.from({ length: size / 10 }, (_, index) => String(index).padStart(10, '.')).join('');
    const heads: Socket[] = [];
    const { client, backend } = await silentReader((one) => heads.push(one));
    client.send(handshake);
    await expect.poll(() => heads.length).toBe(1);
    for (let at = 0; at < early.length; at += 9000) {
      client.send(early.slice(at, at + 9000));
      await new Promise(setImmediate);
    }
    heads[0]?.write(accept);
    await expect.poll(() => backend.received[0]?.endsWith(early)).toBe(true);
    client.socket.destroy();
  });
});
