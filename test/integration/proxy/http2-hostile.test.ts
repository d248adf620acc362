import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import {
  END_HEADERS,
  END_STREAM,
  errorCode,
  frame,
  frameClient,
  frameType,
  headerBlock,
  requestFields,
} from '../../support/proxy/http2-frames.ts';
import { askHttp2, http2Session } from '../../support/proxy/http2-client.ts';
import { rawBackend } from '../../support/proxy/raw-backend.ts';
import { recordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type ProxyInput } from '../../support/proxy/start-proxy.ts';

const ENHANCE_YOUR_CALM = 11;

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function front(more: Partial<ProxyInput> = {}) {
  const monolith = await recordingBackend('monolith');
  open.push(() => monolith.close());
  const proxy = await startProxy({ http2: true, monolith: { ports: [monolith.port] }, ...more });
  open.push(() => proxy.stop());
  const client = frameClient(proxy.port);
  open.push(() => void client.socket.destroy());
  await client.until(({ type }) => type === frameType.settings);
  return { monolith, proxy, client };
}

type Fields = readonly (readonly [string, string])[];

const request = (stream: number, fields: Fields, flags = END_STREAM | END_HEADERS): Buffer =>
  frame(frameType.headers, flags, stream, headerBlock(fields));

/** The session still answers, and has not been told to go. */
async function expectAlive({ client, proxy }: Awaited<ReturnType<typeof front>>): Promise<void> {
  expect(client.frames.filter(({ type }) => type === frameType.goAway)).toEqual([]);
  const other = await http2Session(proxy.port);
  open.push(() => other.destroy());
  expect((await askHttp2(other, { ':path': '/alive' })).status).toBe(200);
}

describe('a stream that would mean something else in HTTP/1.1', () => {
  const [method, scheme, path, authority] = requestFields();
  const plain = requestFields();
  const cases: Record<string, Fields> = {
    'capitals in a name': [...plain, ['X-Injected', '1']],
    'a transfer coding': [...plain, ['transfer-encoding', 'chunked']],
    'a Connection field': [...plain, ['connection', 'x-forwarded-for']],
    'an Upgrade': [...plain, ['upgrade', 'websocket']],
    'a Keep-Alive': [...plain, ['keep-alive', 'timeout=5']],
    'a TE but for trailers': [...plain, ['te', 'gzip']],
    'two lengths': [...plain, ['content-length', '0'], ['content-length', '5']],
    'a length that is none': [...plain, ['content-length', '+1']],
    'a length of a body that does not come': [...plain, ['content-length', '5']],
    'two Hosts': [...plain, ['host', 'a'], ['host', 'a']],
    'a Host beside another authority': [...plain, ['host', 'other.test']],
    'a line end in the path': [method, scheme, [':path', '/ HTTP/1.1\r\nx-injected: 1'], authority] as Fields,
    'a space in the path': [method, scheme, [':path', '/a HTTP/1.1'], authority] as Fields,
    'a path of absolute form': [method, scheme, [':path', 'http://other.test/'], authority] as Fields,
    'an empty path': [method, scheme, [':path', ''], authority] as Fields,
    'no path': [method, scheme, authority] as Fields,
    'two paths': [...plain, [':path', '/b']],
    'a line end in the method': [
      [':method', 'GET / HTTP/1.1\r\nx-injected: 1'],
      scheme,
      path,
      authority,
    ] as Fields,
    'a space in the method': [[':method', 'GET /other'], scheme, path, authority] as Fields,
    'a line end in the authority': [method, scheme, path, [':authority', 'a\r\nx-injected: 1']] as Fields,
    'no authority': [method, scheme, path] as Fields,
    'an unknown pseudo-field': [
      ...plain.slice(0, 3),
      [':protocol', 'websocket'],
      ...plain.slice(3),
    ] as Fields,
    'a pseudo-field behind a field': [['x', 'a'], ...plain],
    'a status': [[':status', '200'], ...plain],
  };

  it.each(Object.keys(cases))('is refused: %s', async (name) => {
    const running = await front();
    running.client.send(request(1, cases[name] ?? []));
    await running.client.until(
      ({ type, stream }) =>
        (stream === 1 && (type === frameType.resetStream || type === frameType.headers)) ||
        type === frameType.goAway,
    );
    await expectAlive({ ...running, client: { ...running.client, frames: [] } });
    expect(running.monolith.requests.map(({ url }) => url)).toEqual(['/alive']);
    expect(running.monolith.garbage).toEqual([]);
  });

  const leftOut: Record<string, Fields> = {
    'a line end in a value': [...plain, ['x', 'a\r\nx-injected: 1']],
    'a line feed in a value': [...plain, ['x', 'a\nx-injected: 1']],
    'NUL in a value': [...plain, ['x', 'a\0b']],
    'a control character in a value': [...plain, ['x', 'a\x01b']],
    'a colon in a name': [...plain, ['x-injected: 1', 'a']],
    'a line end in a name': [...plain, ['a\r\nx-injected', '1']],
    'a space in a name': [...plain, ['transfer-encoding ', 'chunked']],
    'an empty name': [...plain, ['', 'a']],
  };

  it.each(Object.keys(leftOut))('is as if it had not said it: %s', async (name) => {
    const { client, monolith } = await front();
    client.send(request(1, leftOut[name] ?? []));
    await client.until(({ flags, stream }) => stream === 1 && (flags & END_STREAM) !== 0);
    expect(monolith.requests).toHaveLength(1);
    expect(monolith.requests[0]?.url).toBe('/');
    expect(JSON.stringify(monolith.requests[0]?.rawHeaders)).not.toMatch(
      /"x"|"a"|injected|transfer-encoding/i,
    );
    expect(monolith.garbage).toEqual([]);
  });

  it.each([
    ['more than', 'hello!'],
    ['less than', 'hell'],
  ])('is refused: a body of %s its length', async (_, body) => {
    const running = await front();
    running.client.send(
      request(1, [...requestFields('/', 'POST'), ['content-length', '5']], END_HEADERS),
      frame(frameType.data, END_STREAM, 1, body),
    );
    await running.client.until(({ type, stream }) => stream === 1 && type === frameType.resetStream);
    await expectAlive(running);
    await running.proxy.stop();
    expect(running.monolith.requests.map(({ url }) => url)).toEqual(['/alive']);
  });

  it('is executed once when it is sound', async () => {
    const { client, monolith } = await front();
    client.send(request(1, [...plain, ['x-a', 'b']]));
    await client.until(({ flags, stream }) => stream === 1 && (flags & END_STREAM) !== 0);
    expect(monolith.requests).toHaveLength(1);
  });
});

