import type { OutgoingHttpHeaders, ServerHttp2Stream, ServerStreamResponseOptions } from 'node:http2';
import type { ClientResponse, FlushState } from '../exchange.ts';
import type { BodyFraming } from '../http1/body-framing.ts';
import type { RequestHead } from '../http1/request-head.ts';
import { problemOf } from '../problem.ts';
import { grpcProblem, isGrpc } from './grpc.ts';
import { headersOf } from './header-lines.ts';
import { StreamWriter } from './stream-writer.ts';

export interface StreamOwner {
  /** Bytes wait for the client. */
  onBlocked(): void;
  /** Nothing more will be written. */
  onResponseEnd(): void;
}

/** Writes one response to an HTTP/2 client. */
export class StreamResponse implements ClientResponse {
  isStarted = false;
  readonly #stream: ServerHttp2Stream;
  readonly #request: RequestHead;
  readonly #owner: StreamOwner;
  readonly #writer: StreamWriter;
  #headBytes = 0;
  #head: { readonly status: number; readonly lines: string } | undefined;
  #mayHaveTrailers = false;
  /** HEAD, 204, 205 and 304: the stream ends with the head. */
  #isBodyless = false;

  constructor(stream: ServerHttp2Stream, request: RequestHead, owner: StreamOwner) {
    this.#stream = stream;
    this.#request = request;
    this.#owner = owner;
    this.#writer = new StreamWriter(stream);
  }

  interim(status: number, _reason: string, lines: string): void {
    if (!this.#isOpen || this.isStarted || status === 101) return;
    if (status === 100 && !this.#request.expectsContinue) return;
    this.#stream.additionalHeaders({ ...(status === 100 ? {} : headersOf(lines)), ':status': status });
  }

  start(status: number, _reason: string, lines: string, framing: BodyFraming): void {
    this.isStarted = true;
    this.#head = { status, lines };
    this.#isBodyless = this.#request.method === 'HEAD' || status === 204 || status === 205 || status === 304;
    this.#mayHaveTrailers =
      !this.#isBodyless && (framing.kind === 'chunked' || framing.kind === 'until-close');
  }

  get sentBytes(): number {
    return this.#headBytes + this.#writer.writtenBytes;
  }

  write(bytes: Buffer): void {
    if (!this.#isBodyless) this.#writer.write(bytes);
  }

  flush(): FlushState {
    if (!this.#isOpen) {
      this.#writer.take();
      return 'sent';
    }
    this.#sendHead(false);
    const state = this.#writer.flush();
    if (this.#stream.writableLength > 0) this.#owner.onBlocked();
    return state;
  }

  end(trailers: string): void {
    if (this.#isOpen) {
      if (this.#head !== undefined && !this.#writer.hasPending && trailers === '') this.#sendHead(true);
      else this.#finish(trailers);
    }
    this.#owner.onResponseEnd();
  }

  /** A gRPC client is told in its own words: it reads no other bodies. */
  problem(status: number, _mayKeepAlive: boolean, retryAfterS?: number): void {
    if (isGrpc(this.#request.fields)) {
      this.start(200, '', grpcProblem(status), { kind: 'none' });
    } else {
      const { title, lines, body } = problemOf(status, retryAfterS);
      this.start(status, title, lines, { kind: 'length', bytes: body.length });
      this.write(Buffer.from(body));
    }
    this.end('');
  }

  /** A stream that is closed with a code after bytes of it have gone ends cleanly for its client; only one that is destroyed is reset. */
  cut(): void {
    this.#stream.destroy(new Error('the response is not complete'));
  }

  get #isOpen(): boolean {
    return !this.#stream.destroyed && !this.#stream.closed;
  }

  #finish(trailers: string): void {
    this.#sendHead(false);
    if (this.#mayHaveTrailers)
      this.#stream.once('wantTrailers', () => this.#stream.sendTrailers(headersOf(trailers)));
    this.#writer.end();
    if (this.#stream.writableLength > 0) this.#owner.onBlocked();
  }

  #sendHead(endStream: boolean): void {
    const head = this.#head;
    if (head === undefined) return;
    this.#head = undefined;
    this.#headBytes += head.lines.length;
    const waitForTrailers = this.#mayHaveTrailers && !endStream;
    respond(this.#stream, head, { endStream, waitForTrailers });
  }
}

/** Sends a response head as its lines say it. */
export function respond(
  stream: ServerHttp2Stream,
  { status, lines }: { readonly status: number; readonly lines: string },
  options: ServerStreamResponseOptions,
): void {
  const headers: OutgoingHttpHeaders = { ...headersOf(lines), ':status': status };
  // Otherwise a Date would be made up where the backend sent none.
  const all = { ...options, sendDate: false };
  stream.respond(headers, all);
}
