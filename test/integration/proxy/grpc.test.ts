import { once } from 'node:events';
import type {
  ClientHttp2Session,
  ClientHttp2Stream,
  OutgoingHttpHeaders,
  ServerHttp2Stream,
} from 'node:http2';
import { afterEach, describe, expect, it } from 'vitest';
import { collected, http2Session } from '../../support/proxy/http2-client.ts';
import { http2Backend, type StreamAnswer } from '../../support/proxy/http2-backend.ts';
import { closedPort } from '../../support/proxy/raw-backend.ts';
import { startProxy, type ProxyInput } from '../../support/proxy/start-proxy.ts';

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A message with its five bytes of framing. */
function message(text: string): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(Buffer.byteLength(text), 1);
  return Buffer.concat([head, Buffer.from(text)]);
}

function messagesIn(bytes: Buffer): string[] {
  const messages: string[] = [];
  for (let at = 0; at + 5 <= bytes.length; ) {
    const end = at + 5 + bytes.readUInt32BE(at + 1);
    messages.push(bytes.toString('utf8', at + 5, end));
    at = end;
  }
  return messages;
}

/** Calls back with every message of a stream, however it is cut. */
function onMessages(stream: ServerHttp2Stream | ClientHttp2Stream, onMessage: (text: string) => void): void {
  let waiting = Buffer.alloc(0);
  stream.on('data', (bytes: Buffer) => {
    waiting = Buffer.concat([waiting, bytes]);
    while (waiting.length >= 5 && waiting.length >= 5 + waiting.readUInt32BE(1)) {
      const end = 5 + waiting.readUInt32BE(1);
      onMessage(waiting.toString('utf8', 5, end));
      waiting = waiting.subarray(end);
    }
  });
}

function begin(stream: ServerHttp2Stream): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0', 'x-served-by': 'service' }));
}

const calls: Record<string, StreamAnswer> = {
  '/shop.Catalog/Get': (stream) => {
    const received: string[] = [];
    onMessages(stream, (text) => received.push(text));
    stream.on('end', () => {
      begin(stream);
      stream.end(message(`got ${received.join()}`));
    });
  },
  '/shop.Catalog/List': (stream) => {
    stream.resume();
    begin(stream);
    for (let count = 0; count < 100; count++)
      stream.write(message(`item ${count} ${'x'.repeat(count * 50)}`));
    stream.end();
  },
  '/shop.Catalog/Import': (stream) => {
    let count = 0;
    onMessages(stream, () => count++);
    stream.on('end', () => {
      begin(stream);
      stream.end(message(`imported ${count}`));
    });
  },
  '/shop.Catalog/Chat': (stream) => {
    begin(stream);
    onMessages(stream, (text) => stream.write(message(`${text}!`)));
    stream.on('end', () => stream.end());
  },
  '/shop.Catalog/Missing': (stream) => {
    stream.resume();
    stream.respond(
      {
        ':status': 200,
        'content-type': 'application/grpc',
        'grpc-status': '5',
        'grpc-message': 'no such product',
      },
      { endStream: true },
    );
  },
  '/shop.Catalog/Never': (stream) => void stream.resume(),
};

async function service(answers = calls) {
  const started = await http2Backend((stream, headers) =>
    answers[String(headers[':path'])]?.(stream, headers),
  );
  open.push(() => started.close());
  return started;
}

async function front(port: number, more: Partial<ProxyInput> = {}) {
  const proxy = await startProxy({ http2: true, monolith: { ports: [port], protocol: 'http2' }, ...more });
  open.push(() => proxy.stop());
  const client = await http2Session(proxy.port);
  open.push(() => client.destroy());
  return { proxy, client };
}

function call(client: ClientHttp2Session, name: string, more: OutgoingHttpHeaders = {}): ClientHttp2Stream {
  return client.request(
    {
      ':method': 'POST',
      ':path': `/shop.Catalog/${name}`,
      ':authority': 'shop.test',
      'content-type': 'application/grpc',
      te: 'trailers',
      ...more,
    },
    { endStream: false },
  );
}

