/** What says something about the message itself or its connection, or is asked of every message. */
const STRUCTURAL = [
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
];
const BITS = new Map(STRUCTURAL.map((name, index) => [name, 1 << index]));

/** Structural fields that frame nothing: readers may disagree about a tab around their values without harm. */
export const TAB_TOLERANT_BITS = structuralBit('via') | structuralBit('traceparent');

/** A field name as it was spelled, with its lower-case form. `structuralBit`: one bit of its own for each structural field, 0 for all others. */
export interface FieldName {
  readonly raw: string;
  readonly lower: string;
  readonly structuralBit: number;
  /** `raw` in ASCII. */
  readonly bytes: Uint8Array;
}

/** The bit of a structural field, 0 for another. `lower` is the lower-case name. */
export function structuralBit(lower: string): number {
  return BITS.get(lower) ?? 0;
}

const SLOT_COUNT = 1024;
const MAX_KEPT_LENGTH = 64;
/** Names seen before, each at the place of its hash: a name that falls on another's place takes it. */
const slots: (FieldName | undefined)[] = Array.from({ length: SLOT_COUNT }, () => undefined);

/** 1 for each byte that a token may have (RFC 9110 section 5.6.2). */
const IS_TOKEN = new Uint8Array(256);
for (const character of "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") {
  IS_TOKEN[character.charCodeAt(0)] = 1;
}

/** The offset behind the token that starts at `from`: `from` itself where there is none. */
export function tokenEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (IS_TOKEN[bytes[at] ?? 0] === 1) at++;
  return at;
}

/** The field name that is spelled by a token. One that was seen before costs no memory. */
export function fieldName(bytes: Buffer, from: number, to: number): FieldName {
  // A few bytes tell most names apart; what they do not tell apart shares a place.
  const length = to - from;
  const middle = bytes[from + (length >> 1)] ?? 0;
  const last = bytes[to - 1] ?? 0;
  const beforeLast = bytes[to - 2] ?? 0;
  const slot =
    (((bytes[from] ?? 0) * 7 + middle * 61 + last * 13 + beforeLast * 101) ^ (length * 37)) &
    (SLOT_COUNT - 1);
  const known = slots[slot];
  if (known !== undefined && isSpelling(known, bytes, from, length)) return known;
  const raw = bytes.toString('latin1', from, to);
  const lower = raw.toLowerCase();
  const name = { raw, lower, structuralBit: structuralBit(lower), bytes: Buffer.from(raw, 'latin1') };
  if (raw.length <= MAX_KEPT_LENGTH) slots[slot] = name;
  return name;
}

function isSpelling({ bytes: known }: FieldName, bytes: Uint8Array, from: number, length: number): boolean {
  if (known.length !== length) return false;
  for (let index = 0; index < length; index++) {
    if (known[index] !== bytes[from + index]) return false;
  }
  return true;
}
