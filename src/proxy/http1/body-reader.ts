import type { BodyFraming } from './body-framing.ts';
import { ChunkedReader, type BodyBytes } from './chunked-reader.ts';
import type { Fields } from './fields.ts';

/** Reads one message body to its end, whatever its framing. An `until-close` body is never done by its bytes. */
export class BodyReader {
  readonly #chunked: ChunkedReader | undefined;
  #remaining: number;

  constructor(framing: BodyFraming) {
    this.#chunked = framing.kind === 'chunked' ? new ChunkedReader() : undefined;
    this.#remaining =
      framing.kind === 'length' ? framing.bytes : framing.kind === 'until-close' ? Infinity : 0;
  }

  get isDone(): boolean {
    return this.#chunked?.isDone ?? this.#remaining === 0;
  }

  /** The end of the connection is the end of the body. */
  get endsWithConnection(): boolean {
    return this.#remaining === Infinity;
  }

  get trailers(): Fields | undefined {
    return this.#chunked?.trailers;
  }

  /** Hands body bytes on; returns the offset behind the last byte that belongs to the body. Throws a `MessageError` for bad chunks. */
  read(bytes: Buffer, from: number, into: BodyBytes): number {
    if (this.#chunked !== undefined) return this.#chunked.read(bytes, from, into);
    const end = Math.min(bytes.length, from + this.#remaining);
    if (end > from) {
      this.#remaining -= end - from;
      into.onBodyBytes(from === 0 && end === bytes.length ? bytes : bytes.subarray(from, end));
    }
    return end;
  }
}
