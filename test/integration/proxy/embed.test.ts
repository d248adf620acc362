import express from 'express';
import fastify from 'fastify';
import { once } from 'node:events';
import {
  createServer,
  request,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { embed, type Embedded, setupOf } from '../../../src/api/embed.ts';
import { closedPort, rawBackend } from '../../support/proxy/raw-backend.ts';
import { recordingBackend } from '../../support/proxy/recording-backend.ts';

const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Parts {
  /** Port of the service. */
  readonly service: number;
  readonly phase?: 'full' | 'monolith';
}

/** An application under test, on a port that is known before its handler is made: the fallback goes there. */
async function application(
  make: (embedded: Embedded) => RequestListener | Promise<RequestListener>,
  { service, phase = 'full' }: Parts,
): Promise<{ port: number; embedded: Embedded; log: () => Record<string, unknown>[]; server: Server }> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  let lines = '';
  const setup = (now: string) =>
    setupOf({
      version: 'banyan/v1',
      clusters: {
        monolith: { destinations: [{ address: `http://127.0.0.1:${port}` }] },
        orders: { destinations: [{ address: `http://127.0.0.1:${service}` }] },
      },
      routeSets: [
        {
          name: 'orders',
          cluster: 'orders',
          phase: now,
          routes: [{ method: 'ANY', path: '/orders{/*rest}' }],
        },
      ],
    });
  const embedded = embed(setup(phase), { log: (more) => (lines += more) });
  server.on('request', await make(embedded));
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
    await embedded.stop({ graceMs: 0 });
  });
  const log = () =>
    lines
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { port, embedded, log, server };
}

async function ask(
  port: number,
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
) {
  const sent = request({ port, method, path, headers, agent: false }).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return {
    status: response.statusCode,
    headers: response.headers,
    trailers: response.trailers,
    body: await text(response),
  };
}

const servers: Record<string, (embedded: Embedded) => RequestListener | Promise<RequestListener>> = {
  'node:http': (embedded) => async (incoming, response) => {
    if (embedded.handle(incoming, response)) return;
    response.end(`app saw ${incoming.method} ${incoming.url} ${await text(incoming)}`);
  },
  'Express 5': (embedded) => {
    const app = express();
    app.use(embedded.middleware);
    app.use(express.text({ type: '*/*' }));
    app.use((incoming, response) => {
      response.send(
        `app saw ${incoming.method} ${incoming.url} ${typeof incoming.body === 'string' ? incoming.body : ''}`,
      );
    });
    return app;
  },
  'Fastify 5': async (embedded) => {
    const app = fastify();
    app.addHook('onRequest', (incoming, reply, done) => {
      if (embedded.handle(incoming.raw, reply.raw)) reply.hijack();
      else done();
    });
    app.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body));
    app.all('/*', (incoming, reply) => {
      void reply.send(
        `app saw ${incoming.method} ${incoming.url} ${typeof incoming.body === 'string' ? incoming.body : ''}`,
      );
    });
    await app.ready();
    closing.push(() => app.close());
    return (incoming, response) => app.routing(incoming, response);
  },
};

describe.each(Object.entries(servers))('embedded in %s, the proxy', (_name, make) => {
  it('takes what has moved, and leaves the rest to the application with its body unread', async () => {
    const service = await recordingBackend('service', ({ method, url, body }, response) => {
      response.setHeader('X-Service', 'yes');
      response.end(`service saw ${method} ${url} ${body}`);
    });
    closing.push(() => service.close());
    const { port, log } = await application(make, { service: service.port });
    const text = { 'content-type': 'text/plain' };
    const moved = await ask(port, 'POST', '/orders/1?x=1', 'an order', text);
    expect(moved).toMatchObject({ status: 200, body: 'service saw POST /orders/1?x=1 an order' });
    expect(moved.headers).toMatchObject({ 'x-service': 'yes' });
    expect(moved.headers).not.toHaveProperty('x-powered-by');
    expect(await ask(port, 'POST', '/users', 'a user', text)).toMatchObject({
      status: 200,
      body: 'app saw POST /users a user',
    });
    expect(await ask(port, 'GET', '/orders/../users')).toMatchObject({ status: 200 });
    await expect.poll(() => log().map(({ path, side }) => [path, side])).toEqual([['/orders/1', 'orders']]);
  });

  it('falls back to the application itself when the service provably did not execute', async () => {
    const { port, log, embedded } = await application(make, { service: await closedPort() });
    const { body } = await ask(port, 'POST', '/orders', 'an order', { 'content-type': 'text/plain' });
    expect(body).toBe('app saw POST /orders an order');
    await expect
      .poll(() => log())
      .toMatchObject([
        {
          side: 'orders',
          fallback: { action: 'fallback' },
          attempts: [{ cluster: 'orders' }, { cluster: 'monolith', outcome: 'answered' }],
        },
      ]);
    expect(embedded.report().status.exchangesInFlight).toBe(0);
  });

  it('never repeats what may have executed, and cuts what cannot be completed', async () => {
    const reset = await rawBackend((socket) => socket.resetAndDestroy());
    closing.push(() => reset.close());
    const { port } = await application(make, { service: reset.port });
    expect((await ask(port, 'POST', '/orders', 'x')).status).toBe(502);
    const half = await rawBackend((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhalf', () => socket.resetAndDestroy());
    });
    closing.push(() => half.close());
    const cut = await application(make, { service: half.port });
    await expect(ask(cut.port, 'POST', '/orders', 'x')).rejects.toThrow(/aborted|reset|hang up/);
  });
});

