import type { OutgoingHttpHeaders, ServerHttp2Stream, ServerStreamResponseOptions } from 'node:http2';
import type { ClientResponse, FlushState } from '../exchange.ts';
import type { BodyFraming } from '../http1/body-framing.ts';
import type { RequestHead } from '../http1/request-head.ts';
import { problemOf } from '../problem.ts';
import { headersOf } from './header-lines.ts';

/** A stream with more unsent bytes than this is sent no more until its client has taken them. */
const FULL_BYTES = 128 * 1024;
/** Up to this size slices are copied, so that their owner can use their memory again at once. */
const MAX_COPIED_BYTES = 16 * 1024;

export interface StreamOwner {
  /** Bytes wait for the client. */
  onBlocked(): void;
  /** Nothing more will be written. */
  onResponseEnd(): void;
}

/** Writes one response to an HTTP/2 client. */
export class StreamResponse implements ClientResponse {
  isStarted = false;
  sentBytes = 0;
  readonly #stream: ServerHttp2Stream;
  readonly #request: RequestHead;
  readonly #owner: StreamOwner;
  #head: { readonly status: number; readonly lines: string } | undefined;
  #mayHaveTrailers = false;
  /** HEAD, 204, 205 and 304: the stream ends with the head. */
  #isBodyless = false;
  #slices: Buffer[] = [];
  #bytes = 0;

  constructor(stream: ServerHttp2Stream, request: RequestHead, owner: StreamOwner) {
    this.#stream = stream;
    this.#request = request;
    this.#owner = owner;
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

  write(bytes: Buffer): void {
    if (this.#isBodyless) return;
    this.#slices.push(bytes);
    this.#bytes += bytes.length;
  }

  flush(): FlushState {
    if (!this.#isOpen) {
      this.#takeSlices();
      return 'sent';
    }
    this.#sendHead(false);
    const isLent = this.#bytes > MAX_COPIED_BYTES;
    if (this.#bytes > 0) {
      this.sentBytes += this.#bytes;
      if (isLent) this.#writeGathered();
      else this.#stream.write(Buffer.concat(this.#takeSlices()));
    }
    const pending = this.#stream.writableLength;
    if (pending === 0) return 'sent';
    this.#owner.onBlocked();
    if (pending >= FULL_BYTES) return 'full';
    return isLent ? 'pending' : 'sent';
  }

  end(trailers: string): void {
    if (this.#isOpen) {
      if (this.#head !== undefined && this.#bytes === 0 && trailers === '') this.#sendHead(true);
      else this.#finish(trailers);
    }
    this.#owner.onResponseEnd();
  }

  problem(status: number, _mayKeepAlive: boolean, retryAfterS?: number): void {
    const { title, lines, body } = problemOf(status, retryAfterS);
    this.start(status, title, lines, { kind: 'length', bytes: body.length });
    this.write(Buffer.from(body));
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
    this.sentBytes += this.#bytes;
    if (this.#mayHaveTrailers)
      this.#stream.once('wantTrailers', () => this.#stream.sendTrailers(headersOf(trailers)));
    if (this.#bytes > 0) this.#stream.end(Buffer.concat(this.#takeSlices()));
    else this.#stream.end();
    if (this.#stream.writableLength > 0) this.#owner.onBlocked();
  }

  #sendHead(endStream: boolean): void {
    const head = this.#head;
    if (head === undefined) return;
    this.#head = undefined;
    this.sentBytes += head.lines.length;
    const waitForTrailers = this.#mayHaveTrailers && !endStream;
    respond(this.#stream, head, { endStream, waitForTrailers });
  }

  #writeGathered(): void {
    this.#stream.cork();
    for (const slice of this.#takeSlices()) this.#stream.write(slice);
    this.#stream.uncork();
  }

  #takeSlices(): Buffer[] {
    const slices = this.#slices;
    this.#slices = [];
    this.#bytes = 0;
    return slices;
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
