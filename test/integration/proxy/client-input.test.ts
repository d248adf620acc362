import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ClientInput } from '../../../src/proxy/client-input.ts';
import { startProxy } from '../../support/proxy/start-proxy.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function accepting(onAccept: (socket: Socket) => void) {
  const server: Server = createServer({ allowHalfOpen: true }, onAccept).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, client: connect({ port, host: '127.0.0.1', allowHalfOpen: true }) };
}

describe('the input of a client', () => {
  it('reads without a buffer of its own, passes on its end, and is counted by its server', async () => {
    let socket: Socket | undefined;
    const seen: { text: string; memory: ArrayBufferLike }[] = [];
    const { server, client } = await accepting((accepted) => {
      const input = new ClientInput((bytes) => {
        seen.push({ text: bytes.toString(), memory: bytes.buffer });
        socket?.write('next');
        return false;
      });
      socket = input.attach(accepted);
      expect(socket).not.toBe(accepted);
    });
    client.write('one');
    await once(client, 'data');
    client.write('two');
    await once(client, 'data');
    expect(seen.map(({ text }) => text)).toEqual(['one', 'two']);
    expect(seen[0]?.memory).toBe(seen[1]?.memory);
    const ended = once(socket as unknown as Socket, 'end');
    client.end();
    await ended;
    const closed = once(server, 'close');
    server.close();
    socket?.end();
    await closed;
  });

  it('is read by a socket that reads otherwise just as it comes', async () => {
    const { server, client } = await accepting(() => {});
    const [accepted] = (await once(server, 'connection')) as [Socket];
    Reflect.set(accepted, 'constructor', class extends Object {});
    const read = new Promise<string>((resolve) => {
      const input = new ClientInput((bytes) => {
        resolve(bytes.toString());
        return false;
      });
      expect(input.attach(accepted)).toBe(accepted);
    });
    client.write('text');
    expect(await read).toBe('text');
    client.destroy();
    accepted.destroy();
    server.close();
  });
});

describe('bytes of clients that share a read buffer', () => {
  it('never mix, in large uploads to a slow backend and in requests that wait meanwhile', async () => {
    const digests = new Map<string, string>();
    const backend = createServer((socket) => {
      let head = '';
      let left = 0;
      const hash = createHash('sha1');
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        let bytes = chunk;
        if (head === '') {
          const end = chunk.indexOf('\r\n\r\n');
          head = chunk.toString('latin1', 0, end);
          left = Number(/content-length: (\d+)/i.exec(head)?.[1]);
          bytes = chunk.subarray(end + 4);
        }
        hash.update(bytes);
        left -= bytes.length;
        // Reading every fifth time fills the buffers in front.
        socket.pause();
        const resume = (turns: number): unknown =>
          turns === 0 ? socket.resume() : setImmediate(() => resume(turns - 1));
        resume(5);
        if (left > 0) return;
        digests.set(head.split(' ')[1] ?? '', hash.digest('hex'));
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      });
    }).listen(0, '127.0.0.1');
    await once(backend, 'listening');
    const proxy = await startProxy({ monolith: { ports: [(backend.address() as AddressInfo).port] } });
    closing.push(
      () => backend.close(),
      () => proxy.stop(),
    );
    const sizes = [20_000_000, 70_000, 1_000, 200_000, 9_000_000, 33_000, 10, 65_536];
    const expected = await Promise.all(
      sizes.map(async (size, index) => {
        const body = randomBytes(size);
        const client = connect(proxy.port, '127.0.0.1');
        client.write(`POST /${index} HTTP/1.1\r\nHost: a\r\nContent-Length: ${size}\r\n\r\n`);
        client.write(body);
        await once(client, 'data');
        client.destroy();
        return [`/${index}`, createHash('sha1').update(body).digest('hex')] as const;
      }),
    );
    expect(Object.fromEntries(digests)).toEqual(Object.fromEntries(expected));
  });
});
