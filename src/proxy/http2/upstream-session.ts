import {
  connect,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type OutgoingHttpHeaders,
} from 'node:http2';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Deadlines } from '../deadlines.ts';
import { connectFailure, type Failure } from '../forward/outcome.ts';
import type { HeadLimits } from '../http1/head-buffer.ts';
import type { Destination } from '../snapshot.ts';
import { connectDestination } from '../tls/connect-destination.ts';

/** Streams at a time, of a destination that allows more, or has not said how many. */
const MAX_STREAMS = 100;
/** A stream whose client takes nothing holds so much of its response, and no more. */
const STREAM_WINDOW_BYTES = 256 * 1024;
const SESSION_WINDOW_BYTES = 1024 * 1024;
/** The kernel asks so often whether a silent destination is still there. */
const KEEP_ALIVE_MS = 30_000;
/** A session that was used less long ago is taken for alive. */
const TRUSTED_MS = 500;

/** What waits for a session, or uses it. */
export interface SessionUser {
  onSession(session: UpstreamSession): void;
  onNoSession(failure: Failure): void;
}

export interface SessionOwner {
  readonly deadlines: Deadlines;
  readonly limits: HeadLimits;
  /** A stream more can be carried, or the session is over. */
  changed(session: UpstreamSession): void;
}

/** One HTTP/2 connection to a destination, shared by attempts. */
export class UpstreamSession {
  /** Attempts that it has carried. */
  uses = 0;
  /** No further attempt may be given to it. */
  isClosing = false;
  /** When its last attempt ended; monotonic. */
  idleSinceMs: number;
  readonly #owner: SessionOwner;
  readonly #socket: Socket;
  readonly #waiting = new Set<SessionUser>();
  #session: ClientHttp2Session | undefined;
  #running = 0;
  /** The last stream that the destination may have executed, once it has said so (RFC 9113 section 6.8). */
  #lastStreamId = Infinity;
  #error: NodeJS.ErrnoException | undefined;

  constructor(destination: Destination, owner: SessionOwner) {
    this.#owner = owner;
    this.idleSinceMs = owner.deadlines.nowMs;
    const socket = connectDestination(destination, { protocols: ['h2'], allowHalfOpen: false });
    this.#socket = socket;
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.once(destination.tls ? 'secureConnect' : 'connect', () => this.#begin(destination));
    socket.on('error', (error: NodeJS.ErrnoException) => (this.#error ??= error));
    socket.on('close', () => this.#onClose());
  }

  get isConnected(): boolean {
    return this.#session !== undefined;
  }

  get runningCount(): number {
    return this.#running;
  }

  /** How many more attempts it can take. */
  get freeCount(): number {
    if (this.isClosing) return 0;
    const allowed = Math.min(this.#session?.remoteSettings?.maxConcurrentStreams ?? MAX_STREAMS, MAX_STREAMS);
    return allowed - this.#running - this.#waiting.size;
  }

  /** Calls back with the session once it is connected, and, where it must be `proven`, has just answered; or with the reason why not. */
  give(user: SessionUser, mustBeProven: boolean): void {
    const isTrusted =
      !mustBeProven || this.#running > 0 || this.#owner.deadlines.nowMs - this.idleSinceMs < TRUSTED_MS;
    if (this.#session !== undefined && isTrusted) {
      user.onSession(this);
      return;
    }
    this.#waiting.add(user);
    if (this.#session === undefined) return;
    this.#session.ping((error) => {
      if (this.#waiting.delete(user) && error === null) user.onSession(this);
      else if (error !== null) this.destroy();
    });
  }

  forget(user: SessionUser): void {
    this.#waiting.delete(user);
  }

  /** A new stream, or undefined if the session has just ended. */
  request(headers: OutgoingHttpHeaders, endStream: boolean): ClientHttp2Stream | undefined {
    const session = this.#session;
    if (session === undefined || session.closed || session.destroyed) return undefined;
    const stream = session.request(headers, { endStream });
    this.uses++;
    this.#running++;
    stream.once('close', () => {
      this.#running--;
      this.idleSinceMs = this.#owner.deadlines.nowMs;
      this.#owner.changed(this);
    });
    return stream;
  }

  /** The destination has said that it will not execute this stream. */
  isUnexecuted(streamId: number | undefined): boolean {
    return streamId !== undefined && streamId > this.#lastStreamId;
  }

  /** Takes nothing more, and ends behind the attempts that run. */
  close(): void {
    this.isClosing = true;
    if (this.#session === undefined) this.#socket.destroy();
    else this.#session.close();
  }

  destroy(): void {
    this.isClosing = true;
    this.#session?.destroy();
    this.#socket.destroy();
  }

  #begin({ host, tls }: Destination): void {
    if (tls !== undefined && (this.#socket as TLSSocket).alpnProtocol !== 'h2') {
      this.#error = Object.assign(new Error('no HTTP/2'), { code: 'ERR_TLS_ALPN' });
      this.#socket.destroy();
      return;
    }
    const authority = `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}`;
    const { limits } = this.#owner;
    const session = connect(authority, {
      createConnection: () => this.#socket,
      settings: {
        enablePush: false,
        initialWindowSize: STREAM_WINDOW_BYTES,
        maxHeaderListSize: limits.maxHeadBytes,
      },
      maxHeaderListPairs: limits.maxHeaderCount + 1,
    });
    this.#session = session;
    session.setLocalWindowSize(SESSION_WINDOW_BYTES);
    session.on('error', () => {});
    session.on('goaway', (_code, lastStreamId) => {
      this.isClosing = true;
      this.#lastStreamId = Math.min(this.#lastStreamId, lastStreamId);
    });
    session.on('close', () => this.#socket.destroy());
    for (const user of this.#takeWaiting()) user.onSession(this);
  }

  #onClose(): void {
    this.isClosing = true;
    const failure =
      this.#session !== undefined
        ? 'connect/target/unreachable'
        : this.#error === undefined
          ? 'connect/target/unreachable'
          : connectFailure(this.#error);
    for (const user of this.#takeWaiting()) user.onNoSession(failure);
    this.#owner.changed(this);
  }

  #takeWaiting(): SessionUser[] {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    return waiting;
  }
}
