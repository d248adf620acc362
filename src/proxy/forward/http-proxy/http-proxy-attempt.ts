import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { Deadlines, Watched } from '../../deadlines.ts';
import type { BodySink, FlushState } from '../../exchange.ts';
import { responseFraming } from '../../http1/body-framing.ts';
import { readFields } from '../../http1/fields.ts';
import type { HeadLimits } from '../../http1/head-buffer.ts';
import { readResponseHead, type ResponseHead } from '../../http1/response-head.ts';
import { connectFailure, type Failure } from '../outcome.ts';
import type { AttemptEvents, AttemptHandle, OutboundRequest } from '../transport.ts';

const FULL_BYTES = 128 * 1024;

/** One attempt as http-proxy sees it: a request to read from. What it makes of it is judged again by our own rules. */
export class HttpProxyAttempt extends Readable implements AttemptHandle, BodySink, Watched {
  readonly method: string;
  readonly url: string;
  /** Without a prototype: a field may be called `constructor`. */
  readonly headers = Object.create(null) as Record<string, string | string[]>;
  /** http-proxy asks it whether the client has gone; it is told in another way. */
  readonly socket = { destroyed: false };
  deadlineMs: number;
  isReusedSocket = false;
  readonly #request: OutboundRequest;
  readonly #events: AttemptEvents;
  readonly #limits: HeadLimits;
  readonly #deadlines: Deadlines;
  #made: ClientRequest | undefined;
  #answer: IncomingMessage | undefined;
  #socket: Socket | undefined;
  #sentBefore = 0;
  #isConnected = false;
  #isSilenceAllowed = false;
  #isOver = false;

  constructor(request: OutboundRequest, events: AttemptEvents, limits: HeadLimits, deadlines: Deadlines) {
    super({ highWaterMark: FULL_BYTES });
    this.method = request.method;
    this.url = request.target;
    this.#request = request;
    this.#events = events;
    this.#limits = limits;
    this.#deadlines = deadlines;
    this.deadlineMs = deadlines.after(request.cluster.timeouts.connectMs);
    this.#readHeaders();
    deadlines.watch(this);
    this.on('error', () => {});
    request.body.attach(this);
  }

  get sentBytes(): number {
    return this.#isConnected ? Math.max((this.#socket?.bytesWritten ?? 0) - this.#sentBefore, 0) : 0;
  }

  // --- the request -------------------------------------------------------------------------------------------------------------------------------------

  write(bytes: Buffer): void {
    this.push(Buffer.from(bytes));
  }

  end(): void {
    this.push(null);
    this.#expectProgress();
  }

  flush(): FlushState {
    return this.readableLength < FULL_BYTES ? 'sent' : 'full';
  }

  override _read(): void {
    this.#request.body.resume();
  }

