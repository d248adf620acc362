import type { Deadlines } from '../deadlines.ts';
import type { BodySink, FlushState } from '../exchange.ts';
import type { BodyFraming } from '../http1/body-framing.ts';
import type { Fields } from '../http1/fields.ts';
import type { HeadLimits } from '../http1/head-buffer.ts';
import { requestHeadText } from '../http1/head-writer.ts';
import { MessageError } from '../http1/message-error.ts';
import { MessageWriter } from '../http1/message-writer.ts';
import type { ResponseHead } from '../http1/response-head.ts';
import { ResponseReader, type ResponseEvents } from '../http1/response-reader.ts';
import { connectFailure, type Failure } from './outcome.ts';
import type { AttemptEvents, AttemptHandle, OutboundRequest } from './transport.ts';
import type { ConnectionUser, UpstreamConnection } from './upstream-connection.ts';

/** A connection with more unsent bytes than this takes no more. */
const FULL_BYTES = 128 * 1024;
/** A first write of at most this size is taken by the kernel as a whole or not at all. */
const WHOLE_WRITE_BYTES = 16 * 1024;

/** Of a request larger than this, the kernel may hold much that the backend never reads: 4 MB were seen on loopback. */
const MAX_KEPT_REQUEST_BYTES = 256 * 1024;

/** What a pool does for the attempts that it serves. */
export interface AttemptOwner {
  readonly deadlines: Deadlines;
  readonly limits: HeadLimits;
  /** The connection answered completely and has no unexpected byte. `keepAliveMs`: the peer's hint, if any. */
  giveBack(connection: UpstreamConnection, keepAliveMs: number | undefined): void;
  /** The attempt needs no connection any more. */
  forget(attempt: SocketAttempt): void;
  /** The connection is not to be used again. */
  discard(connection: UpstreamConnection): void;
}

/** One request and its response on one connection of a destination. */
export class SocketAttempt implements AttemptHandle, ConnectionUser, BodySink, ResponseEvents {
  readonly request: OutboundRequest;
  isReusedSocket = false;
  sentBytes = 0;
  /** No event may follow: failed, aborted, or complete. */
  isOver = false;
  readonly #events: AttemptEvents;
  readonly #owner: AttemptOwner;
  readonly #writer = new MessageWriter();
  readonly #reader: ResponseReader;
  #connection: UpstreamConnection | undefined;
  #writes = 0;
  #isRequestWritten = false;
  #hasResponseBytes = false;
  /** A response that can have no body announced one: which of both the backend means, nobody knows. */
  #isContradictory = false;
  #head: ResponseHead | undefined;
  #isResponseRead = false;
  #isTunnel = false;
  #isSilenceAllowed = false;
  #isReceiverFull = false;
  #trailers: Fields | undefined;

  constructor(request: OutboundRequest, events: AttemptEvents, owner: AttemptOwner) {
    this.request = request;
    this.#events = events;
    this.#owner = owner;
    this.#reader = new ResponseReader(owner.limits, this);
  }

  /** Takes a connection and sends the request as soon as it is connected. */
  start(connection: UpstreamConnection): void {
    this.#connection = connection;
    connection.use(this);
    this.isReusedSocket = connection.uses > 0;
    connection.uses++;
    if (connection.isConnected) this.onConnected();
    else connection.deadlineMs = this.#owner.deadlines.after(this.request.cluster.timeouts.connectMs);
  }

  /** No connection became free in time. */
  refuse(): void {
    this.#fail('connect/target/overloaded');
  }