describe('a gRPC call', () => {
  it('of one message each way arrives with its metadata, and its status comes back behind it', async () => {
    const catalog = await service();
    const { client } = await front(catalog.port);
    const stream = call(client, 'Get', { 'x-tenant': 'a', 'trace-bin': 'AAEC' });
    stream.end(message('product 1'));
    const response = await collected(stream);
    expect(response).toMatchObject({
      status: 200,
      isWhole: true,
      headers: { 'content-type': 'application/grpc' },
      trailers: { 'grpc-status': '0', 'x-served-by': 'service' },
    });
    expect(messagesIn(Buffer.from(response.body, 'latin1'))).toEqual(['got product 1']);
    expect(catalog.requests[0]?.headers).toMatchObject({
      te: 'trailers',
      'content-type': 'application/grpc',
      'x-tenant': 'a',
      'trace-bin': 'AAEC',
    });
  });

  it('may be answered by a stream of messages', async () => {
    const { client } = await front((await service()).port);
    const stream = call(client, 'List');
    stream.end(message('all'));
    const response = await collected(stream);
    const messages = messagesIn(Buffer.from(response.body, 'latin1'));
    expect(messages).toHaveLength(100);
    expect(messages[99]).toMatch(/^item 99 x+$/);
    expect(response.trailers).toMatchObject({ 'grpc-status': '0' });
  });

  it('may be made of a stream of messages', async () => {
    const { client } = await front((await service()).port);
    const stream = call(client, 'Import');
    for (let count = 0; count < 1000; count++) stream.write(message('y'.repeat(500)));
    stream.end();
    const response = await collected(stream);
    expect(messagesIn(Buffer.from(response.body, 'latin1'))).toEqual(['imported 1000']);
  });

  it('may be a conversation: each message is answered before the next one is sent', async () => {
    const { client } = await front((await service()).port);
    const stream = call(client, 'Chat');
    const received: string[] = [];
    onMessages(stream, (text) => {
      received.push(text);
      if (received.length < 20) stream.write(message(`turn ${received.length}`));
      else stream.end();
    });
    stream.write(message('turn 0'));
    const response = await collected(stream);
    expect(received).toEqual(Array.from({ length: 20 }, (_, turn) => `turn ${turn}!`));
    expect(response).toMatchObject({ isWhole: true, trailers: { 'grpc-status': '0' } });
  });

  it('that fails without a message keeps its status in the head, and its stream ends there', async () => {
    const { client } = await front((await service()).port);
    const stream = call(client, 'Missing');
    stream.end(message('product 0'));
    const response = await collected(stream);
    expect(response).toMatchObject({ status: 200, body: '', isWhole: true });
    expect(response.headers).toMatchObject({ 'grpc-status': '5', 'grpc-message': 'no such product' });
    expect(response.trailers).toEqual({});
  });

  it('ends with its own deadline, of which the backend hears at once', async () => {
    const left = new AbortController();
    const catalog = await service({
      '/shop.Catalog/Never': (stream) => {
        stream.resume();
        stream.on('close', () => left.abort());
      },
    });
    const { client, proxy } = await front(catalog.port);
    const stream = call(client, 'Never', { 'grpc-timeout': '100m' });
    stream.end(message('x'));
    const response = await collected(stream);
    expect(response).toMatchObject({ status: 200, isWhole: true });
    expect(response.headers).toMatchObject({ 'grpc-status': '4', 'content-type': 'application/grpc' });
    if (!left.signal.aborted) await once(left.signal, 'abort');
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({ attempts: [{ outcome: 'request/target/deadline' }] });
  });

  it('is told in its own words that nobody is there', async () => {
    const { client } = await front(await closedPort());
    const stream = call(client, 'Get');
    stream.end(message('x'));
    expect((await collected(stream)).headers).toMatchObject({ ':status': 200, 'grpc-status': '14' });
  });

  it('that its client cancels is cancelled at the backend, and nothing else is', async () => {
    const codes: number[] = [];
    const begun = new AbortController();
    const left = new AbortController();
    const catalog = await service({
      ...calls,
      '/shop.Catalog/Never': (stream) => {
        begin(stream);
        stream.write(message('first'));
        stream.resume();
        begun.abort();
        stream.on('close', () => {
          codes.push(stream.rstCode);
          left.abort();
        });
      },
    });
    const { client } = await front(catalog.port);
    const stream = call(client, 'Never');
    stream.on('error', () => {});
    stream.write(message('x'));
    await once(begun.signal, 'abort');
    stream.destroy();
    await once(left.signal, 'abort');
    expect(codes).toEqual([8]);
    const other = call(client, 'Get');
    other.end(message('y'));
    expect((await collected(other)).trailers).toMatchObject({ 'grpc-status': '0' });
    expect(catalog.sessions).toHaveLength(1);
  });

  it('that breaks off at the backend is broken off, not ended', async () => {
    const catalog = await service({
      '/shop.Catalog/Get': (stream) => {
        begin(stream);
        stream.write(message('half'), () => stream.destroy(new Error('gone')));
      },
    });
    const { client } = await front(catalog.port);
    const stream = call(client, 'Get');
    stream.end(message('x'));
    expect(await collected(stream)).toMatchObject({ isWhole: false, code: 2, trailers: {} });
  });

  it('may be silent for as long as it likes', async () => {
    let finish: () => void = () => {};
    const begun = new AbortController();
    const catalog = await service({
      '/shop.Catalog/Chat': (stream) => {
        begin(stream);
        stream.write(message('hello'));
        finish = () => stream.end(message('bye'));
        stream.resume();
        begun.abort();
      },
    });
    const { client } = await front(catalog.port, {
      monolith: { ports: [catalog.port], protocol: 'http2', timeouts: { idleMs: 60, firstByteMs: 60 } },
    });
    const stream = call(client, 'Chat');
    stream.write(message('x'));
    await once(begun.signal, 'abort');
    setTimeout(() => finish(), 300);
    const response = collected(stream);
    expect(messagesIn(Buffer.from((await response).body, 'latin1'))).toEqual(['hello', 'bye']);
  });
});