  /** http-proxy has made a request of Node of it. */
  made(made: ClientRequest): void {
    this.#made = made;
    if (this.#isOver) return void made.destroy();
    made.on('information', (info: IncomingMessage) => {
      if (!this.#isOver && info.statusCode !== 101)
        this.#guarded(() => this.#events.onInterim(this.#headOf(info)));
    });
    const socket = made.socket;
    if (socket === null) return;
    this.#socket = socket;
    this.isReusedSocket = made.reusedSocket;
    this.#sentBefore = made.reusedSocket ? socket.bytesWritten : 0;
    if (socket.connecting) socket.once('connect', () => this.#onConnected());
    else this.#onConnected();
  }

  #onConnected(): void {
    this.#isConnected = true;
    this.#expectProgress();
  }

  // --- the response ------------------------------------------------------------------------------------------------------------------------------------

  answered(answer: IncomingMessage): void {
    if (this.#isOver) return void answer.destroy();
    this.#answer = answer;
    answer.on('error', () => {});
    this.#guarded(() => {
      const head = this.#headOf(answer);
      this.#events.onResponse(
        head,
        responseFraming(head.status, this.method === 'HEAD', head.minorVersion, head.fields),
      );
    });
    answer.on('data', (bytes: Buffer) => {
      if (this.#isOver) return;
      this.#expectProgress();
      this.#events.onBodyBytes(bytes);
      if (this.#events.onFlush() === 'full') answer.pause();
    });
    answer.on('end', () => {
      if (this.#isOver || !answer.complete) return;
      const trailers = linesOf(answer.rawTrailers);
      this.#finish();
      this.#events.onEnd(trailers === '' ? undefined : readFields(trailers, 0, this.#limits.maxHeaderCount));
    });
    answer.on('close', () => {
      if (!answer.complete) this.failed('response/target/truncated');
    });
  }

  /** Something that Node reports; what it means depends on how far the attempt has come. */
  onError(error: NodeJS.ErrnoException): void {
    if (!this.#isConnected) this.failed(connectFailure(error));
    else if (error.code?.startsWith('HPE_') === true) this.failed('response/target/garbage');
    else if (this.#answer !== undefined) this.failed('response/target/reset');
    else this.failed(error.message === 'socket hang up' ? 'request/target/closed' : 'request/target/reset');
  }

  failed(failure: Failure): void {
    if (this.#isOver) return;
    this.#finish();
    this.#made?.destroy();
    this.#events.onFailure(failure);
  }

  onDeadline(): void {
    if (!this.#isConnected) this.failed('connect/target/timeout');
    else this.failed(this.#answer === undefined ? 'request/target/timeout' : 'response/target/timeout');
  }

  // --- the handle --------------------------------------------------------------------------------------------------------------------------------------

  override resume(): this {
    this.#answer?.resume();
    return super.resume();
  }

  mayBeSilent(): void {
    this.#isSilenceAllowed = true;
    this.#expectProgress();
  }

  abort(): void {
    if (this.#isOver) return;
    this.#finish();
    this.#made?.destroy();
  }

  /** A head that our own reader refuses is garbage, although Node's took it. */
  #guarded(act: () => void): void {
    try {
      act();
    } catch {
      this.failed('response/target/garbage');
    }
  }

  #headOf(message: {
    httpVersion: string;
    statusCode?: number | undefined;
    statusMessage?: string | undefined;
    rawHeaders: string[];
  }): ResponseHead {
    const { httpVersion, statusCode = 0, statusMessage = '', rawHeaders } = message;
    const text = `HTTP/${httpVersion} ${statusCode} ${statusMessage}\r\n${linesOf(rawHeaders)}`;
    const bytes = Buffer.from(text, 'latin1');
    return readResponseHead({ bytes, from: 0, to: bytes.length }, this.#limits);
  }

  #readHeaders(): void {
    for (const line of this.#request.lines.split('\r\n')) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon);
      // Node would wait for the 100 by itself.
      if (colon < 0 || name.toLowerCase() === 'expect') continue;
      const value = line.slice(colon + 1).trim();
      const known = this.headers[name];
      this.headers[name] = known === undefined ? value : [known, value].flat();
    }
    const { framing } = this.#request.body;
    if (framing.kind === 'chunked') this.headers['Transfer-Encoding'] = 'chunked';
    if (framing.kind === 'length') this.headers['Content-Length'] = String(framing.bytes);
  }

  #expectProgress(): void {
    const { timeouts } = this.#request.cluster;
    if (this.#isOver || !this.#isConnected) return;
    const isAwaited = this.#answer === undefined && this.#request.body.isComplete;
    const waitMs = this.#isSilenceAllowed ? Infinity : isAwaited ? timeouts.firstByteMs : timeouts.idleMs;
    this.deadlineMs = this.#deadlines.after(waitMs);
  }

  #finish(): void {
    this.#isOver = true;
    this.#deadlines.unwatch(this);
    this.#request.body.detach();
  }
}

/** Names and values in turn, as lines that each end with CRLF. */
function linesOf(raw: readonly string[]): string {
  let lines = '';
  for (let index = 0; index + 1 < raw.length; index += 2)
    lines += `${raw[index] ?? ''}: ${raw[index + 1] ?? ''}\r\n`;
  return lines;
}
