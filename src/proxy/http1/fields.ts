import { fieldName, structuralBit, TAB_TOLERANT_BITS, tokenEnd, type FieldName } from './field-name.ts';
import type { HeadBytes } from './head-buffer.ts';
import { MessageError } from './message-error.ts';

const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const HTAB = 0x09;
const COLON = 0x3a;
const NONE: readonly string[] = [];

/**
 * Header or trailer fields in the order, case and multiplicity in which they arrived; values are latin1, without surrounding white space. They are kept as
 * places in the text of their head: a value that nobody asks for is never a string of its own.
 */
export class Fields {
  readonly names: FieldName[] = [];
  readonly #source: string;
  /** Three for each field: where its line starts, and where its value starts and ends. */
  readonly #places: number[] = [];
  #end = 0;
  #structural = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get length(): number {
    return this.names.length;
  }

  /** A field whose line is `source` from `start` to `end`, CRLF included, and its value from `valueStart` to `valueEnd`. */
  append(name: FieldName, start: number, valueStart: number, valueEnd: number, end: number): void {
    this.#structural |= name.structuralBit;
    this.names.push(name);
    this.#places.push(start, valueStart, valueEnd);
    this.#end = end;
  }

  /** The value of the field at an index, 0 to `length` - 1. */
  value(index: number): string {
    return this.#source.slice(this.#places[3 * index + 1], this.#places[3 * index + 2]);
  }

  /** The lines of the fields that are kept, each ended by CRLF: as they arrived, but for white space around the value. */
  linesOf(isKept: (name: FieldName) => boolean): string {
    let text = '';
    let run = -1;
    for (let index = 0; index < this.names.length; index++) {
      const name = this.names[index] as FieldName;
      const start = this.#places[3 * index] ?? 0;
      const isCopied = isKept(name);
      if (isCopied && this.#isRegular(index, name)) {
        if (run < 0) run = start;
        continue;
      }
      if (run >= 0) text += this.#source.slice(run, start);
      run = -1;
      if (isCopied) text += `${name.raw}: ${this.value(index)}\r\n`;
    }
    return run < 0 ? text : text + this.#source.slice(run, this.#end);
  }

  /** There is exactly one space around the value, before it. */
  #isRegular(index: number, name: FieldName): boolean {
    const start = this.#places[3 * index] ?? 0;
    const valueStart = this.#places[3 * index + 1] ?? 0;
    const valueEnd = this.#places[3 * index + 2] ?? 0;
    return (
      valueStart === start + name.raw.length + 2 &&
      valueEnd + 2 === (this.#places[3 * index + 3] ?? this.#end) &&
      this.#source.charCodeAt(valueStart - 1) === SPACE
    );
  }

  /** Every value of a structural field (see `FieldName`), in order; empty when there is none. `lower` is the lower-case name. */
  structural(lower: string): readonly string[] {
    const bit = structuralBit(lower);
    if ((this.#structural & bit) === 0) return NONE;
    const found: string[] = [];
    for (let index = 0; index < this.names.length; index++) {
      if (this.names[index]?.structuralBit === bit) found.push(this.value(index));
    }
    return found;
  }

  /** The first value of any field, or undefined. `lower` is the lower-case name. Linear in the number of fields. */
  first(lower: string): string | undefined {
    for (let index = 0; index < this.names.length; index++) {
      if (this.names[index]?.lower === lower) return this.value(index);
    }
    return undefined;
  }

  /** All values of a field as one (RFC 9110 section 5.3; cookies: RFC 9113 section 8.2.3), or undefined. Linear in the number of fields. */
  joined(lower: string): string | undefined {
    let text: string | undefined;
    for (let index = 0; index < this.names.length; index++) {
      if (this.names[index]?.lower !== lower) continue;
      const value = this.value(index);
      text = text === undefined ? value : text + (lower === 'cookie' ? '; ' : ', ') + value;
    }
    return text;
  }
}

/** Reads field lines given as text, from `from` to its end, like `scanFields`. */
export function readFields(text: string, from: number, maxCount: number): Fields {
  const bytes = Buffer.from(text, 'latin1');
  return scanFields({ bytes, from: 0, to: bytes.length }, text, from, maxCount);
}

/**
 * Reads field lines from the offset `at` to the end of a head, whose last line ends with CRLF, in one pass over its bytes. `text` is the head as latin1.
 *
 * Refused: control characters (RFC 9110 section 5.5), bare CR or LF, obsolete folding, white space before the colon, names that are not tokens (RFC 9112
 * section 5.1, 5.2), and more than `maxCount` fields (431); and tabs around a structural value, which RFC 9110 section 5.6.3 allows but parsers disagree
 * about. Linear in the length.
 */
export function scanFields(
  { bytes, from, to }: HeadBytes,
  text: string,
  at: number,
  maxCount: number,
): Fields {
  const fields = new Fields(text);
  let start = at;
  while (start < to) {
    const colon = tokenEnd(bytes, start);
    if (bytes[colon] !== COLON || colon === start) throw nameProblem(bytes, start);
    const name = fieldName(bytes, start, colon);
    let valueStart = colon + 1;
    while (isBlank(bytes[valueStart])) valueStart++;
    const end = lineEnd(bytes, valueStart);
    let valueEnd = end;
    while (valueEnd > valueStart && isBlank(bytes[valueEnd - 1])) valueEnd--;
    const isRegular = valueStart === colon + 2 && valueEnd === end && bytes[colon + 1] === SPACE;
    if (
      !isRegular &&
      (name.structuralBit & ~TAB_TOLERANT_BITS) !== 0 &&
      bytes.subarray(colon, end).includes(HTAB)
    )
      throw new MessageError(400, 'tab-around-structural-value');
    if (fields.length >= maxCount) throw new MessageError(431, 'too-many-headers');
    fields.append(name, start - from, valueStart - from, valueEnd - from, end + 2 - from);
    start = end + 2;
  }
  return fields;
}

/** 1 for each byte that a line may have: all but control characters; HTAB is none here. */
const IS_TEXT = new Uint8Array(256).fill(1, SPACE).fill(0, 0x7f, 0x80);
IS_TEXT[HTAB] = 1;

/** The offset of the CR that ends the line that goes on at `from`. Refuses control characters, and a bare CR or LF (RFC 9112 section 2.2). */
export function lineEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (IS_TEXT[bytes[at] ?? 0] === 1) at++;
  if (bytes[at] === CR && bytes[at + 1] === LF) return at;
  const isLineBreak = bytes[at] === CR || bytes[at] === LF;
  throw new MessageError(400, isLineBreak ? 'bare-cr-or-lf' : 'control-character');
}

function nameProblem(bytes: Uint8Array, start: number): MessageError {
  const end = lineEnd(bytes, start);
  const hasColon = bytes.subarray(start, end).includes(COLON);
  return new MessageError(400, hasColon ? 'bad-header-name' : 'header-without-colon');
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === HTAB;
}
