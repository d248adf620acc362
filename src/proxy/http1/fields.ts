import { MessageError } from './message-error.ts';

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const STRUCTURAL = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'upgrade',
  'sec-websocket-key',
  'expect',
  'te',
  'keep-alive',
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
  'via',
  'traceparent',
]);
const MAX_INTERNED = 1024;
const MAX_INTERNED_LENGTH = 64;

/** A field name as it was spelled, with its lower-case form. `isStructural`: it says something about the message itself or its connection. */
export interface FieldName {
  readonly raw: string;
  readonly lower: string;
  readonly isStructural: boolean;
}

const NONE: readonly string[] = [];
const interned = new Map<string, FieldName>();

/** The field name of a spelling, or undefined if it is not a token (RFC 9110 section 5.1). Names seen before cost one look-up. */
function fieldName(raw: string): FieldName | undefined {
  const known = interned.get(raw);
  if (known !== undefined) return known;
  if (!TOKEN.test(raw)) return undefined;
  const lower = raw.toLowerCase();
  const name = { raw, lower, isStructural: STRUCTURAL.has(lower) };
  if (raw.length <= MAX_INTERNED_LENGTH) {
    if (interned.size >= MAX_INTERNED) interned.clear();
    interned.set(raw, name);
  }
  return name;
}

/** Header or trailer fields in the order, case and multiplicity in which they arrived; values are latin1, without surrounding white space. */
export class Fields {
  readonly names: FieldName[] = [];
  readonly values: string[] = [];
  readonly #source: string;
  readonly #starts: number[] = [];
  #end = 0;
  #irregular: Set<number> | undefined;
  #structural: number[] | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  get length(): number {
    return this.names.length;
  }

  /** A field whose line is `source` from `start` to `end`, CRLF included; `isRegular`: there is exactly one space around its value, before it. */
  append(name: FieldName, value: string, start: number, end: number, isRegular: boolean): void {
    if (name.isStructural) (this.#structural ??= []).push(this.names.length);
    if (!isRegular) (this.#irregular ??= new Set()).add(this.names.length);
    this.names.push(name);
    this.values.push(value);
    this.#starts.push(start);
    this.#end = end;
  }

  /** The lines of the fields that are kept, each ended by CRLF: as they arrived, but for white space around the value. */
  linesOf(isKept: (name: FieldName) => boolean): string {
    let text = '';
    let run = -1;
    for (let index = 0; index < this.names.length; index++) {
      const name = this.names[index];
      const start = this.#starts[index] ?? 0;
      const isCopied = name !== undefined && isKept(name);
      const isRegular = this.#irregular?.has(index) !== true;
      if (isCopied && isRegular) {
        if (run < 0) run = start;
        continue;
      }
      if (run >= 0) text += this.#source.slice(run, start);
      run = -1;
      if (isCopied) text += `${name.raw}: ${this.values[index]}\r\n`;
    }
    return run < 0 ? text : text + this.#source.slice(run, this.#end);
  }

  /** Every value of a structural field (see `FieldName`), in order; empty when there is none. `lower` is the lower-case name. */
  structural(lower: string): readonly string[] {
    if (this.#structural === undefined) return NONE;
    let found: string[] | undefined;
    for (const index of this.#structural) {
      if (this.names[index]?.lower === lower) (found ??= []).push(this.values[index] ?? '');
    }
    return found ?? NONE;
  }

  /** The first value of any field, or undefined. `lower` is the lower-case name. Linear in the number of fields. */
  first(lower: string): string | undefined {
    const index = this.names.findIndex((name) => name.lower === lower);
    return index < 0 ? undefined : this.values[index];
  }

  /** All values of a field as one (RFC 9110 section 5.3; cookies: RFC 9113 section 8.2.3), or undefined. Linear in the number of fields. */
  joined(lower: string): string | undefined {
    let text: string | undefined;
    for (let index = 0; index < this.names.length; index++) {
      if (this.names[index]?.lower !== lower) continue;
      const value = this.values[index] ?? '';
      text = text === undefined ? value : text + (lower === 'cookie' ? '; ' : ', ') + value;
    }
    return text;
  }
}

/**
 * Reads field lines from `from` to the end of `head`, whose last line ends with CRLF.
 *
 * Refused: bare CR or LF, obsolete folding, white space before the colon, names that are not tokens (RFC 9112 section 5.1, 5.2), and more than
 * `maxCount` fields (431); and tabs around a structural value, which RFC 9110 section 5.6.3 allows but parsers disagree about. Control
 * characters must have been excluded with `refuseControls`. Linear in the length.
 */
export function readFields(head: string, from: number, maxCount: number): Fields {
  const fields = new Fields(head);
  let at = from;
  while (at < head.length) {
    const end = lineEnd(head, at);
    const colon = head.indexOf(':', at);
    if (colon < 0 || colon > end) throw new MessageError(400, 'header-without-colon');
    const name = fieldName(head.slice(at, colon));
    if (name === undefined) throw new MessageError(400, 'bad-header-name');
    if (fields.length >= maxCount) throw new MessageError(431, 'too-many-headers');
    let start = colon + 1;
    let stop = end;
    while (start < stop && isBlank(head.charCodeAt(start))) start++;
    while (stop > start && isBlank(head.charCodeAt(stop - 1))) stop--;
    const isRegular = start === colon + 2 && stop === end && head.charCodeAt(colon + 1) === 0x20;
    if (!isRegular && name.isStructural && head.slice(colon, end).includes('\t'))
      throw new MessageError(400, 'tab-around-structural-value');
    fields.append(name, head.slice(start, stop), at, end + 2, isRegular);
    at = end + 2;
  }
  return fields;
}

/** The offset of the CR that ends the line starting at `from`. A bare CR or LF, or a line without an end, is refused (RFC 9112 section 2.2). */
export function lineEnd(head: string, from: number): number {
  const lineFeed = head.indexOf('\n', from);
  const carriageReturn = head.indexOf('\r', from);
  if (lineFeed < 0 || carriageReturn !== lineFeed - 1) throw new MessageError(400, 'bare-cr-or-lf');
  return carriageReturn;
}

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;

/** Refuses control characters other than HTAB, CR and LF anywhere in a head (RFC 9110 section 5.5). */
export function refuseControls(head: string): void {
  if (CONTROLS.test(head)) throw new MessageError(400, 'control-character');
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
