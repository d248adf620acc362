import { addAbortSignal } from 'node:stream';
import { constants, type ClientHttp2Stream, type OutgoingHttpHeaders } from 'node:http2';
import type { Watched } from '../deadlines.ts';
import type { BodySink, FlushState } from '../exchange.ts';
import type { Failure } from '../forward/outcome.ts';
import type { AttemptEvents, AttemptHandle, OutboundRequest } from '../forward/transport.ts';
import type { Fields } from '../http1/fields.ts';
import { MessageError } from '../http1/message-error.ts';
import type { ResponseHead } from '../http1/response-head.ts';
import { grpcTimeoutMs, isGrpc } from './grpc.ts';
import { headersOf } from './header-lines.ts';
import { fieldsOf, responseHeadOf, streamFraming } from './response-head.ts';
import type { SessionPool } from './session-pool.ts';
import { StreamWriter } from './stream-writer.ts';
import type { SessionUser, UpstreamSession } from './upstream-session.ts';

const MAX_INTERIM = 16;

/** One request and its response as a stream of a session that attempts share. */
export class StreamAttempt implements AttemptHandle, SessionUser, BodySink, Watched {
  isReusedSocket = false;
  deadlineMs: number;
  readonly #request: OutboundRequest;
  readonly #events: AttemptEvents;
  readonly #pool: SessionPool;
  /** When the client of a gRPC call gives up; monotonic. */
  readonly #grpcDeadlineMs: number;
  #session: UpstreamSession | undefined;
  #stream: ClientHttp2Stream | undefined;
  #writer: StreamWriter | undefined;
  #headBytes = 0;
  #isUnexecuted = false;
  #isRequestWritten = false;
  #head: ResponseHead | undefined;
  #interims = 0;
  #awaitedBytes: number | undefined;
  #receivedBytes = 0;
  #trailers: Fields | undefined;
  #isReceiverFull = false;
  #isSilenceAllowed = false;
  #isOver = false;

