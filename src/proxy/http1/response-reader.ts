import { responseFraming, UNTIL_CLOSE, type BodyFraming } from './body-framing.ts';
import { BodyReader } from './body-reader.ts';
import type { BodyBytes } from './chunked-reader.ts';
import type { Fields } from './fields.ts';
import { HeadBuffer, type HeadLimits } from './head-buffer.ts';
import { MessageError } from './message-error.ts';
import { readResponseHead, type ResponseHead } from './response-head.ts';

/** More interim responses than this to one request are an attack on the client. */
const MAX_INTERIM = 32;

/** What a response reader reports: interim heads, one final head, body slices (valid during the call only), one end. */
export interface ResponseEvents extends BodyBytes {
  onInterimHead(head: ResponseHead): void;
  onResponseHead(head: ResponseHead, framing: BodyFraming): void;
  onResponseEnd(trailers: Fields | undefined): void;
}

/** What the end of the connection means for the response being read. */
export type EndOfInput = 'complete' | 'truncated' | 'no-response';

/** Reads the response to one request from a connection's bytes, cut in any pieces. A 101 makes all following bytes body until the connection ends. */
export class ResponseReader {
  readonly #limits: HeadLimits;
  readonly #head: HeadBuffer;
  readonly #events: ResponseEvents;
  #isHead = false;
  #interims = 0;
  #body: BodyReader | undefined;

  constructor(limits: HeadLimits, events: ResponseEvents) {
    this.#limits = limits;
    this.#head = new HeadBuffer(limits);
    this.#events = events;
  }

  /** Prepares for the next response; `isHead`: it answers a HEAD. */
  begin(isHead: boolean): void {
    this.#isHead = isHead;
    this.#interims = 0;
    this.#body = undefined;
  }

  /** Reads at most to the response's end; returns the offset behind the last byte that it used. Throws a `MessageError`. */
  read(bytes: Buffer, from: number): number {
    let at = from;
    while (this.#body === undefined) {
      if (!this.#head.read(bytes, at)) return bytes.length;
      at = this.#head.end;
      this.#readHead();
    }
    const body = this.#body;
    at = body.read(bytes, at, this.#events);
    if (body.isDone) this.#events.onResponseEnd(body.trailers);
    return at;
  }

  /** What it means that no more bytes will come. A clean `complete` is reported as the response's end, too. */
  endOfInput(): EndOfInput {
    if (this.#body?.endsWithConnection === true) {
      this.#events.onResponseEnd(undefined);
      return 'complete';
    }
    if (this.#body === undefined && !this.#head.isPartial && this.#interims === 0) return 'no-response';
    return 'truncated';
  }

  #readHead(): void {
    const head = readResponseHead(this.#head, this.#limits);
    if (head.status >= 200) {
      const framing = responseFraming(head.status, this.#isHead, head.minorVersion, head.fields);
      this.#body = new BodyReader(framing);
      this.#events.onResponseHead(head, framing);
    } else if (head.status === 101) {
      this.#body = new BodyReader(UNTIL_CLOSE);
      this.#events.onResponseHead(head, UNTIL_CLOSE);
    } else {
      if (++this.#interims > MAX_INTERIM) throw new MessageError(400, 'too-many-interim-responses');
      this.#events.onInterimHead(head);
    }
  }
}
