import { MessageError } from './message-error.ts';

const END = Buffer.from('\r\n\r\n');
const FIRST_CAPACITY = 1024;
const LF = 0x0a;
const CR = 0x0d;
const HTAB = 0x09;
const DEL = 0x7f;

/** Limits of a message head; `maxLineBytes` bounds its first line. */
export interface HeadLimits {
  readonly maxHeadBytes: number;
  readonly maxLineBytes: number;
  readonly maxHeaderCount: number;
}

/** Where the bytes of a head are, up to and with the CRLF before its empty line. */
export interface HeadBytes {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
}

const NOTHING = Buffer.alloc(0);

/**
 * Collects a message head that may arrive in any pieces.
 *
 * A head in one piece is not copied. One in many pieces costs linear time and at most twice its size: every byte is scanned once.
 */
export class HeadBuffer implements HeadBytes {
  /** After a complete head, until the next read. */
  bytes: Buffer = NOTHING;
  from = 0;
  to = 0;
  readonly #limits: HeadLimits;
  #kept: Buffer | undefined;
  #length = 0;
  #hasLine = false;
  #end = 0;

  constructor(limits: HeadLimits) {
    this.#limits = limits;
  }

  /** Whether a part of a head waits for the rest. */
  get isPartial(): boolean {
    return this.#length > 0;
  }

  /** After a complete head: the offset in the given bytes behind its empty line. */
  get end(): number {
    return this.#end;
  }

  /**
   * Whether the head is complete: then it is where `bytes`, `from` and `to` say.
   *
   * Throws a `MessageError` as soon as the bytes cannot become a head: control characters or bare line ends (400), a first line (414) or a head (431) too long.
   */
  read(bytes: Buffer, from: number): boolean {
    if (this.#kept === undefined) {
      const end = bytes.indexOf(END, from);
      if (end >= 0) {
        if (end + 4 - from > this.#limits.maxHeadBytes) throw this.#tooLong(bytes.indexOf(LF, from) - from);
        this.#end = end + 4;
        return this.#found(bytes, from, end + 2);
      }
    }
    return this.#append(bytes, from);
  }

  #tooLong(lineBytes: number): MessageError {
    return lineBytes > this.#limits.maxLineBytes
      ? new MessageError(414, 'request-line-too-long')
      : new MessageError(431, 'head-too-long');
  }

  #found(bytes: Buffer, from: number, to: number): boolean {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    return true;
  }

  #append(bytes: Buffer, from: number): boolean {
    const before = this.#length;
    const room = this.#limits.maxHeadBytes - before;
    const taken = Math.min(bytes.length - from, room);
    const kept = this.#grown(before + taken);
    bytes.copy(kept, before, from, from + taken);
    this.#length = before + taken;
    const end = kept.subarray(0, this.#length).indexOf(END, Math.max(0, before - 3));
    this.#scan(kept, before, end < 0 ? this.#length : end);
    if (end < 0) {
      if (taken === room) throw new MessageError(431, 'head-too-long');
      return false;
    }
    this.#end = from + end + 4 - before;
    this.#kept = undefined;
    this.#length = 0;
    this.#hasLine = false;
    return this.#found(kept, 0, end + 2);
  }

  #grown(needed: number): Buffer {
    const kept = this.#kept ?? Buffer.allocUnsafe(Math.max(FIRST_CAPACITY, needed));
    if (kept.length >= needed) return (this.#kept = kept);
    const larger = Buffer.allocUnsafe(Math.max(kept.length * 2, needed));
    kept.copy(larger);
    return (this.#kept = larger);
  }

  #scan(kept: Buffer, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const byte = kept[at] ?? 0;
      if (byte === LF) {
        if (kept[at - 1] !== CR) throw new MessageError(400, 'bare-cr-or-lf');
        if (at > 1) this.#hasLine = true;
      } else if ((byte < 0x20 && byte !== CR && byte !== HTAB) || byte === DEL) {
        throw new MessageError(400, 'control-character');
      }
    }
    if (!this.#hasLine && to > this.#limits.maxLineBytes)
      throw new MessageError(414, 'request-line-too-long');
  }
}
