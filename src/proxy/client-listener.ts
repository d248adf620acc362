import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer, type TLSSocket } from 'node:tls';
import type { ClientTimeouts } from './client-timeouts.ts';
import type { Deadlines } from './deadlines.ts';
import type { ClientPeer } from './exchange.ts';
import type { ListenAddress, Listener, ListenerTls } from './snapshot.ts';
import { PrefaceReader } from './http2/preface.ts';
import { certificateLines, clientCertificateProblem } from './tls/client-certificate.ts';
import { Handshakes } from './tls/handshakes.ts';
import { ServerCertificates } from './tls/server-certificates.ts';

/** What takes the connections of a listener. */
export interface ListenerHost {
  readonly deadlines: Deadlines;
  readonly timeouts: ClientTimeouts;
  /** `socket`: a plain one, or a `TLSSocket` whose handshake is finished; what was read of it has been put back. */
  accept(socket: Socket, client: ClientPeer, isHttp2: boolean): void;
  refused(client: ClientPeer, status: number, reason: string): void;
}

/** One address that the proxy listens on. */
export class ClientListener {
  readonly #address: Listener;
  readonly #server: Server;
  readonly #secure: SecureFront | undefined;
  /** Connections that have not said which protocol they speak. */
  readonly #silent = new Set<PrefaceReader>();

  constructor(listener: Listener, host: ListenerHost) {
    this.#address = listener;
    this.#secure = listener.tls && new SecureFront(listener.tls, listener.http2, host);
    this.#server =
      this.#secure?.server ??
      createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#acceptPlain(socket, host));
  }

  /** Resolves with the address once connections are accepted; rejects if it cannot be bound. */
  listen(): Promise<ListenAddress> {
    const { host, port } = this.#address;
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port, backlog: 1024 }, () => {
        this.#server.off('error', reject);
        this.#server.on('error', () => {});
        const bound = this.#server.address() as AddressInfo;
        resolve({ host: bound.address, port: bound.port });
      });
    });
  }

  /** Handshakes that begin from now on see the new certificates. What needs another socket waits for the next start. */
  swap(listener: Listener | undefined): void {
    const { host, port } = this.#address;
    if (listener?.tls !== undefined && listener.host === host && listener.port === port)
      this.#secure?.swap(listener.tls);
  }

  /** Resolves once nothing is accepted any more and every connection is closed. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#secure?.close();
      for (const reader of this.#silent) reader.destroy();
    });
  }

  #acceptPlain(socket: Socket, host: ListenerHost): void {
    const client: ClientPeer = { address: peerAddress(socket), scheme: 'http', certificateLines: '' };
    if (!this.#address.http2) {
      host.accept(socket, client, false);
      return;
    }
    const reader = new PrefaceReader(socket, host, (isHttp2) => {
      this.#silent.delete(reader);
      if (isHttp2 !== undefined) host.accept(socket, client, isHttp2);
    });
    this.#silent.add(reader);
  }
}

/** Terminates TLS: certificates by server name, client certificates, and an end to handshakes that are not finished. */
class SecureFront {
  readonly server: TlsServer;
  readonly #host: ListenerHost;
  readonly #handshakes: Handshakes;
  #tls: ListenerTls;
  #certificates: ServerCertificates;

  constructor(tls: ListenerTls, maySpeakHttp2: boolean, host: ListenerHost) {
    this.#tls = tls;
    this.#host = host;
    this.#certificates = new ServerCertificates(tls);
    this.#handshakes = new Handshakes(host.deadlines, host.timeouts.headMs);
    this.server = createTlsServer({
      ...this.#certificates.defaultOptions,
      SNICallback: (name, done) => done(null, this.#certificates.contextFor(name)),
      ALPNProtocols: maySpeakHttp2 ? ['h2', 'http/1.1'] : ['http/1.1'],
      requestCert: tls.clients !== undefined,
      // A wrong certificate is refused below, where it can be said why.
      rejectUnauthorized: false,
      allowHalfOpen: true,
      noDelay: true,
    });
    this.server.on('connection', (socket: Socket) => this.#begin(socket));
    this.server.on('secureConnection', (socket) => this.#finish(socket));
    this.server.on('tlsClientError', (error, socket) => this.#fail(error, socket));
  }

  /** Whether clients are asked for certificates stays as it was at the start. */
  swap(next: ListenerTls): void {
    const { clients } = this.#tls;
    this.#tls = (clients === undefined) === (next.clients === undefined) ? next : { ...next, clients };
    this.#certificates = new ServerCertificates(this.#tls);
    this.server.setSecureContext(this.#certificates.defaultOptions);
  }

  close(): void {
    this.#handshakes.close();
  }

  #begin(socket: Socket): void {
    this.#handshakes.begin(socket, () =>
      this.#host.refused(this.#peer(socket, ''), 408, 'tls-handshake-timeout'),
    );
  }

  #finish(socket: TLSSocket): void {
    this.#handshakes.finish(socket);
    socket.disableRenegotiation();
    const { clients } = this.#tls;
    const problem = clients && clientCertificateProblem(socket, clients);
    if (problem === undefined) {
      const lines = clients ? certificateLines(socket.getPeerX509Certificate(), clients) : '';
      this.#host.accept(socket, this.#peer(socket, lines), socket.alpnProtocol === 'h2');
      return;
    }
    socket.on('error', () => {});
    this.#host.refused(this.#peer(socket, ''), problem.status, problem.reason);
    socket.destroy();
  }

  /** Whoever leaves without a word has probed the port; whoever says something wrong is noted. */
  #fail(error: NodeJS.ErrnoException, socket: TLSSocket): void {
    const isSilent = error.code === 'ECONNRESET' || socket.remoteAddress === undefined;
    if (!isSilent) this.#host.refused(this.#peer(socket, ''), 400, 'tls-handshake');
    socket.destroy();
  }

  #peer(socket: Socket, certificateLines: string): ClientPeer {
    return { address: peerAddress(socket), scheme: 'https', certificateLines };
  }
}

/** An IPv4 address that arrived on an IPv6 socket, without its prefix. */
function peerAddress({ remoteAddress }: Socket): string {
  if (remoteAddress === undefined) return 'unknown';
  return remoteAddress.startsWith('::ffff:') ? remoteAddress.slice(7) : remoteAddress;
}
