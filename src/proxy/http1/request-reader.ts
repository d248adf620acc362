import { BodyReader } from './body-reader.ts';
import type { BodyBytes } from './chunked-reader.ts';
import type { Fields } from './fields.ts';
import { HeadBuffer, type HeadLimits } from './head-buffer.ts';
import { MessageError } from './message-error.ts';
import { readRequestHead, type RequestHead } from './request-head.ts';

/** What a request reader reports, in this order: one head, any number of body slices (valid during the call only), one end. */
export interface RequestEvents extends BodyBytes {
  onRequestHead(head: RequestHead): void;
  onRequestEnd(): void;
}

/** Reads one request after the other from a connection's bytes, cut in any pieces. */
export class RequestReader {
  readonly #limits: HeadLimits;
  readonly #head: HeadBuffer;
  readonly #events: RequestEvents;
  #body: BodyReader | undefined;

  constructor(limits: HeadLimits, events: RequestEvents) {
    this.#limits = limits;
    this.#head = new HeadBuffer(limits);
    this.#events = events;
  }

  /** Neither a head nor a body is half read. */
  get isBetweenRequests(): boolean {
    return this.#body === undefined && !this.#head.isPartial;
  }

  /**
   * Reads at most to the end of one request; returns the offset behind the last byte that it used. Bytes behind it are the next request.
   * Throws a `MessageError`: then the connection has no further meaning.
   */
  read(bytes: Buffer, from: number): number {
    let at = from;
    if (this.#body === undefined) {
      if (!this.#head.read(bytes, at)) return bytes.length;
      at = this.#head.end;
      const head = readRequestHead(this.#head, this.#limits);
      this.#body = new BodyReader(head.framing);
      this.#events.onRequestHead(head);
    }
    at = this.#body.read(bytes, at, this.#events);
    if (this.#body.isDone) {
      refuseFramingTrailers(this.#body.trailers);
      this.#body = undefined;
      this.#events.onRequestEnd();
    }
    return at;
  }
}

/** RFC 9110 section 6.5.1: what frames a message cannot come behind its body; a reader that merges trailers would take it at its word. */
function refuseFramingTrailers(trailers: Fields | undefined): void {
  if (trailers === undefined) return;
  const frames = ['transfer-encoding', 'content-length'].some((name) => trailers.structural(name).length > 0);
  if (frames) throw new MessageError(400, 'framing-in-trailers');
}
