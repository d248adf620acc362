/** What a JSON text holds (RFC 8259); numbers of more than 15 digits are kept as they are written. */
export type JsonValue = null | boolean | number | string | LongNumber | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A number that a double cannot hold: two different ones would compare equal. */
export class LongNumber {
  readonly digits: string;
  constructor(digits: string) {
    this.digits = digits;
  }
  toJSON(): string {
    return this.digits;
  }
}

/** Deeper documents overflow the stack of whoever walks them. */
const maxDepth = 200;
const longNumber = /\d{16}/;
/** A string, or a number outside of strings; neither can backtrack. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
/** Stands before the digits of a long number while the text is parsed; as it is written, and as it is read. */
const mark = '\\u0000number ';
const markRead = '\u0000number ';

/** The value of a JSON text; undefined when it is none, or nested deeper than 200. Linear in its length. */
export function readJson(text: string): JsonValue | undefined {
  if (isDeeperThan(text, maxDepth)) return undefined;
  try {
    if (!longNumber.test(text) || text.includes(mark)) return JSON.parse(text) as JsonValue;
    const marked = text.replace(tokens, (token) =>
      token.startsWith('"') || !longNumber.test(token) ? token : `"${mark}${token}"`,
    );
    return JSON.parse(marked, (_key, value: unknown) =>
      typeof value === 'string' && value.startsWith(markRead)
        ? new LongNumber(value.slice(markRead.length))
        : value,
    ) as JsonValue;
  } catch {
    return undefined;
  }
}

function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (isInString) {
      if (character === backslash) at++;
      else if (character === quote) isInString = false;
    } else if (character === quote) isInString = true;
    else if (character === openBrace || character === openBracket) {
      if (++depth > limit) return true;
    } else if (character === closeBrace || character === closeBracket) depth--;
  }
  return false;
}

const [backslash, quote, openBrace, closeBrace, openBracket, closeBracket] = [
  0x5c, 0x22, 0x7b, 0x7d, 0x5b, 0x5d,
];

/** Whether a value is an object, and neither null nor a list. */
export function isObject(value: JsonValue): value is JsonObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof LongNumber)
  );
}

/** Whether a value is a list. */
export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** A text that equal values share, whatever the order of their keys. */
export function canonicalText(value: JsonValue): string {
  if (isList(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (!isObject(value)) return value instanceof LongNumber ? value.digits : JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalText(value[key] as JsonValue)}`).join(',')}}`;
}