describe('the embedded proxy', () => {
  const plain = servers['node:http'] as (embedded: Embedded) => RequestListener;

  it('carries large bodies both ways, chunked, with trailers, and in order', async () => {
    const service = await recordingBackend('service', ({ body }, response) => {
      response.setHeader('Trailer', 'X-Sum');
      response.write(body.slice(0, 10));
      response.addTrailers({ 'X-Sum': String(body.length) });
      response.end(body.slice(10));
    });
    closing.push(() => service.close());
    const { port } = await application(plain, { service: service.port });
    const large = 'abcdefghij'.repeat(500_000);
    const answer = await ask(port, 'PUT', '/orders/large', large, {
      te: 'trailers',
      'transfer-encoding': 'chunked',
    });
    expect(answer.body === large).toBe(true);
    expect(answer.trailers).toEqual({ 'x-sum': String(large.length) });
  });

  it('tells the service at once that the client has left', async () => {
    const service = createServer();
    await once(service.listen(0, '127.0.0.1'), 'listening');
    closing.push(() => void service.close());
    const { port, log } = await application(plain, { service: (service.address() as AddressInfo).port });
    const sent = request({ port, path: '/orders' }).end();
    sent.on('error', () => {});
    const [, response] = (await once(service, 'request')) as [IncomingMessage, ServerResponse];
    sent.destroy();
    await once(response, 'close');
    await expect.poll(() => log()).toMatchObject([{ status: 499 }]);
  });

  it('follows a swap of its configuration', async () => {
    const service = await recordingBackend('service');
    closing.push(() => service.close());
    const { port, embedded } = await application(plain, { service: service.port, phase: 'monolith' });
    expect((await ask(port, 'GET', '/orders')).body).toBe('app saw GET /orders ');
    embedded.swap(
      setupOf({
        version: 'banyan/v1',
        clusters: {
          monolith: { destinations: [{ address: `http://127.0.0.1:${port}` }] },
          orders: { destinations: [{ address: `http://127.0.0.1:${service.port}` }] },
        },
        routeSets: [
          { name: 'orders', cluster: 'orders', phase: 'full', routes: [{ method: 'GET', path: '/orders' }] },
        ],
      }),
    );
    expect((await ask(port, 'GET', '/orders')).body).toBe('service');
  });

  it('takes WebSockets of routes that have moved, and leaves others to the application', async () => {
    const accept = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';
    const service = await rawBackend((socket) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
      socket.on('data', (bytes) => socket.write(`echo ${bytes.toString()}`));
    });
    closing.push(() => service.close());
    const { port, embedded, server } = await application(plain, { service: service.port });
    server.on('upgrade', (incoming, socket, head) => {
      if (!embedded.upgrade(incoming, socket, head)) socket.end('HTTP/1.1 418 Teapot\r\n\r\n');
    });
    const shake = async (path: string): Promise<string> => {
      const socket = connect(port, '127.0.0.1');
      closing.push(() => void socket.destroy());
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
      );
      let all = '';
      for await (const bytes of socket) {
        all += String(bytes);
        if (all.includes('\r\n\r\n') && !all.includes('frame')) socket.write('frame');
        if (all.includes('echo frame') || all.includes('418')) break;
      }
      return all;
    };
    expect(await shake('/orders/live')).toMatch(/^HTTP\/1\.1 101 [^]*echo frame$/);
    expect(await shake('/users/live')).toContain('418');
  });
});
