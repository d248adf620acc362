import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer, type TLSSocket } from 'node:tls';
import type { ClientTimeouts } from './client-timeouts.ts';
import type { Deadlines } from './deadlines.ts';
import type { ClientPeer } from './exchange.ts';
import type { ListenAddress, Listener, ListenerTls } from './snapshot.ts';
import { type Beginning, FirstBytes } from './first-bytes.ts';
import { readPreface } from './http2/preface.ts';
import { certificateLines, clientCertificateProblem } from './tls/client-certificate.ts';
import { Handshakes } from './tls/handshakes.ts';
import { ServerCertificates } from './tls/server-certificates.ts';
import { readProxyHeader } from './trust/proxy-header.ts';

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
  #address: Listener;
  readonly #host: ListenerHost;
  readonly #server: Server;
  readonly #secure: SecureFront | undefined;
  /** Connections that have not yet said what they are. */
  readonly #silent = new Set<{ destroy(): void }>();

  constructor(listener: Listener, host: ListenerHost) {
    this.#address = listener;
    this.#host = host;
    this.#secure = listener.tls && new SecureFront(listener.tls, listener.http2, host);
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#begin(socket));
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

  /** Connections that begin from now on see the new certificates and announcers. What needs another socket waits for the next start. */
  swap(listener: Listener | undefined): void {
    const { host, port } = this.#address;
    if (listener === undefined || listener.host !== host || listener.port !== port) return;
    if (listener.tls !== undefined) this.#secure?.swap(listener.tls);
    this.#address = { ...this.#address, announcers: listener.announcers };
  }

  /** Resolves once nothing is accepted any more and every connection is closed. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#secure?.close();
      for (const reader of this.#silent) reader.destroy();
    });
  }

  #begin(socket: Socket): void {
    const { announcers } = this.#address;
    const peer = peerAddress(socket);
    if (announcers === undefined) this.#accept(socket, peer, false);
    else if (peer === GONE) socket.destroy();
    else if (announcers.has(peer)) this.#readAnnouncement(socket, peer);
    else this.#refuse(socket, peer, 'proxy-header-untrusted');
  }

  /** Nobody is told why: what is at the other end may not even speak HTTP. */
  #refuse(socket: Socket, peer: string, reason: string): void {
    socket.on('error', () => {});
    this.#host.refused({ address: peer, scheme: 'http', certificateLines: '' }, 400, reason);
    socket.destroy();
  }

  #readAnnouncement(socket: Socket, peer: string): void {
    this.#readFirst(socket, this.#host.timeouts.headMs, readProxyHeader, (client) => {
      if (client === 'invalid') this.#refuse(socket, peer, 'bad-proxy-header');
      else this.#accept(socket, client.address ?? peer, client.isSecure);
    });
  }

  /** `isSecure`: TLS has ended in front of us. */
  #accept(socket: Socket, address: string, isSecure: boolean): void {
    const host = this.#host;
    if (this.#secure !== undefined) {
      this.#secure.begin(socket, address);
      return;
    }
    const client: ClientPeer = { address, scheme: isSecure ? 'https' : 'http', certificateLines: '' };
    if (this.#address.http2) {
      this.#readFirst(socket, host.timeouts.keepAliveMs, readPreface, (isHttp2) =>
        host.accept(socket, client, isHttp2),
      );
    } else host.accept(socket, client, false);
  }

  #readFirst<Meaning>(
    socket: Socket,
    timeoutMs: number,
    understand: (seen: Buffer) => Beginning<Meaning> | undefined,
    onKnown: (meaning: Meaning) => void,
  ): void {
    const reader = new FirstBytes(socket, this.#host.deadlines, timeoutMs, understand, (meaning) => {
      this.#silent.delete(reader);
      if (meaning !== undefined) onKnown(meaning);
    });
    this.#silent.add(reader);
  }
}

/** Terminates TLS: certificates by server name, client certificates, and an end to handshakes that are not finished. */
class SecureFront {
  readonly #server: TlsServer;
  readonly #host: ListenerHost;
  readonly #handshakes: Handshakes;
  #tls: ListenerTls;
  #certificates: ServerCertificates;

  constructor(tls: ListenerTls, maySpeakHttp2: boolean, host: ListenerHost) {
    this.#tls = tls;
    this.#host = host;
    this.#certificates = new ServerCertificates(tls);
    this.#handshakes = new Handshakes(host.deadlines, host.timeouts.headMs);
    this.#server = createTlsServer({
      ...this.#certificates.defaultOptions,
      SNICallback: (name, done) => done(null, this.#certificates.contextFor(name)),
      ALPNProtocols: maySpeakHttp2 ? ['h2', 'http/1.1'] : ['http/1.1'],
      requestCert: tls.clients !== undefined,
      // A wrong certificate is refused below, where it can be said why.
      rejectUnauthorized: false,
      allowHalfOpen: true,
      noDelay: true,
    });
    this.#server.on('secureConnection', (socket) => this.#finish(socket));
    this.#server.on('tlsClientError', (error, socket) => this.#fail(error, socket));
  }

  /** Whether clients are asked for certificates stays as it was at the start. */
  swap(next: ListenerTls): void {
    const { clients } = this.#tls;
    this.#tls = (clients === undefined) === (next.clients === undefined) ? next : { ...next, clients };
    this.#certificates = new ServerCertificates(this.#tls);
    this.#server.setSecureContext(this.#certificates.defaultOptions);
  }

  close(): void {
    this.#handshakes.close();
  }

  /** `address`: of the client, who may not be the peer. */
  begin(socket: Socket, address: string): void {
    this.#handshakes.begin(socket, address, () =>
      this.#host.refused(clientAt(address), 408, 'tls-handshake-timeout'),
    );
    this.#server.emit('connection', socket);
  }

  #finish(socket: TLSSocket): void {
    const address = this.#handshakes.addressOf(socket) ?? peerAddress(socket);
    this.#handshakes.finish(socket);
    socket.disableRenegotiation();
    const { clients } = this.#tls;
    const problem = clients && clientCertificateProblem(socket, clients);
    if (problem === undefined) {
      const lines = clients ? certificateLines(socket.getPeerX509Certificate(), clients) : '';
      const client = { ...clientAt(address), certificateLines: lines };
      this.#host.accept(socket, client, socket.alpnProtocol === 'h2');
      return;
    }
    socket.on('error', () => {});
    this.#host.refused(clientAt(address), problem.status, problem.reason);
    socket.destroy();
  }

  /** Whoever leaves without a word has probed the port; whoever says something wrong is noted. */
  #fail(error: NodeJS.ErrnoException, socket: TLSSocket): void {
    const isSilent = error.code === 'ECONNRESET' || socket.remoteAddress === undefined;
    const address = this.#handshakes.addressOf(socket) ?? peerAddress(socket);
    if (!isSilent) this.#host.refused(clientAt(address), 400, 'tls-handshake');
    socket.destroy();
  }
}

function clientAt(address: string): ClientPeer {
  return { address, scheme: 'https', certificateLines: '' };
}

/** The address of a peer that has left already. */
const GONE = 'unknown';

/** An IPv4 address that arrived on an IPv6 socket, without its prefix. */
function peerAddress({ remoteAddress }: Socket): string {
  if (remoteAddress === undefined) return GONE;
  return remoteAddress.startsWith('::ffff:') ? remoteAddress.slice(7) : remoteAddress;
}