  constructor(request: OutboundRequest, events: AttemptEvents, pool: SessionPool) {
    const { deadlines } = pool;
    this.#request = request;
    this.#events = events;
    this.#pool = pool;
    this.#grpcDeadlineMs = deadlines.after(grpcTimeoutMs(request.lines) ?? Infinity);
    this.deadlineMs = deadlines.after(request.cluster.timeouts.connectMs);
    deadlines.watch(this);
    process.nextTick(() => {
      if (!this.#isOver) pool.acquire(this, request.connections);
    });
  }

  /** 0 if the destination said that it executed nothing of it (RFC 9113 section 8.7), or if it never left. */
  get sentBytes(): number {
    return this.#isUnexecuted ? 0 : this.#headBytes + (this.#writer?.writtenBytes ?? 0);
  }

  resume(): void {
    if (!this.#isReceiverFull) return;
    this.#isReceiverFull = false;
    this.#expectProgress();
    this.#stream?.resume();
  }

  mayBeSilent(): void {
    this.#isSilenceAllowed = true;
    this.#expectProgress();
  }

  /** A stream that is closed with a code would end its request cleanly before: the destination would take half of a body for all of it. */
  abort(): void {
    if (this.#isOver) return;
    this.#finish();
    if (this.#stream === undefined) this.#pool.forget(this);
    else if (!this.#stream.destroyed) addAbortSignal(AbortSignal.abort(), this.#stream);
  }

  // --- the request -------------------------------------------------------------------------------------------------------------------------------------

  onSession(session: UpstreamSession): void {
    if (this.#isOver) return;
    const { lines, body } = this.#request;
    const isReused = session.uses > 0;
    const stream = session.request(this.#headers(), body.framing.kind === 'none');
    if (stream === undefined) {
      this.#fail('connect/target/unreachable');
      return;
    }
    this.#session = session;
    this.#stream = stream;
    this.isReusedSocket = isReused;
    this.#headBytes = lines.length;
    this.#writer = new StreamWriter(stream);
    this.#listen(stream);
    this.#isRequestWritten = body.framing.kind === 'none';
    body.attach(this);
    this.#expectProgress();
  }

  onNoSession(failure: Failure): void {
    this.#fail(failure);
  }

  #headers(): OutgoingHttpHeaders {
    const { method, target, lines, destination, body } = this.#request;
    const host = /^Host: *(.*)\r$/im.exec(lines)?.[1];
    const { framing } = body;
    return {
      ...headersOf(lines),
      ...(/^TE: *trailers\r$/im.test(lines) && { te: 'trailers' }),
      ...(framing.kind === 'length' && { 'content-length': String(framing.bytes) }),
      ':method': method,
      ':scheme': destination.tls ? 'https' : 'http',
      ':path': target,
      ':authority': host ?? destination.name,
    };
  }

  write(bytes: Buffer): void {
    this.#writer?.write(bytes);
  }

  end(): void {
    if (this.#isRequestWritten) return;
    this.#isRequestWritten = true;
    if (this.#stream?.writable === true) this.#writer?.end();
  }

  flush(): FlushState {
    if (this.#isOver || this.#isRequestWritten || this.#stream?.writable !== true) {
      this.#writer?.take();
      this.#expectProgress();
      return 'sent';
    }
    const state = this.#writer?.flush() ?? 'sent';
    this.#expectProgress();
    return state;
  }

  // --- the response ------------------------------------------------------------------------------------------------------------------------------------

  #listen(stream: ClientHttp2Stream): void {
    const listen = (event: string, listener: (rawHeaders: readonly string[], status: number) => void) =>
      stream.on(event, (headers: { ':status'?: number }, _flags: number, rawHeaders: readonly string[]) =>
        this.#guard(() => listener(rawHeaders, headers[':status'] ?? 0)),
      );
    listen('headers', (rawHeaders, status) => this.#onInterim(rawHeaders, status));
    listen('response', (rawHeaders, status) => this.#onResponse(rawHeaders, status));
    listen('trailers', (rawHeaders) => (this.#trailers = fieldsOf(rawHeaders, this.#pool.limits)));
    stream.on('data', (bytes: Buffer) => this.#onData(bytes));
    stream.on('drain', () => {
      this.#expectProgress();
      if (!this.#isOver) this.#request.body.resume();
    });
    stream.on('end', () => this.#onEnd(stream));
    stream.on('error', () => {});
    stream.on('close', () => this.#onClose(stream));
  }

  #guard(read: () => void): void {
    if (this.#isOver) return;
    try {
      read();
    } catch (error) {
      if (!(error instanceof MessageError)) throw error;
      this.#break('response/target/garbage');
    }
  }

  #onInterim(rawHeaders: readonly string[], status: number): void {
    if (++this.#interims > MAX_INTERIM) throw new MessageError(400, 'too-many-interim-responses');
    this.#events.onInterim(responseHeadOf(status, rawHeaders, this.#pool.limits));
    this.#events.onFlush();
    this.#expectProgress();
  }

  #onResponse(rawHeaders: readonly string[], status: number): void {
    const head = responseHeadOf(status, rawHeaders, this.#pool.limits);
    if (status < 200) throw new MessageError(400, 'bad-status');
    const framing = streamFraming(head, this.#request.method === 'HEAD');
    this.#head = head;
    this.#awaitedBytes = framing.kind === 'length' ? framing.bytes : undefined;
    // Calls stay open for as long as both sides like; a destination that is gone is the kernel's to notice.
    this.#isSilenceAllowed ||= isGrpc(head.fields);
    this.#events.onResponse(head, framing);
    this.#passOn();
  }

  #onData(bytes: Buffer): void {
    if (this.#isOver) return;
    this.#receivedBytes += bytes.length;
    this.#events.onBodyBytes(bytes);
    this.#passOn();
  }

  #passOn(): void {
    if (this.#isOver) return;
    this.#isReceiverFull = this.#events.onFlush() === 'full';
    if (this.#isReceiverFull) this.#stream?.pause();
    this.#expectProgress();
  }

  /** Streams that are reset end, too. */
  #onEnd(stream: ClientHttp2Stream): void {
    if (this.#isOver || this.#head === undefined || stream.rstCode !== 0) return;
    if (this.#awaitedBytes !== undefined && this.#receivedBytes !== this.#awaitedBytes) {
      this.#break('response/target/truncated');
      return;
    }
    this.#finish();
    // What the destination answered without having read all of it, it need not read.
    if (!this.#isRequestWritten && !stream.destroyed) addAbortSignal(AbortSignal.abort(), stream);
    this.#events.onEnd(this.#trailers);
    this.#events.onFlush();
  }

  // --- failures ----------------------------------------------------------------------------------------------------------------------------------------

  #onClose(stream: ClientHttp2Stream): void {
    if (this.#isOver) return;
    this.#isUnexecuted =
      this.#head === undefined &&
      (stream.rstCode === constants.NGHTTP2_REFUSED_STREAM ||
        this.#session?.isUnexecuted(stream.id) === true);
    this.#fail(this.#head === undefined ? 'request/target/reset' : 'response/target/reset');
  }

  onDeadline(): void {
    const isGrpcOver = this.#grpcDeadlineMs <= this.deadlineMs;
    if (this.#stream === undefined)
      this.#break(isGrpcOver ? 'request/target/deadline' : 'connect/target/timeout');
    else if (this.#head !== undefined) this.#break('response/target/timeout');
    else this.#break(isGrpcOver ? 'request/target/deadline' : 'request/target/timeout');
  }

  #break(failure: Failure): void {
    if (this.#isOver) return;
    this.abort();
    this.#events.onFailure(failure);
  }

  #fail(failure: Failure): void {
    if (this.#isOver) return;
    this.#finish();
    this.#events.onFailure(failure);
  }

  #finish(): void {
    this.#isOver = true;
    this.#pool.deadlines.unwatch(this);
    this.#request.body.detach();
  }

  /** Sets the deadline to what is awaited from the destination, if anything is. */
  #expectProgress(): void {
    if (this.#isOver || this.#stream === undefined) return;
    this.deadlineMs = Math.min(this.#pool.deadlines.after(this.#patienceMs), this.#grpcDeadlineMs);
  }

  get #patienceMs(): number {
    const { firstByteMs, idleMs } = this.#request.cluster.timeouts;
    if (this.#isReceiverFull) return Infinity;
    if (this.#head !== undefined) return this.#isSilenceAllowed ? Infinity : idleMs;
    const isBlocked = (this.#stream?.writableLength ?? 0) > 0;
    if (!this.#isRequestWritten) return isBlocked ? idleMs : Infinity;
    return isBlocked ? Math.max(idleMs, firstByteMs) : firstByteMs;
  }
}
