import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { rawBackend } from '../../support/proxy/raw-backend.ts';
import { rawClient } from '../../support/proxy/raw-client.ts';
import { recordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type ProxyInput } from '../../support/proxy/start-proxy.ts';

const closing: { close?(): Promise<void>; stop?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await (one.stop?.() ?? one.close?.());
});

async function inFrontOf(onHead: Parameters<typeof rawBackend>[0], input: Partial<ProxyInput> = {}) {
  const backend = await rawBackend(onHead);
  const proxy = await startProxy({ monolith: { ports: [backend.port] }, ...input });
  closing.push(backend, proxy);
  return { backend, proxy, client: rawClient(proxy.port) };
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

describe('interim responses', () => {
  it('a 103 reaches the client with its fields, before the final one', async () => {
    const { client } = await inFrontOf((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n');
      setImmediate(() => socket.write(OK));
    });
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const response = await client.response();
    expect(response.interims).toEqual(['HTTP/1.1 103 Early Hints']);
    expect(client.received()).toContain('Link: </a.css>; rel=preload\r\n');
  });

  it('no interim response reaches an HTTP/1.0 client', async () => {
    const { client } = await inFrontOf((socket) => {
      socket.write(`HTTP/1.1 103 Early Hints\r\n\r\n${OK}`);
    });
    client.send('GET / HTTP/1.0\r\n\r\n');
    expect((await client.closed()).received).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it('too many of them are garbage', async () => {
    const { client } = await inFrontOf((socket) => {
      socket.write('HTTP/1.1 102 Processing\r\n\r\n'.repeat(100));
    });
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect((await client.response()).status).toBe(502);
  });
});

describe('Expect: 100-continue', () => {
  const HEAD = 'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n';

  it('goes to the backend, its 100 comes back, and the body follows', async () => {
    const { backend, client } = await inFrontOf((socket) => {
      socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      socket.on('data', (chunk: Buffer) => chunk.toString().endsWith('body') && socket.write(OK));
    });
    client.send(HEAD);
    await client.until((received) => received === 'HTTP/1.1 100 Continue\r\n\r\n');
    expect(backend.received[0]).toMatch(/^Expect: 100-continue\r$/m);
    client.send('body');
    expect((await client.response()).status).toBe(200);
  });

  it('is answered by a refusal without the body having been sent', async () => {
    const { client } = await inFrontOf((socket) =>
      socket.write('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n'),
    );
    client.send(HEAD);
    const response = await client.response();
    expect(response.status).toBe(401);
    expect(response.interims).toEqual([]);
    expect(response.headers['connection']).toBe('close');
  });

  it('a 100 that nobody waits for is dropped', async () => {
    const { client } = await inFrontOf((socket) => socket.write(`HTTP/1.1 100 Continue\r\n\r\n${OK}`));
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect((await client.response()).interims).toEqual([]);
  });
});

describe('trailers', () => {
  const CHUNKED =
    'HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 7\r\nContent-Length: 1\r\nDate: x\r\nVary: x\r\nRetry-After: 1\r\nWWW-Authenticate: x\r\nAge: 1\r\nExpires: 0\r\nMax-Forwards: 1\r\n\r\n';

  it('of a response reach a client that can read them, except those that frame', async () => {
    const { backend, client } = await inFrontOf((socket) => socket.write(CHUNKED));
    client.send('GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\nConnection: TE\r\n\r\n');
    const response = await client.response();
    expect(response.trailers).toBe('X-Sum: 7\r\n');
    expect(response.headers['trailer']).toBe('X-Sum');
    expect(backend.received[0]).toMatch(/^TE: trailers\r$/m);
  });

  it('and their announcement are dropped for every other client', async () => {
    const { client } = await inFrontOf((socket) => socket.write(CHUNKED));
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const response = await client.response();
    expect(response).toMatchObject({ body: 'ok', trailers: '' });
    expect(response.headers['trailer']).toBeUndefined();
  });

  it('of a request end at the proxy, and a Trailer field harms nobody', async () => {
    const backend = await recordingBackend('monolith');
    const proxy = await startProxy({ monolith: { ports: [backend.port] } });
    closing.push(backend, proxy);
    const client = rawClient(proxy.port);
    client.send(
      'POST / HTTP/1.1\r\nHost: a\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 7\r\n\r\n',
    );
    expect((await client.response()).status).toBe(200);
    expect(backend.requests[0]).toMatchObject({ body: 'ok', rawTrailers: [] });
    expect(backend.requests[0]?.headers['trailer']).toBeUndefined();
    client.send('GET / HTTP/1.1\r\nHost: a\r\nTrailer: x\r\n\r\n');
    expect((await client.response()).status).toBe(200);
  });
});

describe('WebSocket', () => {
  const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
  const ACCEPT = createHash('sha1').update(`${KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const handshake = (fields = '') =>
    `GET /chat HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n${fields}\r\n`;
  const accept = (value: string) =>
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${value}\r\n\r\n`;

  it('bytes pass both ways after the verdict, early ones too, whatever the idle timeouts', async () => {
    const backend = await rawBackend((socket) => {
      socket.write(`${accept(ACCEPT)}hello`);
      socket.on('data', (chunk: Buffer) => socket.write(`echo ${chunk.toString()}`));
    });
    const proxy = await startProxy({
      monolith: { ports: [backend.port], timeouts: { idleMs: 50, firstByteMs: 50 } },
      clientTimeouts: { bodyIdleMs: 50, keepAliveMs: 50, headMs: 50 },
    });
    closing.push(backend, proxy);
    const client = rawClient(proxy.port);
    client.send(`${handshake()}early`);
    await client.until((received) => received.endsWith('helloecho early'));
    expect(client.received()).toMatch(/^HTTP\/1\.1 101 /);
    await new Promise((resolve) => {
      setTimeout(resolve, 250);
    });
    client.send('late');
    await client.until((received) => received.endsWith('echo late'));
    client.socket.end();
    await client.closed();
    await expect.poll(() => backend.sockets[0]?.readableEnded).toBe(true);
  });

  it('is told to go elsewhere by a Close frame when the proxy stops, and ends in good order', async () => {
    const fromClient = 'the Close frame of the client';
    let heard = '';
    const backend = await rawBackend((socket) => {
      // A frame of five bytes, of which two come now.
      socket.write(`${accept(ACCEPT)}\x81\x05he`, 'latin1');
      socket.on('data', (chunk: Buffer) => {
        heard += chunk.toString();
        if (heard.includes(fromClient)) socket.end('\x88\x02\x03\xe9', 'latin1');
        else socket.write('llo\x81\x02no', 'latin1');
      });
    });
    const proxy = await startProxy({ monolith: { ports: [backend.port] } });
    closing.push(backend, proxy);
    const client = rawClient(proxy.port);
    client.send(handshake());
    await client.until((received) => received.endsWith('\x81\x05he'));
    const stopped = proxy.proxy.stop({ graceMs: 10_000 });
    client.send('more');
    await client.until((received) => received.endsWith('\x81\x05hello\x88\x02\x03\xe9'));
    client.send(fromClient);
    expect((await client.closed()).received.endsWith('hello\x88\x02\x03\xe9')).toBe(true);
    expect(heard).toBe(`more${fromClient}`);
    expect(await stopped).toEqual({ finished: 1, cut: 0 });
  });

  it('the end of the backend ends the client', async () => {
    const { client } = await inFrontOf((socket) => socket.end(`${accept(ACCEPT)}bye`));
    client.send(handshake());
    expect((await client.closed()).received.endsWith('bye')).toBe(true);
  });

  it('a refusal is passed on, and the connection closes', async () => {
    const { backend, client } = await inFrontOf((socket) =>
      socket.write('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n'),
    );
    client.send(`${handshake()}GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n`);
    const response = await client.response();
    expect(response.status).toBe(401);
    expect(response.headers['connection']).toBe('close');
    await client.closed();
    expect(backend.received.join('')).not.toContain('smuggled');
  });

  it('much that is sent before the verdict arrives behind it', async () => {
    const early = 'e'.repeat(300_000);
    const { client } = await inFrontOf((socket, head) => {
      if (!head.includes('/chat')) return;
      let count = 0;
      socket.on('data', (chunk: Buffer) => {
        count += chunk.length;
        if (count === early.length) socket.end('all');
      });
      setTimeout(() => socket.write(accept(ACCEPT)), 50);
    });
    client.send(handshake() + early);
    expect((await client.closed()).received.endsWith('all')).toBe(true);
  });

  it('a 101 that does not accept the key is garbage', async () => {
    const { client } = await inFrontOf((socket) => socket.write(accept('AAAA')));
    client.send(handshake());
    expect((await client.response()).status).toBe(502);
  });

  it.each([
    [
      'h2c',
      'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n',
    ],
    ['a key that is none', handshake().replace(KEY, 'short')],
    ['a missing Connection option', handshake().replace('keep-alive, Upgrade', 'keep-alive')],
    ['another protocol', handshake().replace('websocket', 'tls/1.3')],
    ['HTTP/1.0', handshake().replace('HTTP/1.1', 'HTTP/1.0')],
  ])('an upgrade with %s goes on as an ordinary request', async (_name, text) => {
    const { backend, client } = await inFrontOf((socket) => socket.write(OK));
    client.send(text);
    await client.until((received) => received.endsWith('ok'));
    expect(backend.received[0]).not.toMatch(/^(?:Upgrade|Connection|HTTP2-Settings):/im);
  });
});

describe('events', () => {
  it('a stream of events may be silent for longer than the idle timeout', async () => {
    const backend = await rawBackend((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n');
      setTimeout(() => socket.end('data: 2\n\n'), 300);
    });
    const proxy = await startProxy({ monolith: { ports: [backend.port], timeouts: { idleMs: 50 } } });
    closing.push(backend, proxy);
    const client = rawClient(proxy.port);
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.until((received) => received.includes('data: 1\n\n'));
    expect((await client.response()).body).toBe('data: 1\n\ndata: 2\n\n');
  });
});
