import type { Http2Stream } from 'node:http2';
import type { FlushState } from '../exchange.ts';

/** A stream with more unsent bytes than this takes no more. */
const FULL_BYTES = 128 * 1024;
/** Up to this size slices are copied, so that their owner can use their memory again at once. */
const MAX_COPIED_BYTES = 16 * 1024;

/** Collects what is to be written to a stream until `flush`, then writes it in one go. */
export class StreamWriter {
  readonly #stream: Http2Stream;
  #slices: Buffer[] = [];
  #bytes = 0;
  /** Bytes handed to the stream so far. */
  writtenBytes = 0;

  constructor(stream: Http2Stream) {
    this.#stream = stream;
  }

  get hasPending(): boolean {
    return this.#bytes > 0;
  }

  write(bytes: Buffer): void {
    this.#slices.push(bytes);
    this.#bytes += bytes.length;
  }

  flush(): FlushState {
    const isLent = this.#bytes > MAX_COPIED_BYTES;
    if (this.#bytes > 0) {
      this.writtenBytes += this.#bytes;
      if (isLent) this.#writeGathered();
      else this.#stream.write(Buffer.concat(this.take()));
    }
    const pending = this.#stream.writableLength;
    if (pending === 0) return 'sent';
    if (pending >= FULL_BYTES) return 'full';
    return isLent ? 'pending' : 'sent';
  }

  /** Writes the last bytes together with the end. */
  end(): void {
    this.writtenBytes += this.#bytes;
    if (this.#bytes > 0) this.#stream.end(Buffer.concat(this.take()));
    else this.#stream.end();
  }

  /** Gives away what was collected. */
  take(): Buffer[] {
    const slices = this.#slices;
    this.#slices = [];
    this.#bytes = 0;
    return slices;
  }

  #writeGathered(): void {
    this.#stream.cork();
    for (const slice of this.take()) this.#stream.write(slice);
    this.#stream.uncork();
  }
}
