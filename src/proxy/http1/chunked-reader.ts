import { readFields, type Fields } from './fields.ts';
import { MessageError } from './message-error.ts';

const CR = 0x0d;
const LF = 0x0a;
const SEMICOLON = 0x3b;
/** 12 hexadecimal digits stay below 2^53. */
const MAX_SIZE_DIGITS = 12;
/** RFC 9112 section 7.1.1, without the white space that it calls bad. */
const EXTENSIONS =
  /^(?:;[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?:=(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+|"(?:[\t \x21\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\t \x21-\x7e\x80-\xff])*"))?)+$/;
/** Of all chunks of one body: extensions mean nothing to us, so they only cost. */
const MAX_EXTENSION_BYTES = 16 * 1024;
const MAX_TRAILER_BYTES = 8 * 1024;
const MAX_TRAILER_COUNT = 64;

type State = 'size' | 'extension' | 'size-lf' | 'data' | 'data-cr' | 'data-lf' | 'trailers' | 'done';

/** Where a body's bytes go. The slices are valid during the call only. */
export interface BodyBytes {
  onBodyBytes(bytes: Buffer): void;
}

/**
 * Reads a chunked body (RFC 9112 section 7.1) that may arrive in any pieces: sizes in hexadecimal directly followed by CRLF or by extensions, which are
 * dropped. Anything else is a `MessageError`: overflowing sizes, bare line ends, white space, malformed extensions, too many extension or trailer bytes. Linear in the length.
 */
export class ChunkedReader {
  #state: State = 'size';
  #remaining = 0;
  #digits = 0;
  #extensionBytes = 0;
  #extension = '';
  #trailerText = '';
  #trailers: Fields | undefined;

  get isDone(): boolean {
    return this.#state === 'done';
  }

  /** The trailer fields, undefined when there are none. */
  get trailers(): Fields | undefined {
    return this.#trailers;
  }

  /** Reads up to the body's end; returns the offset behind the last byte that it used. */
  read(bytes: Buffer, from: number, into: BodyBytes): number {
    let at = from;
    while (at < bytes.length && this.#state !== 'done') {
      if (this.#state === 'data') {
        const end = Math.min(bytes.length, at + this.#remaining);
        into.onBodyBytes(bytes.subarray(at, end));
        this.#remaining -= end - at;
        at = end;
        if (this.#remaining === 0) this.#state = 'data-cr';
      } else {
        this.#step(bytes[at] ?? 0);
        at++;
      }
    }
    return at;
  }

  #step(byte: number): void {
    switch (this.#state) {
      case 'size':
        return this.#readSize(byte);
      case 'extension':
        return this.#readExtension(byte);
      case 'size-lf':
        if (byte !== LF) throw new MessageError(400, 'bad-chunk-size');
        this.#digits = 0;
        this.#state = this.#remaining === 0 ? 'trailers' : 'data';
        return;
      case 'data-cr':
        if (byte !== CR) throw new MessageError(400, 'bad-chunk-end');
        this.#state = 'data-lf';
        return;
      case 'data-lf':
        if (byte !== LF) throw new MessageError(400, 'bad-chunk-end');
        this.#state = 'size';
        return;
      case 'trailers':
        return this.#readTrailer(byte);
      case 'data':
      case 'done':
    }
  }

  #readSize(byte: number): void {
    const digit = hexDigit(byte);
    if (digit >= 0) {
      if (++this.#digits > MAX_SIZE_DIGITS) throw new MessageError(400, 'bad-chunk-size');
      this.#remaining = this.#remaining * 16 + digit;
      return;
    }
    if (this.#digits === 0) throw new MessageError(400, 'bad-chunk-size');
    if (byte === CR) this.#state = 'size-lf';
    else if (byte === SEMICOLON) {
      this.#state = 'extension';
      this.#readExtension(byte);
    } else throw new MessageError(400, 'bad-chunk-size');
  }

  #readExtension(byte: number): void {
    if (byte === CR) {
      if (!EXTENSIONS.test(this.#extension)) throw new MessageError(400, 'bad-chunk-extension');
      this.#extension = '';
      this.#state = 'size-lf';
      return;
    }
    this.#extension += String.fromCharCode(byte);
    if (++this.#extensionBytes > MAX_EXTENSION_BYTES)
      throw new MessageError(400, 'chunk-extensions-too-long');
  }

  #readTrailer(byte: number): void {
    this.#trailerText += String.fromCharCode(byte);
    if (byte !== LF) {
      if (this.#trailerText.length > MAX_TRAILER_BYTES) throw new MessageError(431, 'trailers-too-long');
      return;
    }
    const text = this.#trailerText;
    if (text === '\r\n') {
      this.#state = 'done';
    } else if (text.endsWith('\r\n\r\n')) {
      this.#trailers = readFields(text.slice(0, -2), 0, MAX_TRAILER_COUNT);
      this.#state = 'done';
    } else if (!text.endsWith('\r\n')) {
      throw new MessageError(400, 'bare-cr-or-lf');
    }
  }
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
