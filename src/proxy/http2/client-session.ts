import {
  constants,
  performServerHandshake,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Watched } from '../deadlines.ts';
import type { ClientPeer } from '../exchange.ts';
import type { Failure } from '../forward/outcome.ts';
import { Allowance } from './allowance.ts';
import { ClientStream, type StreamHost } from './client-stream.ts';

/** Requests of one client at a time. */
const MAX_STREAMS = 100;
/** Pseudo-fields come on top of what a head may have. */
const PSEUDO_FIELDS = 4;
/** Broken streams and frames that `node:http2` takes from a client before it ends the session. */
const MAX_INVALID = 100;

export interface SessionHost extends Omit<StreamHost, 'client' | 'closed'> {
  readonly clock: Clock;
  readonly isStopping: boolean;
  /** The session is over. */
  sessionClosed(session: ClientSession): void;
}

/**
 * One HTTP/2 connection of a client: its streams, and what bounds them.
 *
 * Whoever opens streams only to break them (CVE-2023-44487 and its variants), or sends pings or settings without end, is told ENHANCE_YOUR_CALM and
 * disconnected. `node:http2` bounds header lists, CONTINUATION frames, empty DATA frames and acknowledgements that are not read; fields that are malformed
 * in themselves it leaves out, without a word, as if the client had not sent them.
 */
export class ClientSession implements StreamHost, Watched {
  readonly client: ClientPeer;
  deadlineMs: number;
  readonly #session: ServerHttp2Session;
  readonly #host: SessionHost;
  readonly #streams = new Set<ClientStream>();
  /** Streams that were not answered to their end: a page that is left takes all of its requests with it, once. */
  readonly #breaks: Allowance;
  readonly #signals: Allowance;
  #isOver = false;

  /** `socket`: nothing has been read from it, or what has been read was put back. */
  constructor(socket: Socket, client: ClientPeer, host: SessionHost) {
    this.client = client;
    this.#host = host;
    this.#breaks = new Allowance(host.clock, 2 * MAX_STREAMS, 20);
    this.#signals = new Allowance(host.clock, 100, 20);
    this.deadlineMs = host.deadlines.after(host.timeouts.headMs);
    host.deadlines.watch(this);
    socket.on('error', () => {});
    this.#session = performServerHandshake(socket, {
      settings: {
        maxConcurrentStreams: MAX_STREAMS,
        maxHeaderListSize: host.limits.maxHeadBytes,
        enableConnectProtocol: false,
      },
      maxHeaderListPairs: host.limits.maxHeaderCount + PSEUDO_FIELDS,
      maxSessionInvalidFrames: MAX_INVALID,
      maxSessionRejectedStreams: MAX_INVALID,
    });
    this.#listen();
    // A client that sends nothing more can neither ask nor open its windows.
    socket.once('end', () => this.#session.destroy());
  }

  get deadlines() {
    return this.#host.deadlines;
  }

  get limits() {
    return this.#host.limits;
  }

  get timeouts() {
    return this.#host.timeouts;
  }

  /** Something of value would be lost if the connection ended now. */
  get isBusy(): boolean {
    return this.#streams.size > 0;
  }

  /** Takes no further requests (GOAWAY), and ends behind those that run. */
  stop(): void {
    if (!this.#session.closed) this.#session.close();
  }

  destroy(failure: Failure): void {
    for (const stream of this.#streams) stream.destroy(failure);
    this.#session.destroy();
  }

  open: StreamHost['open'] = (client, head, response, source) =>
    this.#host.open(client, head, response, source);

  run: StreamHost['run'] = (exchange) => this.#host.run(exchange);

  refused(client: ClientPeer, status: number, reason: string): void {
    this.#host.refused(client, status, reason);
  }

  closed(stream: ClientStream, wasBroken: boolean): void {
    this.#streams.delete(stream);
    if (wasBroken && !this.#breaks.take()) this.#expel('http2-streams-broken');
    if (this.#streams.size === 0) this.deadlineMs = this.deadlines.after(this.timeouts.keepAliveMs);
  }

  /** No request for a while, or not even the beginning of a session. */
  onDeadline(): void {
    this.deadlineMs = this.deadlines.after(this.timeouts.lingerMs);
    if (this.#session.closed) this.#session.destroy();
    else this.#session.close();
  }

  #listen(): void {
    const session = this.#session;
    const onStream = (stream: ServerHttp2Stream, _: unknown, flags: number, rawHeaders: string[]): void =>
      this.#begin(stream, flags, rawHeaders);
    session.on('stream', onStream as () => void);
    session.once('remoteSettings', () => {
      if (this.#streams.size === 0) this.deadlineMs = this.deadlines.after(this.timeouts.keepAliveMs);
    });
    session.on('remoteSettings', () => this.#count());
    session.on('ping', () => this.#count());
    session.on('error', () => this.#note('http2-session'));
    session.on('frameError', () => {});
    session.on('close', () => this.#onClose());
  }

  #begin(stream: ServerHttp2Stream, flags: number, rawHeaders: readonly string[]): void {
    const clientStream = new ClientStream(stream, this);
    this.#streams.add(clientStream);
    this.deadlineMs = Infinity;
    clientStream.begin(rawHeaders, (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0);
    if (this.#host.isStopping) this.stop();
  }

  #count(): void {
    if (!this.#signals.take()) this.#expel('http2-flood');
  }

  #expel(reason: string): void {
    this.#note(reason);
    this.#session.destroy(new Error(reason), constants.NGHTTP2_ENHANCE_YOUR_CALM);
  }

  #note(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#host.refused(this.client, 400, reason);
  }

  #onClose(): void {
    this.#isOver = true;
    this.deadlines.unwatch(this);
    this.#host.sessionClosed(this);
  }
}
