import { connect, type Socket } from 'node:net';

export interface LoadCase {
  readonly method: string;
  readonly path: string;
  readonly bodyBytes: number;
  readonly connections: number;
}

/** What a browser sends. */
const HEADERS = [
  'Host: shop.example.com',
  'Connection: keep-alive',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: en-GB,en;q=0.9,de;q=0.8',
  'Cookie: session=0123456789abcdef0123456789abcdef; theme=dark; consent=yes',
  'Sec-Fetch-Dest: document',
  'Sec-Fetch-Mode: navigate',
  'Sec-Fetch-Site: same-origin',
  'Referer: https://shop.example.com/orders',
].join('\r\n');

/** Keeps `connections` connections busy, one request at a time on each, and counts complete responses. */
function run(port: number, load: LoadCase, ms: number): Promise<{ requests: number; failures: number }> {
  const length =
    load.bodyBytes > 0 ? `\r\nContent-Type: text/plain\r\nContent-Length: ${load.bodyBytes}` : '';
  const request = Buffer.from(
    `${load.method} ${load.path} HTTP/1.1\r\n${HEADERS}${length}\r\n\r\n${'x'.repeat(load.bodyBytes)}`,
  );
  let requests = 0;
  let failures = 0;
  let isOver = false;
  const open = (): Socket => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let missing = -1;
    socket.on('connect', () => socket.write(request));
    socket.on('error', () => failures++);
    socket.on('data', (chunk: Buffer) => {
      let bytes = chunk.length;
      if (missing < 0) {
        const end = chunk.indexOf('\r\n\r\n');
        const head = chunk.toString('latin1', 0, end);
        const declared = /^content-length: (\d+)/im.exec(head);
        if (!head.startsWith('HTTP/1.1 200') || declared === null) failures++;
        missing = Number(declared?.[1] ?? 0);
        bytes -= end + 4;
      }
      missing -= bytes;
      if (missing > 0) return;
      missing = -1;
      requests++;
      if (isOver) socket.destroy();
      else socket.write(request);
    });
    return socket;
  };
  const sockets = Array.from({ length: load.connections }, open);
  return new Promise((resolve) => {
    let remaining = sockets.length;
    for (const socket of sockets) {
      socket.on('close', () => {
        if (--remaining === 0) resolve({ requests, failures });
      });
    }
    setTimeout(() => (isOver = true), ms);
  });
}

process.on('message', (message: LoadCase & { port: number; ms: number }) => {
  void run(message.port, message, message.ms).then((done) => process.send?.(done));
});
process.on('disconnect', () => process.exit());
process.send?.({ port: 0 });
