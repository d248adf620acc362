import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface RawBackend {
  readonly port: number;
  /** What arrived on each connection, in order of acceptance. */
  readonly received: string[];
  readonly sockets: Socket[];
  close(): Promise<void>;
}

/** A server that does with each connection whatever a test wants: `onHead` is called for every request head that arrives. */
export async function rawBackend(
  onHead: (socket: Socket, head: string, index: number) => void,
  onConnection?: (socket: Socket) => void,
): Promise<RawBackend> {
  const received: string[] = [];
  const sockets: Socket[] = [];
  let heads = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const index = sockets.push(socket) - 1;
    received[index] = '';
    let seen = 0;
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received[index] += chunk.toString('latin1');
      const text = received[index] ?? '';
      for (let end = text.indexOf('\r\n\r\n', seen); end >= 0; end = text.indexOf('\r\n\r\n', seen)) {
        const head = text.slice(seen, end);
        seen = end + 4;
        if (/[A-Z]+ \S+ HTTP\/1\.1\r\n/.test(head)) onHead(socket, head, heads++);
      }
    });
    onConnection?.(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    received,
    sockets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const backend = await rawBackend(() => {});
  await backend.close();
  return backend.port;
}