  resume(): void {
    if (!this.#isReceiverFull) return;
    this.#isReceiverFull = false;
    this.#expectProgress();
    this.#connection?.resume();
  }

  mayBeSilent(): void {
    this.#isSilenceAllowed = true;
    this.#expectProgress();
  }

  abort(): void {
    if (this.isOver) return;
    this.#finish();
    if (this.#connection === undefined) this.#owner.forget(this);
    else this.#owner.discard(this.#connection);
  }

  // --- the request -------------------------------------------------------------------------------------------------------------------------------------

  onConnected(): void {
    const connection = this.#connection;
    if (connection === undefined) return;
    const { method, target, lines, body } = this.request;
    this.#reader.begin(method === 'HEAD');
    const framed = lines + framingLine(body.framing);
    this.#writer.head(requestHeadText(method, target, framed), body.framing.kind === 'chunked');
    body.attach(this);
  }

  write(bytes: Buffer): void {
    this.#writer.body(bytes);
  }

  end(): void {
    this.#isRequestWritten = true;
    if (this.#isTunnel) {
      this.#flushWriter();
      this.#connection?.end();
      this.#expectProgress();
    } else {
      this.#writer.end('');
    }
  }

  flush(): FlushState {
    const connection = this.#connection;
    if (connection === undefined || this.isOver) return 'sent';
    this.#flushWriter();
    this.#expectProgress();
    if (connection.pendingBytes === 0) return 'sent';
    return connection.pendingBytes < FULL_BYTES ? 'pending' : 'full';
  }

  onDrained(): void {
    this.#expectProgress();
    if (!this.isOver) this.request.body.resume();
  }

  mayBeAnswered(): boolean {
    return !this.isOver && !this.#isOneWrite;
  }

  /** Of what has been written so far the kernel has taken all or nothing; under TLS, one write of plaintext is several records. */
  get #isOneWrite(): boolean {
    return (
      this.#writes === 1 && this.sentBytes <= WHOLE_WRITE_BYTES && this.request.destination.tls === undefined
    );
  }

  #flushWriter(): void {
    if (this.#connection === undefined || !this.#writer.hasPending) return;
    this.#writes++;
    this.sentBytes += this.#writer.flush(this.#connection.output);
  }

  // --- the response ------------------------------------------------------------------------------------------------------------------------------------

  onBytes(bytes: Buffer): FlushState {
    if (this.isOver) return 'sent';
    this.#hasResponseBytes = true;
    let used = 0;
    try {
      used = this.#reader.read(bytes, 0);
    } catch (error) {
      if (!(error instanceof MessageError)) throw error;
      this.#fail('response/target/garbage');
      return 'sent';
    }
    if (this.isOver) return 'sent';
    if (this.#isResponseRead) return this.#complete(used === bytes.length);
    const state = this.#events.onFlush();
    this.#isReceiverFull = state === 'full';
    // A part of a head is no progress: the head must be complete in time.
    if (this.#head !== undefined || this.#isReceiverFull) this.#expectProgress();
    return state;
  }

  onInterimHead(head: ResponseHead): void {
    this.#isContradictory ||= announcesBody(head.fields);
    this.#events.onInterim(head);
    this.#expectProgress();
  }

  onResponseHead(head: ResponseHead, framing: BodyFraming): void {
    this.#head = head;
    if (head.status === 204) this.#isContradictory ||= announcesBody(head.fields);
    this.#isTunnel = head.status === 101;
    if (this.#isTunnel) this.#isRequestWritten = false;
    this.#events.onResponse(head, framing);
  }

  onBodyBytes(bytes: Buffer): void {
    if (!this.isOver) this.#events.onBodyBytes(bytes);
  }

  onResponseEnd(trailers: Fields | undefined): void {
    this.#isResponseRead = true;
    this.#trailers = trailers;
  }

  onEndOfInput(): void {
    if (this.isOver) return;
    if (this.#connection?.isConnected !== true) {
      this.#fail(this.request.destination.tls ? 'connect/target/tls' : 'connect/target/unreachable');
      return;
    }
    const meaning = this.#reader.endOfInput();
    if (meaning === 'complete') this.#complete(false);
    else this.#fail(meaning === 'truncated' ? 'response/target/truncated' : 'request/target/closed');
  }

  /** Gives the connection back, or away, before the receiver hears of the end: its next request may want it. */
  #complete(isClean: boolean): FlushState {
    const connection = this.#connection;
    this.#finish();
    if (connection !== undefined) {
      const isReusable =
        isClean && this.#isRequestGone(connection) && !connection.isClosed && this.#mayPersist();
      if (isReusable) this.#owner.giveBack(connection, keepAliveHintMs(this.#head?.fields));
      else this.#owner.discard(connection);
    }
    this.#events.onEnd(this.#trailers);
    return this.#events.onFlush() === 'sent' ? 'sent' : 'pending';
  }

  /** Nothing of the request can stand in front of the next one: the backend may have answered without reading it. */
  #isRequestGone(connection: UpstreamConnection): boolean {
    return (
      this.#isRequestWritten && connection.pendingBytes === 0 && this.sentBytes <= MAX_KEPT_REQUEST_BYTES
    );
  }

  #mayPersist(): boolean {
    const head = this.#head;
    if (head === undefined || head.status === 101 || head.connection.close || this.#isContradictory)
      return false;
    return head.minorVersion === 1 || head.connection.keepAlive;
  }

  // --- failures ----------------------------------------------------------------------------------------------------------------------------------------

  onLost(error: NodeJS.ErrnoException | undefined): void {
    if (this.isOver) return;
    if (this.#connection?.isConnected !== true) {
      this.#fail(error === undefined ? 'connect/target/unreachable' : connectFailure(error));
      return;
    }
    if (error?.syscall === 'write' && this.#isOneWrite) this.sentBytes = 0;
    this.#fail(this.#hasResponseBytes ? 'response/target/reset' : 'request/target/reset');
  }

  onDeadline(): void {
    const connection = this.#connection;
    if (connection?.isConnected !== true) this.#fail('connect/target/timeout');
    else if (!this.#hasResponseBytes) this.#fail('request/target/timeout');
    else this.#fail('response/target/timeout');
  }

  #fail(failure: Failure): void {
    if (this.isOver) return;
    this.#finish();
    if (this.#connection !== undefined) this.#owner.discard(this.#connection);
    this.#events.onFailure(failure);
  }

  #finish(): void {
    this.isOver = true;
    this.request.body.detach();
  }

  /** Sets the deadline to what is awaited from the destination, if anything is. */
  #expectProgress(): void {
    const connection = this.#connection;
    if (connection === undefined || this.isOver) return;
    connection.deadlineMs = this.#owner.deadlines.after(this.#patienceMs(connection));
  }

  #patienceMs(connection: UpstreamConnection): number {
    const { firstByteMs, idleMs } = this.request.cluster.timeouts;
    if (this.#isReceiverFull) return Infinity;
    if (this.#isTunnel) return this.#isRequestWritten ? idleMs : Infinity;
    if (this.#head !== undefined) return this.#isSilenceAllowed ? Infinity : idleMs;
    if (!this.#isRequestWritten) return connection.pendingBytes > 0 ? idleMs : Infinity;
    return connection.pendingBytes > 0 ? Math.max(idleMs, firstByteMs) : firstByteMs;
  }
}

function framingLine(framing: BodyFraming): string {
  if (framing.kind === 'length') return `Content-Length: ${framing.bytes}\r\n`;
  return framing.kind === 'chunked' ? 'Transfer-Encoding: chunked\r\n' : '';
}

/** What no 1xx and no 204 may say (RFC 9110 section 8.6, RFC 9112 section 6.1). */
function announcesBody(fields: Fields): boolean {
  const length = fields.structural('content-length')[0];
  return (length !== undefined && length !== '0') || fields.structural('transfer-encoding').length > 0;
}

/** The `timeout` of a Keep-Alive field, which many servers send: after it, they close. */
function keepAliveHintMs(fields: Fields | undefined): number | undefined {
  const hint = fields?.structural('keep-alive')[0];
  const seconds = hint === undefined ? null : /(?:^|[,\s])timeout=(\d{1,6})/i.exec(hint);
  return seconds === null ? undefined : Number(seconds[1]) * 1000;
}
