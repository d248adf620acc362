import { createServer, type AddressInfo, type Socket } from 'node:net';

const HEADERS = [
  'Content-Type: application/json; charset=utf-8',
  'Cache-Control: private, max-age=0',
  'ETag: W/"3e8-abcdefghijklmnopqrstuvwxyz"',
  'Date: Sat, 21 Nov 2026 10:00:00 GMT',
  'X-Content-Type-Options: nosniff',
  'Vary: Accept-Encoding',
].join('\r\n');

function answer(bytes: number): Buffer {
  return Buffer.from(`HTTP/1.1 200 OK\r\n${HEADERS}\r\nContent-Length: ${bytes}\r\n\r\n${'x'.repeat(bytes)}`);
}

/** By the last segment of the path. */
const answers = new Map([
  ['1k', answer(1024)],
  ['100k', answer(102_400)],
  ['10m', answer(10_485_760)],
]);
const REQUEST = /^\S+ \S*\/(\w+) [^]*?(?:\r\ncontent-length: (\d+)[^]*?)?\r\n\r\n/i;

/** Answers as soon as a whole request has arrived; it is no HTTP server, only fast enough never to be what is measured. */
function serve(socket: Socket): void {
  let text = '';
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    const request = REQUEST.exec(text);
    if (request === null || text.length < request[0].length + Number(request[2] ?? 0)) return;
    text = '';
    socket.write(answers.get(request[1] ?? '') ?? '');
  });
}

const server = createServer({ noDelay: true }, serve);
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
