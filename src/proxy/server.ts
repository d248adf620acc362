import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { ClientConnection, type ConnectionOwner } from './client-connection.ts';
import type { ListenerHost } from './client-listener.ts';
import type { ClientTimeouts } from './client-timeouts.ts';
import type { Clock } from './clock.ts';
import type { Deadlines } from './deadlines.ts';
import type { Failure } from './forward/outcome.ts';
import { ClientSession, type SessionHost } from './http2/client-session.ts';
import type { ClientPeer, ClientResponse } from './exchange.ts';
import { ListenerSet, type PreparedListeners } from './listener-set.ts';
import type { HeadLimits } from './http1/head-buffer.ts';
import type { RequestHead } from './http1/request-head.ts';
import type { ListenAddress, Listener } from './snapshot.ts';
import type { Exchange } from './exchange.ts';
import type { BodySource, ReplayBuffer } from './fallback/replay-buffer.ts';

/** What the server hands its requests to. */
export interface ExchangeHost {
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  readonly timeouts: ClientTimeouts;
  readonly limits: HeadLimits;
  /** A new exchange for a request whose head has arrived. */
  open(
    client: ClientPeer,
    head: RequestHead,
    response: ClientResponse,
    source: BodySource,
  ): { exchange: Exchange; body: ReplayBuffer };
  run(exchange: Exchange): void;
  refused(client: ClientPeer, status: number, reason: string): void;
}

/** Connections that were busy when a drain began: how many came to their end, how many had to be cut. */
export interface Drained {
  readonly finished: number;
  readonly cut: number;
}

/** A connection of a client, whatever it speaks. */
interface ClientSide {
  readonly isBusy: boolean;
  stop(): void;
  destroy(failure: Failure): void;
}

/** The client side: listens, keeps the set of connections, and drains them. */
export class ProxyServer implements ConnectionOwner, SessionHost, ListenerHost {
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  readonly timeouts: ClientTimeouts;
  isStopping = false;
  /** Connections accepted so far. */
  acceptedCount = 0;
  readonly #listeners: ListenerSet;
  readonly #host: ExchangeHost;
  readonly #connections = new Set<ClientSide>();
  #onEmpty: (() => void) | undefined;

  constructor(listeners: readonly Listener[], host: ExchangeHost) {
    this.#host = host;
    this.clock = host.clock;
    this.deadlines = host.deadlines;
    this.timeouts = host.timeouts;
    this.#listeners = new ListenerSet(listeners, this);
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  get limits(): HeadLimits {
    return this.#host.limits;
  }

  /** As bound, in the order of the configuration. */
  get addresses(): readonly ListenAddress[] {
    return this.#listeners.addresses;
  }

  /** Resolves with the addresses, in their order, once connections are accepted; rejects if one cannot be bound, and then listens on none. */
  async listen(): Promise<readonly ListenAddress[]> {
    await this.#listeners.listen();
    return this.#listeners.addresses;
  }

  /** Certificates are replaced; addresses stay. */
  swap(listeners: readonly Listener[]): void {
    this.#listeners.swap(listeners);
  }

  /** Binds addresses that are new; rejects if that is not possible, and then nothing has changed. */
  prepare(listeners: readonly Listener[]): Promise<PreparedListeners> {
    return this.#listeners.prepare(listeners);
  }

  /** From now on every response is the last on its connection. */
  turnAway(): void {
    this.isStopping = true;
  }

  /** Accepts nothing more, closes idle connections at once and the others behind their exchange; after `graceMs` whatever is left is cut. */
  async drain(graceMs: number): Promise<Drained> {
    this.isStopping = true;
    const closed = this.#listeners.close();
    const busy = new Set(this.#busyConnections());
    await polled();
    for (const connection of this.#connections) connection.stop();
    for (const connection of this.#busyConnections()) busy.add(connection);
    let cut = 0;
    const empty = new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
      if (this.#connections.size === 0) resolve();
    });
    const timer = setTimeout(() => {
      cut = this.#busyConnections().length;
      for (const connection of this.#connections) connection.destroy('response/proxy/stopped');
    }, graceMs);
    await empty;
    clearTimeout(timer);
    await closed;
    return { finished: busy.size - cut, cut };
  }

  #busyConnections(): readonly ClientSide[] {
    return [...this.#connections].filter(({ isBusy }) => isBusy);
  }

  open(client: ClientPeer, head: RequestHead, response: ClientResponse, source: BodySource) {
    return this.#host.open(client, head, response, source);
  }

  run(exchange: Exchange): void {
    this.#host.run(exchange);
  }

  refused(client: ClientPeer, status: number, reason: string): void {
    this.#host.refused(client, status, reason);
  }

  sessionClosed(session: ClientSession): void {
    this.closed(session);
  }

  closed(connection: ClientSide): void {
    this.#connections.delete(connection);
    if (this.#connections.size === 0) this.#onEmpty?.();
  }

  accept(socket: Socket, client: ClientPeer, isHttp2: boolean): void {
    this.acceptedCount++;
    this.#connections.add(
      isHttp2 ? new ClientSession(socket, client, this) : new ClientConnection(socket, client, this),
    );
  }

  /** A connection of HTTP/1.1 of which somebody else has already read `first`. */
  adopt(socket: Socket, client: ClientPeer, first: Buffer): void {
    this.acceptedCount++;
    const connection = new ClientConnection(socket, client, this);
    this.#connections.add(connection);
    connection.begin(first);
  }
}

/** What clients have already sent has been read: a connection with a request is not idle. */
async function polled(): Promise<void> {
  await turn();
  await turn();
}
