import { afterEach, describe, expect, it } from 'vitest';
import { rawBackend } from '../../support/proxy/raw-backend.ts';
import { ask, rawClient } from '../../support/proxy/raw-client.ts';
import { recordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type ProxyInput } from '../../support/proxy/start-proxy.ts';

const closing: { close?(): Promise<void>; stop?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await (one.stop?.() ?? one.close?.());
});

async function inFrontOf(onHead: Parameters<typeof rawBackend>[0], input: Partial<ProxyInput> = {}) {
  const backend = await rawBackend(onHead);
  const proxy = await startProxy({
    monolith: { ports: [backend.port], timeouts: { firstByteMs: 150, idleMs: 150 } },
    ...input,
  });
  closing.push(backend, proxy);
  return { backend, proxy };
}

const ok = (body: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

describe('an answer that nobody asked for', () => {
  it.each<[string, (index: number) => string]>([
    ['a second response', (index) => ok(`mine ${index}`) + ok('poison')],
    ['bytes behind the length', (index) => `${ok(`mine ${index}`)}x`],
    ['a body behind 204', () => `HTTP/1.1 204 No Content\r\n\r\n${ok('poison')}`],
    ['a body behind 304', () => `HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n${ok('poison')}`],
    [
      'bytes behind the last chunk',
      () => `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${ok('poison')}`,
    ],
  ])('%s reaches no later request', async (_name, answer) => {
    const { backend, proxy } = await inFrontOf((socket, _head, index) => socket.write(answer(index)));
    const client = rawClient(proxy.port);
    for (let count = 0; count < 3; count++) {
      client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      expect((await client.response()).body).not.toContain('poison');
    }
    client.socket.destroy();
    expect(backend.sockets).toHaveLength(3);
  });

  it('on an idle connection closes that connection', async () => {
    const { backend, proxy } = await inFrontOf((socket) => {
      socket.write(ok('mine'));
      setTimeout(() => socket.write(ok('poison')), 20);
    });
    expect((await ask(proxy.port, 'GET', '/')).body).toBe('mine');
    await expect.poll(() => backend.sockets[0]?.readableEnded).toBe(true);
    expect((await ask(proxy.port, 'GET', '/')).body).toBe('mine');
    expect(backend.sockets).toHaveLength(2);
  });

  it('of a HEAD has no body, whatever its fields say', async () => {
    const { proxy } = await inFrontOf((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n'),
    );
    const client = rawClient(proxy.port);
    for (let count = 0; count < 3; count++) {
      client.send('HEAD / HTTP/1.1\r\nHost: a\r\n\r\n');
      expect((await client.response(true)).headers['content-length']).toBe('100');
    }
    client.socket.destroy();
  });
});

describe('an answer that is not HTTP', () => {
  it.each([
    '',
    'hello\r\n\r\n',
    'HTTP/1.1\r\n\r\n',
    'HTTP/1.1 2000 OK\r\n\r\n',
    'HTTP/1.1 099 OK\r\n\r\n',
    'HTTP/2 200\r\n\r\n',
    'ICY 200 OK\r\n\r\n',
    'HTTP/1.1 200 OK\n\n',
    'HTTP/1.1 200 OK\r\nA\r\n\r\n',
    'HTTP/1.1 200 OK\r\nA : b\r\n\r\n',
    'HTTP/1.1 200 OK\r\n folded\r\n\r\n',
    'HTTP/1.1 200 OK\r\nA: \0\r\n\r\n',
    'HTTP/1.1 200 O\x1bK\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\na',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n',
    'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n',
    `HTTP/1.1 200 OK\r\nA: ${'b'.repeat(20_000)}\r\n\r\n`,
    `HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(200)}\r\n`,
  ])('%j ends as 502 and the connection is not used again', async (text) => {
    const { backend, proxy } = await inFrontOf((socket) => socket.end(text, 'latin1'));
    const response = await ask(proxy.port, 'POST', '/', [], 'x');
    expect(response).toMatchObject({ status: 502, headers: { 'content-type': 'application/problem+json' } });
    expect(response.body).toBe('{"type":"about:blank","title":"Bad Gateway","status":502}');
    await ask(proxy.port, 'POST', '/', [], 'x');
    expect(backend.sockets).toHaveLength(2);
  });
});

describe('header fields of a response', () => {
  it('keep order, case and repetition; what belongs to the connection ends here', async () => {
    const { proxy } = await inFrontOf((socket) =>
      socket.write(
        [
          'HTTP/1.1 299 Odd  reason',
          'set-cookie: a=1',
          'Connection: X-Internal, keep-alive',
          'X-Internal: 1',
          'Set-Cookie: b=2',
          'Keep-Alive: timeout=5',
          'Proxy-Authenticate: Basic',
          'Upgrade: h2c',
          'Alt-Svc: h3=":443"',
          'Trailer: X',
          'X_Under: kept',
          'ETag: "x"',
          'Content-Length: 2',
          '',
          'ok',
        ].join('\r\n'),
      ),
    );
    const client = rawClient(proxy.port);
    client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const response = await client.response();
    client.socket.destroy();
    expect(response.statusLine).toBe('HTTP/1.1 299 Odd  reason');
    expect(response.lines).toEqual([
      'set-cookie: a=1',
      'Set-Cookie: b=2',
      'X_Under: kept',
      'ETag: "x"',
      'Content-Length: 2',
      'Via: 1.1 banyan',
    ]);
  });

  it('keep the length that a Connection field names: it frames the body', async () => {
    const { proxy } = await inFrontOf((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nConnection: Content-Length\r\nContent-Length: 2\r\n\r\nok'),
    );
    const client = rawClient(proxy.port);
    for (let count = 0; count < 2; count++) {
      client.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      expect((await client.response()).body).toBe('ok');
    }
    client.socket.destroy();
  });

  it('have no length on a 204', async () => {
    const { proxy } = await inFrontOf((socket) =>
      socket.write('HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n'),
    );
    expect((await ask(proxy.port, 'GET', '/')).headers['content-length']).toBeUndefined();
  });
});

describe('connections of a backend', () => {
  it.each([
    ['that says close', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok', 2],
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok', 2],
    [
      'of HTTP/1.0 that are kept alive',
      'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok',
      1,
    ],
    ['of HTTP/1.1', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', 1],
  ])('%s are used as they say', async (_name, answer, connections) => {
    const { backend, proxy } = await inFrontOf((socket) => socket.write(answer));
    for (let count = 0; count < 2; count++) expect((await ask(proxy.port, 'GET', '/')).body).toBe('ok');
    expect(backend.sockets).toHaveLength(connections);
  });

  it('are given up before the backend gives them up, as it announced', async () => {
    const { backend, proxy } = await inFrontOf((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nKeep-Alive: timeout=0\r\nContent-Length: 2\r\n\r\nok'),
    );
    await ask(proxy.port, 'GET', '/');
    await expect.poll(() => backend.sockets[0]?.readableEnded).toBe(true);
  });

  it('are no more than allowed; who waits too long is told 503', async () => {
    const { backend, proxy } = await inFrontOf(() => {}, {});
    await proxy.stop();
    const limited = await startProxy({
      monolith: {
        ports: [backend.port],
        pool: { maxSockets: 2 },
        timeouts: { connectMs: 100, firstByteMs: 400 },
      },
    });
    closing.push(limited);
    const all = await Promise.all(Array.from({ length: 5 }, () => ask(limited.port, 'GET', '/')));
    expect(all.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([503, 503, 503, 504, 504]);
    expect(backend.sockets).toHaveLength(2);
  });

  it('serve those who wait, first come first served', async () => {
    const { backend, proxy } = await inFrontOf((socket, head) =>
      setTimeout(() => socket.write(ok(head.split(' ')[1] ?? '')), 5),
    );
    await proxy.stop();
    const limited = await startProxy({ monolith: { ports: [backend.port], pool: { maxSockets: 1 } } });
    closing.push(limited);
    const targets = Array.from({ length: 10 }, (_, index) => `/${index}`);
    const all = await Promise.all(targets.map((target) => ask(limited.port, 'GET', target)));
    expect(all.map(({ body }) => body)).toEqual(targets);
    expect(backend.sockets).toHaveLength(1);
  });

  it('are taken in turn from the destinations, and one that is down costs nothing', async () => {
    const one = await rawBackend((socket) => socket.write(ok('one')));
    const two = await rawBackend((socket) => socket.write(ok('two')));
    const proxy = await startProxy({ monolith: { ports: [one.port, two.port] } });
    closing.push(one, two, proxy);
    const answers = async () => {
      const all = [];
      for (let count = 0; count < 4; count++) all.push((await ask(proxy.port, 'POST', '/', [], 'x')).body);
      return all;
    };
    expect(await answers()).toEqual(['one', 'two', 'one', 'two']);
    await two.close();
    expect(await answers()).toEqual(['one', 'one', 'one', 'one']);
  });
});

describe('many slow bodies', () => {
  it('leave connections for complete requests, and arrive all the same', async () => {
    const backend = await recordingBackend('monolith', (request, response) => response.end(request.body));
    const proxy = await startProxy({ monolith: { ports: [backend.port], pool: { maxSockets: 8 } } });
    closing.push(backend, proxy);
    const slow = Array.from({ length: 30 }, () => rawClient(proxy.port));
    for (const client of slow) client.send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab');
    await expect.poll(() => backend.connections()).toBe(4);
    for (let count = 0; count < 10; count++) {
      expect((await ask(proxy.port, 'POST', '/', [], 'quick')).body).toBe('quick');
    }
    const gone = slow.splice(0, 10);
    for (const client of gone) client.socket.destroy();
    for (const client of slow) client.send('cd');
    for (const client of slow) expect((await client.response()).body).toBe('abcd');
    for (const client of slow) client.socket.destroy();
  });
});

describe('a backend that closes connections without a word', () => {
  it.each(['GET', 'POST'])('fails no %s, whenever it does', async (method) => {
    let executions = 0;
    const backend = await rawBackend((socket, _head, index) => {
      executions++;
      socket.write(ok('ok'));
      if (index % 3 === 0) setTimeout(() => socket.end(), index % 7);
    });
    const proxy = await startProxy({ monolith: { ports: [backend.port] } });
    closing.push(backend, proxy);
    const client = rawClient(proxy.port);
    for (let count = 0; count < 200; count++) {
      client.send(`${method} / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx`);
      expect((await client.response()).status).toBe(200);
      if (count % 4 === 0) {
        await new Promise((resolve) => {
          setTimeout(resolve, count % 9);
        });
      }
    }
    client.socket.destroy();
    if (method === 'POST') expect(executions).toBe(200);
  });
});
