import { lastChunkText } from './head-writer.ts';

/** Up to this size, head and body are copied together: one small copy costs less than a gathered write. */
const MAX_COPIED_BYTES = 16 * 1024;

/** What takes the bytes: the part of a socket that a writer needs. */
export interface ByteOutput {
  write(bytes: Buffer): unknown;
  write(text: string, encoding: 'latin1'): unknown;
  cork(): void;
  uncork(): void;
}

/**
 * Collects what is to be written of one message until `flush`, then writes it in one go.
 *
 * All body bytes of a flush become one chunk (RFC 9112 section 7.1) when the message is chunked; otherwise they pass as they are.
 */
export class MessageWriter {
  #isChunked = false;
  #before = '';
  #slices: Buffer[] = [];
  #bytes = 0;
  #after = '';

  /** Bytes are waiting for a flush. */
  get hasPending(): boolean {
    return this.#bytes > 0 || this.#before !== '' || this.#after !== '';
  }

  head(text: string, isChunked: boolean): void {
    this.#before += text;
    this.#isChunked = isChunked;
  }

  body(bytes: Buffer): void {
    this.#slices.push(bytes);
    this.#bytes += bytes.length;
  }

  end(trailers: string): void {
    if (this.#isChunked) this.#after = lastChunkText(trailers);
  }

  /** Writes everything collected and returns how many bytes it was. Slices larger than a few KB are handed on without a copy. */
  flush(output: ByteOutput): number {
    let before = this.#before;
    let after = this.#after;
    const bytes = this.#bytes;
    if (bytes === 0) {
      if (before !== '' || after !== '') output.write(before + after, 'latin1');
    } else {
      if (this.#isChunked) {
        before += `${bytes.toString(16)}\r\n`;
        after = `\r\n${after}`;
      }
      if (bytes <= MAX_COPIED_BYTES) output.write(joined(before, this.#slices, bytes, after));
      else writeGathered(output, before, this.#slices, after);
      this.#slices = [];
      this.#bytes = 0;
    }
    this.#before = '';
    this.#after = '';
    return before.length + bytes + after.length;
  }
}

function joined(before: string, slices: readonly Buffer[], bytes: number, after: string): Buffer {
  const all = Buffer.allocUnsafe(before.length + bytes + after.length);
  let at = all.write(before, 0, 'latin1');
  for (const slice of slices) at += slice.copy(all, at);
  if (after !== '') all.write(after, at, 'latin1');
  return all;
}

function writeGathered(output: ByteOutput, before: string, slices: readonly Buffer[], after: string): void {
  if (before === '' && after === '' && slices.length === 1 && slices[0] !== undefined) {
    output.write(slices[0]);
    return;
  }
  output.cork();
  if (before !== '') output.write(before, 'latin1');
  for (const slice of slices) output.write(slice);
  if (after !== '') output.write(after, 'latin1');
  output.uncork();
}