describe('a session that costs more than it is worth is ended:', () => {
  it('streams that are opened only to be reset', async () => {
    const { client, proxy, monolith } = await front();
    const code = Buffer.from([0, 0, 0, 8]);
    for (let stream = 1; stream < 2000 && !client.socket.closed; stream += 2) {
      client.send(request(stream, requestFields()), frame(frameType.resetStream, 0, stream, code));
      if (stream % 100 === 1) await new Promise(setImmediate);
    }
    await client.closed();
    await proxy.stop();
    expect(monolith.connections()).toBeLessThan(300);
    expect(proxy.lines().filter(({ refused }) => refused)).toMatchObject([
      { status: 400, refused: expect.stringMatching(/^http2-/) },
    ]);
  });

  it('streams that are made to be reset by us', async () => {
    const { client, proxy } = await front();
    const zero = Buffer.alloc(4);
    for (let stream = 1; stream < 2000 && !client.socket.closed; stream += 2) {
      client.send(request(stream, requestFields()), frame(frameType.windowUpdate, 0, stream, zero));
      if (stream % 100 === 1) await new Promise(setImmediate);
    }
    await client.closed();
    await proxy.stop();
    expect(proxy.lines().filter(({ refused }) => refused).length).toBeGreaterThan(0);
  });

  it.each([
    ['pings', () => frame(frameType.ping, 0, 0, '12345678')],
    ['settings', () => frame(frameType.settings, 0, 0)],
  ])('%s without end', async (_, make) => {
    const { client } = await front();
    for (let count = 0; count < 5000 && !client.socket.closed; count++) {
      client.send(make());
      if (count % 100 === 0) await new Promise(setImmediate);
    }
    const goAway = await client.until(({ type }) => type === frameType.goAway);
    expect(errorCode(goAway)).toBe(ENHANCE_YOUR_CALM);
    await client.closed();
  });

  it('CONTINUATION frames without end', async () => {
    const { client, monolith } = await front();
    client.send(frame(frameType.headers, END_STREAM, 1, headerBlock(requestFields())));
    for (let count = 0; count < 2000 && !client.socket.closed; count++) {
      client.send(frame(frameType.continuation, 0, 1, headerBlock([[`x-${count}`, 'y'.repeat(100)]])));
      if (count % 50 === 0) await new Promise(setImmediate);
    }
    await client.closed();
    expect(monolith.requests).toEqual([]);
  });

  it('empty DATA frames without end', async () => {
    const { client, monolith } = await front();
    client.send(request(1, requestFields('/', 'POST'), END_HEADERS));
    for (let count = 0; count < 5000 && !client.socket.closed; count++) {
      client.send(frame(frameType.data, 0, 1));
      if (count % 100 === 0) await new Promise(setImmediate);
    }
    await client.closed();
    expect(monolith.requests).toEqual([]);
  });

  it('no frame behind the preface', async () => {
    const { client } = await front({ clientTimeouts: { headMs: 100, keepAliveMs: 150, lingerMs: 50 } });
    await client.closed();
  });
});

