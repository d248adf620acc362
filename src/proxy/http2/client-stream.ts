import type { ServerHttp2Stream } from 'node:http2';
import { ClientPatience } from '../client-patience.ts';
import type { ClientTimeouts } from '../client-timeouts.ts';
import type { Deadlines, Watched } from '../deadlines.ts';
import type { ClientPeer, ClientResponse, Exchange } from '../exchange.ts';
import type { BodySource, ReplayBuffer } from '../fallback/replay-buffer.ts';
import type { Failure } from '../forward/outcome.ts';
import type { HeadLimits } from '../http1/head-buffer.ts';
import { MessageError } from '../http1/message-error.ts';
import type { RequestHead } from '../http1/request-head.ts';
import { problemOf } from '../problem.ts';
import { readStreamHead } from './stream-head.ts';
import { respond, StreamResponse, type StreamOwner } from './stream-response.ts';

/** What a stream needs from its session and its server. */
export interface StreamHost {
  readonly client: ClientPeer;
  readonly deadlines: Deadlines;
  readonly limits: HeadLimits;
  readonly timeouts: ClientTimeouts;
  open(
    client: ClientPeer,
    head: RequestHead,
    response: ClientResponse,
    source: BodySource,
  ): { exchange: Exchange; body: ReplayBuffer };
  run(exchange: Exchange): void;
  refused(client: ClientPeer, status: number, reason: string): void;
  /** `wasBroken`: the stream was not answered to its end, and not because of a backend. */
  closed(stream: ClientStream, wasBroken: boolean): void;
}

/** One request of an HTTP/2 client and its response: the body as it comes, backpressure both ways, and what the client is waited for. */
export class ClientStream implements Watched, BodySource, StreamOwner {
  deadlineMs = Infinity;
  readonly #stream: ServerHttp2Stream;
  readonly #host: StreamHost;
  #exchange: Exchange | undefined;
  #body: ReplayBuffer | undefined;
  #awaitedBytes: number | undefined;
  #isBodyPaused = false;
  #isAnswered = false;
  #isCutByUs = false;
  readonly #patience: ClientPatience;

  constructor(stream: ServerHttp2Stream, host: StreamHost) {
    this.#stream = stream;
    this.#host = host;
    this.#patience = new ClientPatience(host.deadlines, host.timeouts);
    stream.on('error', () => {});
    stream.on('aborted', () => this.#cancel('request/client/cancelled'));
    stream.on('close', () => this.#onClose());
    stream.on('drain', () => {
      this.#expectProgress();
      this.#exchange?.driver?.resume();
    });
    host.deadlines.watch(this);
  }

  /** `isComplete`: the request has no body. */
  begin(rawHeaders: readonly string[], isComplete: boolean): void {
    const host = this.#host;
    let head: RequestHead;
    try {
      head = readStreamHead(rawHeaders, isComplete, host.limits);
    } catch (error) {
      if (!(error instanceof MessageError)) throw error;
      this.#refuse(error, isComplete);
      return;
    }
    const response = new StreamResponse(this.#stream, head, this);
    const { exchange, body } = host.open(host.client, head, response, this);
    this.#exchange = exchange;
    this.#body = body;
    this.#awaitedBytes = head.framing.kind === 'length' ? head.framing.bytes : undefined;
    if (isComplete) {
      this.#stream.resume();
      body.finish();
    } else {
      this.#stream.on('data', (bytes: Buffer) => this.#onData(bytes));
      this.#stream.on('end', () => this.#onEnd());
    }
    this.#expectProgress();
    host.run(exchange);
  }

  /** The exchange ends with this failure, and the client is told that the response is not complete. */
  destroy(failure: Failure): void {
    this.#isCutByUs = true;
    this.#exchange?.driver?.cancel(failure);
    this.#stream.destroy(new Error('the proxy stops'));
  }

  // --- the request -------------------------------------------------------------------------------------------------------------------------------------

  #onData(bytes: Buffer): void {
    const body = this.#body;
    if (body === undefined || this.#isAnswered) return;
    body.push(bytes);
    if (this.#awaitedBytes !== undefined && body.receivedBytes > this.#awaitedBytes) {
      this.#cancel('request/client/garbage');
      return;
    }
    body.flush();
    this.#expectProgress();
  }

  /** A stream that was reset ends, too: then the body is not complete, whatever has arrived of it. */
  #onEnd(): void {
    const body = this.#body;
    if (body === undefined || this.#isAnswered) return;
    const isWhole = this.#awaitedBytes === undefined || body.receivedBytes === this.#awaitedBytes;
    if (this.#stream.aborted || this.#stream.closed || !isWhole) this.#cancel('request/client/truncated');
    else {
      body.finish();
      body.flush();
    }
    this.#expectProgress();
  }

  pauseBody(): void {
    this.#isBodyPaused = true;
    this.#stream.pause();
    this.#expectProgress();
  }

  resumeBody(): void {
    if (!this.#isBodyPaused) return;
    this.#isBodyPaused = false;
    this.#stream.resume();
    this.#expectProgress();
  }

  #refuse({ status, reason }: MessageError, isComplete: boolean): void {
    this.#host.refused(this.#host.client, status, reason);
    const { lines, body } = problemOf(status, undefined);
    respond(this.#stream, { status, lines }, {});
    this.#stream.end(body);
    this.#answered(isComplete);
  }

  // --- the response ------------------------------------------------------------------------------------------------------------------------------------

  onBlocked(): void {
    this.#expectProgress();
  }

  onResponseEnd(): void {
    this.#exchange = undefined;
    this.#answered(this.#body?.isComplete === true);
  }

  /** What the client still wants to send is read to nowhere, and not for long: it need not send it (RFC 9113 section 8.1). */
  #answered(isRequestComplete: boolean): void {
    this.#isAnswered = true;
    if (!isRequestComplete && !this.#stream.destroyed) {
      this.#stream.resume();
      this.#stream.close();
    }
    this.#expectProgress();
  }

  #cancel(failure: Failure): void {
    const exchange = this.#exchange;
    if (exchange === undefined) return;
    this.#exchange = undefined;
    exchange.driver?.cancel(
      exchange.response.isStarted && failure === 'request/client/cancelled'
        ? 'response/client/cancelled'
        : failure,
    );
  }

  #onClose(): void {
    this.#host.deadlines.unwatch(this);
    const wasBroken = !this.#isCutByUs && (!this.#isAnswered || this.#stream.rstCode !== 0);
    this.#cancel('request/client/cancelled');
    this.#host.closed(this, wasBroken);
  }

  // --- deadlines ---------------------------------------------------------------------------------------------------------------------------------------

  onDeadline(): void {
    if (this.#patience.hasMoved(this.#stream.writableLength)) return this.#expectProgress();
    this.deadlineMs = Infinity;
    const { isBlocked } = this.#patience;
    if (this.#exchange === undefined)
      this.#stream.destroy(new Error('the client does not take the response'));
    else this.#cancel(isBlocked ? 'response/client/timeout' : 'request/client/timeout');
  }

  /** Sets the deadline to what is awaited from the client, if anything is. */
  #expectProgress(): void {
    const awaitsBody = this.#body?.isComplete === false && !this.#isBodyPaused;
    const waitingBytes = this.#stream.writableLength;
    this.deadlineMs = this.#patience.deadline(this.deadlineMs, waitingBytes, waitingBytes, awaitsBody);
  }
}
