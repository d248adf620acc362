import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ClientConnection, type ConnectionOwner } from './client-connection.ts';
import type { ClientTimeouts } from './client-timeouts.ts';
import type { SocketResponse } from './client-response.ts';
import type { Deadlines } from './deadlines.ts';
import type { ClientPeer } from './exchange.ts';
import type { HeadLimits } from './http1/head-buffer.ts';
import type { RequestHead } from './http1/request-head.ts';
import type { ListenAddress } from './snapshot.ts';
import type { Exchange } from './exchange.ts';
import type { ReplayBuffer } from './fallback/replay-buffer.ts';

/** What the server hands its requests to. */
export interface ExchangeHost {
  readonly deadlines: Deadlines;
  readonly timeouts: ClientTimeouts;
  readonly limits: HeadLimits;
  /** A new exchange for a request whose head has arrived. */
  open(
    client: ClientPeer,
    head: RequestHead,
    response: SocketResponse,
    connection: ClientConnection,
  ): { exchange: Exchange; body: ReplayBuffer };
  run(exchange: Exchange): void;
  refused(client: ClientPeer, status: number, reason: string): void;
}

/** Connections that were busy when a drain began: how many came to their end, how many had to be cut. */
export interface Drained {
  readonly finished: number;
  readonly cut: number;
}

/** The client side: listens, keeps the set of connections, and drains them. */
export class ProxyServer implements ConnectionOwner {
  readonly deadlines: Deadlines;
  readonly timeouts: ClientTimeouts;
  isStopping = false;
  /** Connections accepted so far. */
  acceptedCount = 0;
  readonly #server: Server;
  readonly #host: ExchangeHost;
  readonly #connections = new Set<ClientConnection>();
  #onEmpty: (() => void) | undefined;

  constructor(host: ExchangeHost) {
    this.#host = host;
    this.deadlines = host.deadlines;
    this.timeouts = host.timeouts;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#accept(socket));
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  get limits(): HeadLimits {
    return this.#host.limits;
  }

  /** Resolves with the address once connections are accepted; rejects if it cannot be bound. */
  listen({ host, port }: ListenAddress): Promise<ListenAddress> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port, backlog: 1024 }, () => {
        this.#server.off('error', reject);
        this.#server.on('error', () => {});
        const address = this.#server.address() as AddressInfo;
        resolve({ host: address.address, port: address.port });
      });
    });
  }

  /** For `delayMs` every response is the last on its connection, so that clients go where a load balancer sends them. */
  async turnAway(delayMs: number): Promise<void> {
    this.isStopping = true;
    if (delayMs > 0) await wait(delayMs);
  }

  /** Accepts nothing more, closes idle connections at once and the others behind their exchange; after `graceMs` whatever is left is cut. */
  async drain(graceMs: number): Promise<Drained> {
    this.isStopping = true;
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    for (const connection of this.#connections) connection.stop();
    const busy = this.#busyConnections();
    let cut = 0;
    const empty = new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
      if (this.#connections.size === 0) resolve();
    });
    const timer = setTimeout(() => {
      cut = this.#busyConnections();
      for (const connection of this.#connections) connection.destroy('response/proxy/stopped');
    }, graceMs);
    await empty;
    clearTimeout(timer);
    await closed;
    return { finished: busy - cut, cut };
  }

  #busyConnections(): number {
    return [...this.#connections].filter(({ isBusy }) => isBusy).length;
  }

  open(client: ClientPeer, head: RequestHead, response: SocketResponse, connection: ClientConnection) {
    return this.#host.open(client, head, response, connection);
  }

  run(exchange: Exchange): void {
    this.#host.run(exchange);
  }

  refused(client: ClientPeer, status: number, reason: string): void {
    this.#host.refused(client, status, reason);
  }

  closed(connection: ClientConnection): void {
    this.#connections.delete(connection);
    if (this.#connections.size === 0) this.#onEmpty?.();
  }

  #accept(socket: Socket): void {
    this.acceptedCount++;
    const client: ClientPeer = { address: plainAddress(socket.remoteAddress), scheme: 'http' };
    this.#connections.add(new ClientConnection(socket, client, this));
  }
}

/** An IPv4 address that arrived on an IPv6 socket, without its prefix. */
function plainAddress(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