describe('what a session may have at a time:', () => {
  it('a list of fields as large as a head of HTTP/1.1', async () => {
    const running = await front();
    const fields = Array.from({ length: 30 }, (_, index) => [`x-${index}`, 'y'.repeat(1000)] as const);
    running.client.send(
      frame(frameType.headers, END_STREAM, 1, headerBlock([...requestFields(), ...fields.slice(0, 14)])),
      frame(frameType.continuation, END_HEADERS, 1, headerBlock(fields.slice(14))),
    );
    const { type } = await running.client.until(({ stream }) => stream === 1);
    expect(type).toBe(frameType.resetStream);
    await expectAlive(running);
  });

  it('as many fields as a head of HTTP/1.1', async () => {
    const running = await front();
    const fields = Array.from({ length: 101 }, (_, index) => [`x-${index}`, 'y'] as const);
    running.client.send(request(1, [...requestFields(), ...fields]));
    await running.client.until(({ stream }) => stream === 1);
    await expectAlive(running);
    expect(running.monolith.requests.map(({ url }) => url)).toEqual(['/alive']);
  });

  it('a hundred streams; one more ends it, unexecuted', async () => {
    let heads = 0;
    const allArrived = new AbortController();
    const silent = await rawBackend(() => {
      if (++heads === 100) allArrived.abort();
    });
    open.push(() => silent.close());
    const proxy = await startProxy({
      http2: true,
      monolith: { ports: [silent.port], pool: { maxSockets: 200 } },
    });
    open.push(() => proxy.stop());
    const client = frameClient(proxy.port);
    open.push(() => void client.socket.destroy());
    await client.until(({ type, flags }) => type === frameType.settings && flags === 1);
    for (let stream = 1; stream <= 199; stream += 2) client.send(request(stream, requestFields()));
    await once(allArrived.signal, 'abort');
    expect(client.frames.filter(({ type }) => type === frameType.goAway)).toEqual([]);
    client.send(request(201, requestFields()));
    await client.closed();
    expect(heads).toBe(100);
  });

  it('what its windows allow: a client that takes nothing holds up its backend, not our memory', async () => {
    let sent = 0;
    const endless = await rawBackend((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 400000000\r\n\r\n');
      const chunk = Buffer.alloc(65_536);
      const more = () => {
        while (sent < 400_000_000 && !socket.destroyed) {
          sent += chunk.length;
          if (!socket.write(chunk)) {
            socket.once('drain', more);
            return;
          }
        }
      };
      more();
    });
    open.push(() => endless.close());
    const proxy = await startProxy({
      http2: true,
      monolith: { ports: [endless.port], timeouts: { idleMs: 60_000 } },
      clientTimeouts: { writeIdleMs: 400 },
    });
    open.push(() => proxy.stop());
    const client = frameClient(proxy.port);
    open.push(() => void client.socket.destroy());
    client.send(request(1, requestFields()));
    const reset = await client.until(({ type }) => type === frameType.resetStream);
    expect(reset.stream).toBe(1);
    expect(sent).toBeLessThan(20_000_000);
    expect(client.frames.filter(({ type }) => type === frameType.data).length).toBeLessThan(10);
  });
});
