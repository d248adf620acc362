import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket, TlsOptions } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { DestinationTls } from '../../../src/proxy/snapshot.ts';
import { makeCertificate } from '../../support/proxy/certificates.ts';
import { ask } from '../../support/proxy/raw-client.ts';
import { recordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy } from '../../support/proxy/start-proxy.ts';

const authority = makeCertificate({ name: 'authority', isAuthority: true });
const service = makeCertificate({ name: 'service', alternatives: ['service.test'], issuer: authority });
const byAddress = makeCertificate({ name: 'address', alternatives: ['127.0.0.1'], issuer: authority });
const late = makeCertificate({
  name: 'late',
  alternatives: ['127.0.0.1'],
  issuer: authority,
  validToMs: Date.now() - 3_600_000,
});
const proxyCertificate = makeCertificate({ name: 'the proxy', issuer: authority });

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface SecureBackend {
  readonly port: number;
  readonly executed: string[];
  /** Of each connection: the name it asked for, whose certificate it showed, whether it resumed a session. */
  readonly handshakes: { name: string; client: string | undefined; isResumed: boolean }[];
}

async function secureBackend(
  { certificate, key }: typeof service,
  more: TlsOptions = {},
): Promise<SecureBackend> {
  const executed: string[] = [];
  const handshakes: SecureBackend['handshakes'] = [];
  const server = createServer({ cert: certificate, key, ...more }, (incoming, response) => {
    executed.push(`${incoming.method} ${incoming.url}`);
    response.setHeader('connection', 'close');
    response.end('secure');
  });
  server.on('secureConnection', (socket: TLSSocket & { servername?: string | false }) =>
    handshakes.push({
      name: String(socket.servername),
      client: socket.getPeerX509Certificate()?.subject,
      isResumed: socket.isSessionReused(),
    }),
  );
  server.on('tlsClientError', () => {});
  await once(server.listen(0, '127.0.0.1'), 'listening');
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, executed, handshakes };
}

const trusting = (more: Partial<DestinationTls> = {}): DestinationTls => ({
  serverName: undefined,
  ca: authority.certificate,
  certificate: undefined,
  key: undefined,
  ...more,
});

async function proxyTo(port: number, tls: DestinationTls) {
  const monolith = await recordingBackend('monolith');
  open.push(() => monolith.close());
  const proxy = await startProxy({ monolith: { ports: [monolith.port] }, service: { ports: [port], tls } });
  open.push(() => proxy.stop());
  return { proxy, monolith };
}

describe('TLS to a backend', () => {
  it('verifies the certificate against the authority and the name of the cluster', async () => {
    const backend = await secureBackend(service);
    const { proxy } = await proxyTo(backend.port, trusting({ serverName: 'service.test' }));
    expect(await ask(proxy.port, 'GET', '/new/a')).toMatchObject({ status: 200, body: 'secure' });
    expect(backend.handshakes).toEqual([{ name: 'service.test', client: undefined, isResumed: false }]);
  });

  it('verifies an address where there is no name', async () => {
    const backend = await secureBackend(byAddress);
    const { proxy } = await proxyTo(backend.port, trusting());
    expect((await ask(proxy.port, 'GET', '/new/a')).body).toBe('secure');
  });

  it('resumes the session of the connection before', async () => {
    const backend = await secureBackend(byAddress);
    const { proxy } = await proxyTo(backend.port, trusting());
    await ask(proxy.port, 'GET', '/new/a');
    await ask(proxy.port, 'GET', '/new/a');
    expect(backend.handshakes.map(({ isResumed }) => isResumed)).toEqual([false, true]);
  });

  it('shows the certificate of the cluster to a backend that requires one', async () => {
    const backend = await secureBackend(byAddress, { requestCert: true, ca: authority.certificate });
    const { certificate, key } = proxyCertificate;
    const { proxy } = await proxyTo(backend.port, trusting({ certificate, key }));
    expect((await ask(proxy.port, 'GET', '/new/a')).body).toBe('secure');
    expect(backend.handshakes[0]?.client).toBe('CN=the proxy');
  });

  it.each([
    ['of nobody that is trusted', byAddress, trusting({ ca: proxyCertificate.certificate }), 'untrusted'],
    ['of another name', service, trusting({ serverName: 'other.test' }), 'name'],
    ['that has expired', late, trusting(), 'expired'],
  ])(
    'refuses a certificate %s before a byte is sent, so that even a write falls back',
    async (_, pair, tls, why) => {
      const backend = await secureBackend(pair);
      const { proxy, monolith } = await proxyTo(backend.port, tls);
      expect((await ask(proxy.port, 'POST', '/new/a', [], 'x')).status).toBe(200);
      await proxy.stop();
      expect(backend.executed).toEqual([]);
      expect(monolith.requests).toHaveLength(1);
      expect(proxy.lines()[0]).toMatchObject({
        fallback: { action: 'fallback', proof: 'nothing sent' },
        attempts: [{ outcome: `connect/target/certificate-${why}`, sentBytes: 0 }, { outcome: 'answered' }],
      });
    },
  );

  it('names a handshake that is none', async () => {
    const plain = await recordingBackend('plain');
    open.push(() => plain.close());
    const { proxy } = await proxyTo(plain.port, trusting());
    expect((await ask(proxy.port, 'POST', '/new/a', [], 'x')).status).toBe(200);
    await proxy.stop();
    expect(proxy.lines()[0]).toMatchObject({ attempts: [{ outcome: 'connect/target/tls' }, {}] });
  });

  it('counts the plaintext that was handed over: a write that was begun is not repeated', async () => {
    const server = createServer({ cert: byAddress.certificate, key: byAddress.key }, (incoming) =>
      incoming.socket.destroy(),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    open.push(() => void server.close());
    const { proxy, monolith } = await proxyTo((server.address() as AddressInfo).port, trusting());
    expect((await ask(proxy.port, 'POST', '/new/a', [], 'x')).status).toBe(502);
    await proxy.stop();
    expect(monolith.requests).toEqual([]);
    expect(proxy.lines()).toMatchObject([{ attempts: [{ outcome: 'request/target/closed' }] }]);
    expect(JSON.stringify(proxy.lines())).not.toContain('"sentBytes":0,"durationMs"');
  });
});
