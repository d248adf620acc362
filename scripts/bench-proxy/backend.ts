import { createServer, type AddressInfo } from 'node:net';

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

const small = answer(1024);
const large = answer(102_400);

/** Answers as soon as a whole request has arrived; it is no HTTP server, only fast enough never to be what is measured. */
const server = createServer({ noDelay: true }, (socket) => {
  let text = '';
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = /^content-length: (\d+)/im.exec(text.slice(0, end));
    if (text.length < end + 4 + Number(length?.[1] ?? 0)) return;
    const isLarge = text.startsWith('GET /api/orders/100k');
    text = '';
    socket.write(isLarge ? large : small);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit());
