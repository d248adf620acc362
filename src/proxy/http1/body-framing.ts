import type { Fields } from './fields.ts';
import { MessageError } from './message-error.ts';

/** How the end of a body is known. `until-close`: the connection's end is the body's end; only a response can have it. */
export type BodyFraming =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-close' };

const NO_BODY: BodyFraming = { kind: 'none' };
const CHUNKED: BodyFraming = { kind: 'chunked' };
export const UNTIL_CLOSE: BodyFraming = { kind: 'until-close' };

/** 15 digits stay below 2^53; a leading zero is octal to some. */
const LENGTH = /^(?:0|[1-9]\d{0,14})$/;

/** The framing of a request body, by its fields and never by its method (RFC 9112 section 6.3). Refuses every ambiguous combination with 400. */
export function requestFraming(minorVersion: number, fields: Fields): BodyFraming {
  return declaredFraming(minorVersion, fields) ?? NO_BODY;
}

/**
 * The framing of a final response (RFC 9112 section 6.3): no body after HEAD and for 204 and 304, whatever the fields say.
 * Throws a `MessageError` for an ambiguous combination.
 */
export function responseFraming(
  status: number,
  isHead: boolean,
  minorVersion: number,
  fields: Fields,
): BodyFraming {
  const declared = declaredFraming(minorVersion, fields);
  if (isHead || status === 204 || status === 304) return NO_BODY;
  return declared ?? UNTIL_CLOSE;
}

function declaredFraming(minorVersion: number, fields: Fields): BodyFraming | undefined {
  const lengths = fields.structural('content-length');
  const codings = fields.structural('transfer-encoding');
  if (codings.length > 0) {
    if (lengths.length > 0) throw new MessageError(400, 'length-and-transfer-encoding');
    if (minorVersion === 0) throw new MessageError(400, 'transfer-encoding-in-http-1.0');
    if (codings.length > 1 || codings[0]?.toLowerCase() !== 'chunked') {
      throw new MessageError(400, 'unsupported-transfer-encoding');
    }
    return CHUNKED;
  }
  if (lengths.length === 0) return undefined;
  const length = lengths[0] ?? '';
  if (lengths.length > 1) throw new MessageError(400, 'several-content-lengths');
  if (!LENGTH.test(length)) throw new MessageError(400, 'bad-content-length');
  return { kind: 'length', bytes: Number(length) };
}
