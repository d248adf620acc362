import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type AddressInfo, connect as connectTcp, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { ListenerTls } from '../../../src/proxy/snapshot.ts';
import { makeCertificate } from '../../support/proxy/certificates.ts';
import { rawBackend, type RawBackend } from '../../support/proxy/raw-backend.ts';
import {
  snapshotOf,
  startProxy,
  type ProxyInput,
  type RunningProxy,
} from '../../support/proxy/start-proxy.ts';

const authority = makeCertificate({ name: 'authority', isAuthority: true });
const shop = makeCertificate({ name: 'shop', alternatives: ['shop.test'], issuer: authority });
const blog = makeCertificate({ name: 'blog', alternatives: ['*.blog.test'], issuer: authority });
const clientAuthority = makeCertificate({ name: 'client authority', isAuthority: true });
const client = makeCertificate({ name: 'Zoë, the client', issuer: clientAuthority });
const expired = makeCertificate({ name: 'late', issuer: clientAuthority, validToMs: Date.now() - 3_600_000 });
const stranger = makeCertificate({ name: 'stranger' });

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function backend(onHead?: Parameters<typeof rawBackend>[0]): Promise<RawBackend> {
  const started = await rawBackend(
    onHead ?? ((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')),
  );
  open.push(() => started.close());
  return started;
}

const front = (more: Partial<ListenerTls> = {}): ListenerTls => ({
  certificates: [shop, blog],
  minimumVersion: '1.2',
  clients: undefined,
  ...more,
});

async function proxyWith(tls: ListenerTls, input: Partial<ProxyInput> & Pick<ProxyInput, 'monolith'>) {
  const proxy = await startProxy({ tls, ...input });
  open.push(() => proxy.stop());
  return proxy;
}

/** However it was closed. */
function closed(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.resume().on('close', resolve));
}

/** A TLS client; resolves once its own half of the handshake is finished. */
async function secure(proxy: RunningProxy, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({
    host: '127.0.0.1',
    port: proxy.port,
    servername: 'shop.test',
    ca: authority.certificate,
    ...options,
  });
  open.push(() => void socket.destroy());
  await once(socket, 'secureConnect');
  socket.on('error', () => {});
  return socket;
}

async function ask(proxy: RunningProxy, options: ConnectionOptions = {}, fields = ''): Promise<string> {
  const socket = await secure(proxy, options);
  socket.write(`GET / HTTP/1.1\r\nHost: shop.test\r\n${fields}Connection: close\r\n\r\n`);
  return text(socket);
}

describe('a listener with TLS', () => {
  it('terminates it, and tells the backend that the client came by https', async () => {
    const monolith = await backend();
    const proxy = await proxyWith(front(), { monolith: { ports: [monolith.port] } });
    expect(await ask(proxy)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nhi$/);
    expect(monolith.received[0]).toContain('X-Forwarded-Proto: https\r\n');
    expect(monolith.received[0]).toContain('proto=https');
  });

  it('chooses the certificate by the names in it, wildcards included, else the first', async () => {
    const monolith = await backend();
    const proxy = await proxyWith(front(), { monolith: { ports: [monolith.port] } });
    const nameFor = async (servername: string, options: ConnectionOptions = {}) =>
      (await secure(proxy, { servername, rejectUnauthorized: false, ...options })).getPeerCertificate()
        .subject.CN;
    expect(await nameFor('shop.test')).toBe('shop');
    expect(await nameFor('a.blog.test')).toBe('blog');
    expect(await nameFor('elsewhere.test')).toBe('shop');
    expect(await nameFor('')).toBe('shop');
  });

  it('carries large bodies both ways, and keeps the connection', async () => {
    const body = Buffer.alloc(3_000_000, 'x');
    const monolith = createServer((incoming, response) => incoming.pipe(response)).listen(0, '127.0.0.1');
    open.push(() => void monolith.close());
    await once(monolith, 'listening');
    const proxy = await proxyWith(front(), {
      monolith: { ports: [(monolith.address() as AddressInfo).port] },
    });
    const request = httpsRequest({
      host: '127.0.0.1',
      port: proxy.port,
      servername: 'shop.test',
      ca: authority.certificate,
      method: 'POST',
      agent: false,
    });
    request.end(body);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect((await text(response)).length).toBe(body.length);
  });

  it('carries a WebSocket, both ways', async () => {
    const key = 'dGhlIHNhbXBsZSBub25jZQ==';
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    const monolith = await backend((socket) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\n\r\nhello`,
      );
      socket.on('data', (bytes) => socket.write(bytes));
    });
    const proxy = await proxyWith(front(), { monolith: { ports: [monolith.port] } });
    const socket = await secure(proxy);
    let received = '';
    socket.on('data', (bytes: Buffer) => (received += bytes.toString('latin1')));
    socket.write(
      `GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    await expect.poll(() => received).toMatch(/^HTTP\/1\.1 101 [^]*hello$/);
    socket.write('echo');
    await expect.poll(() => received).toMatch(/helloecho$/);
  });

  it('shows a client of TLS that a response is not complete', async () => {
    const monolith = await backend((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () => socket.resetAndDestroy());
    });
    const proxy = await proxyWith(front(), { monolith: { ports: [monolith.port] } });
    const socket = await secure(proxy);
    socket.write('GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n');
    await closed(socket);
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({ status: 200, cut: true });
  });

  it('refuses versions below the configured one, and says so in the log', async () => {
    const monolith = await backend();
    const proxy = await proxyWith(front({ minimumVersion: '1.3' }), { monolith: { ports: [monolith.port] } });
    await expect(secure(proxy, { maxVersion: 'TLSv1.2' })).rejects.toMatchObject({
      code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    });
    expect((await secure(proxy)).getProtocol()).toBe('TLSv1.3');
    await proxy.stop();
    expect(proxy.lines()).toEqual([expect.objectContaining({ status: 400, refused: 'tls-handshake' })]);
  });

  it('refuses bytes that are no handshake', async () => {
    const monolith = await backend();
    const proxy = await proxyWith(front(), { monolith: { ports: [monolith.port] } });
    const socket = connectTcp(proxy.port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    socket.on('error', () => {});
    await closed(socket);
    expect(monolith.received).toEqual([]);
  });

  it('drops a client that never finishes its handshake, however often it sends a byte', async () => {
    const monolith = await backend();
    const proxy = await proxyWith(front(), {
      monolith: { ports: [monolith.port] },
      clientTimeouts: { headMs: 100 },
    });
    const socket = connectTcp(proxy.port, '127.0.0.1');
    socket.on('error', () => {});
    const hello = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]);
    let sent = 0;
    const drip = setInterval(() => socket.write(hello.subarray(sent, ++sent)), 10);
    await closed(socket);
    clearInterval(drip);
    await proxy.stop();
    expect(proxy.lines()).toEqual([
      expect.objectContaining({ status: 408, refused: 'tls-handshake-timeout' }),
    ]);
  });

  it('stops although handshakes are unfinished', async () => {
    const monolith = await backend();
    const proxy = await proxyWith(front(), { monolith: { ports: [monolith.port] } });
    const socket = connectTcp(proxy.port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    (await secure(proxy)).end();
    await proxy.stop();
    if (!socket.closed) await closed(socket);
  });
});

describe('certificates that change', () => {
  it('are used by the next handshake; running connections stay', async () => {
    const monolith = await backend();
    const input = { monolith: { ports: [monolith.port] } };
    const proxy = await proxyWith(front(), input);
    const before = await secure(proxy);
    const renewed = makeCertificate({ name: 'renewed', alternatives: ['shop.test'], issuer: authority });
    proxy.proxy.swap(snapshotOf({ ...input, tls: front({ certificates: [renewed] }) }));
    expect((await secure(proxy)).getPeerCertificate().subject.CN).toBe('renewed');
    expect(
      (await secure(proxy, { servername: '', rejectUnauthorized: false })).getPeerCertificate().subject.CN,
    ).toBe('renewed');
    before.write('GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n');
    expect(await text(before)).toContain('200 OK');
  });
});

describe('client certificates', () => {
  const asking = (
    mode: 'request' | 'require',
    forward: readonly ('subject' | 'fingerprint' | 'certificate')[] = [],
  ) => front({ clients: { mode, ca: clientAuthority.certificate, forward } });
  const shown = ({ certificate, key }: typeof client): ConnectionOptions => ({ cert: certificate, key });

  it('are required, and a wrong one, a late one or none is refused and logged', async () => {
    const monolith = await backend();
    const proxy = await proxyWith(asking('require'), { monolith: { ports: [monolith.port] } });
    expect(await ask(proxy, shown(client))).toContain('200 OK');
    for (const options of [shown(stranger), shown(expired), {}]) {
      expect(await ask(proxy, options).catch(() => '')).toBe('');
    }
    await proxy.stop();
    expect(proxy.lines().filter(({ refused }) => refused)).toMatchObject([
      { status: 495, refused: 'client-certificate-refused: depth-zero-self-signed-cert' },
      { status: 495, refused: 'client-certificate-refused: cert-has-expired' },
      { status: 496, refused: 'client-certificate-missing' },
    ]);
    expect(monolith.received).toHaveLength(1);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('belong to a session of %s that is resumed', async (version) => {
    const monolith = await backend();
    const proxy = await proxyWith(asking('require', ['subject']), { monolith: { ports: [monolith.port] } });
    const first = await secure(proxy, { ...shown(client), maxVersion: version });
    let session = first.getSession();
    first.on('session', (next: Buffer<ArrayBuffer>) => (session = next));
    first.write('GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n');
    await text(first);
    const second = await secure(proxy, { maxVersion: version, ...(session && { session }) });
    expect(second.isSessionReused()).toBe(true);
    second.write('GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n');
    expect(await text(second)).toContain('200 OK');
    expect(monolith.received.join('').match(/X-Client-Cert-Subject: CN=Zo.*/g)).toHaveLength(2);
  });

  it('may be missing where they are only requested, but not wrong', async () => {
    const monolith = await backend();
    const proxy = await proxyWith(asking('request', ['subject']), { monolith: { ports: [monolith.port] } });
    expect(await ask(proxy)).toContain('200 OK');
    expect(monolith.received[0]).not.toMatch(/client-cert/i);
    expect(await ask(proxy, shown(stranger)).catch(() => '')).toBe('');
  });

  it('are named to the backend when configured, in fields that no client can send', async () => {
    const monolith = await backend();
    const proxy = await proxyWith(asking('require', ['subject', 'fingerprint', 'certificate']), {
      monolith: { ports: [monolith.port] },
    });
    await ask(
      proxy,
      shown(client),
      'X-Client-Cert-Subject: CN=admin\r\nClient-Cert: :AAAA:\r\nX_Client_Cert_Subject: a\r\n',
    );
    const [, ...lines] = (monolith.received[0] ?? '').split('\r\n');
    expect(lines.filter((line) => /client.cert/i.test(line))).toEqual([
      String.raw`X-Client-Cert-Subject: CN=Zo%C3%AB\, the client`,
      expect.stringMatching(/^X-Client-Cert-Fingerprint: [0-9a-f]{64}$/),
      `Client-Cert: :${client.certificate.replace(/-----[A-Z ]+-----|\n/g, '')}:`,
    ]);
  });

  it('are never claimed by clients of a listener without TLS', async () => {
    const monolith = await backend();
    const proxy = await startProxy({ monolith: { ports: [monolith.port] } });
    open.push(() => proxy.stop());
    const socket = connectTcp(proxy.port, '127.0.0.1');
    socket.write(
      'GET / HTTP/1.1\r\nHost: a\r\nX-Client-Cert-Subject: CN=admin\r\nClient-Cert: :AA:\r\nConnection: close\r\n\r\n',
    );
    await text(socket);
    expect(monolith.received[0]).not.toMatch(/client-cert/i);
  });
});
