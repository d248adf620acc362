import { isIPv6 } from 'node:net';
import type { HeadBytes, HeadLimits } from './head-buffer.ts';
import { connectionOptions, listTokens, type ConnectionOptions } from './connection-options.ts';
import { requestFraming, type BodyFraming } from './body-framing.ts';
import { lineEnd, scanFields, type Fields } from './fields.ts';
import { MessageError } from './message-error.ts';

/** A request's head. `target` is the request target as it arrived; `host` the only Host value, undefined in an HTTP/1.0 request without one. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  /** 0 or 1: HTTP/1.0 or HTTP/1.1. */
  readonly minorVersion: 0 | 1;
  readonly fields: Fields;
  readonly framing: BodyFraming;
  readonly connection: ConnectionOptions;
  readonly host: string | undefined;
  /** The client waits for a 100 before it sends the body. */
  readonly expectsContinue: boolean;
}

const CR = 0x0d;
const LF = 0x0a;
const COMMON_METHODS = new Set(['GET', 'POST', 'PUT', 'HEAD', 'DELETE', 'PATCH', 'OPTIONS']);
const METHOD = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,32}$/;
const FORWARDED_METHOD = /^[A-Z][A-Z-]*$/;
const VERSION = /^HTTP\/\d\.\d$/;
/** What RFC 3986 allows in a target, and nothing else: no white space, no bytes outside ASCII. */
const TARGET = /^[\x21-\x7e]+$/;
const MAX_PORT = 65_535;
const HOST = /^(?:[A-Za-z0-9._-]{1,255}|\[([0-9A-Fa-f:.]{2,45})\])(?::(\d{1,5}))?$/;

/**
 * Reads a request head: request line and fields (RFC 9112 sections 3 and 5), as `HeadBuffer` delivers it. One empty line before it is ignored (section 2.2).
 *
 * Throws a `MessageError` for everything malformed or ambiguous. Linear in the length.
 */
export function readRequestHead(head: HeadBytes, limits: HeadLimits): RequestHead {
  const { bytes, from, to } = head;
  const start = bytes[from] === CR && bytes[from + 1] === LF ? from + 2 : from;
  if (start === to) throw new MessageError(400, 'bare-cr-or-lf');
  const end = lineEnd(bytes, start);
  if (end - start > limits.maxLineBytes) throw new MessageError(414, 'request-line-too-long');
  const text = bytes.toString('latin1', from, to);
  const line = readRequestLine(text.slice(start - from, end - from));
  return requestHeadOf(line, scanFields(head, text, end + 2, limits.maxHeaderCount));
}

/** A head from a checked request line and its fields. Throws a `MessageError` for what they cannot say together. */
export function requestHeadOf(
  { method, target, minorVersion }: Pick<RequestHead, 'method' | 'target' | 'minorVersion'>,
  fields: Fields,
): RequestHead {
  const connection = connectionOptions(fields);
  if (connection.upgrade) refuseSeveralKeys(fields);
  const framing = requestFraming(minorVersion, fields);
  return {
    method,
    target,
    minorVersion,
    fields,
    framing,
    connection,
    host: onlyHost(minorVersion, fields),
    expectsContinue: expectsContinue(minorVersion, fields) && framing.kind !== 'none',
  };
}

function readRequestLine(line: string): { method: string; target: string; minorVersion: 0 | 1 } {
  const first = line.indexOf(' ');
  const second = line.indexOf(' ', first + 1);
  if (first < 1 || second < 0) throw new MessageError(400, 'bad-request-line');
  const method = line.slice(0, first);
  const target = line.slice(first + 1, second);
  const version = line.slice(second + 1);
  refuseMethod(method);
  if (!isTarget(target)) throw new MessageError(400, 'bad-request-target');
  if (version === 'HTTP/1.1') return { method, target, minorVersion: 1 };
  if (version === 'HTTP/1.0') return { method, target, minorVersion: 0 };
  throw VERSION.test(version)
    ? new MessageError(505, 'unsupported-http-version')
    : new MessageError(400, 'bad-http-version');
}

export function isTarget(text: string): boolean {
  return TARGET.test(text);
}

/** CONNECT would make a tunnel to anywhere and TRACE would show the proxy's own headers; other methods pass, in the spelling that backends agree on. */
export function refuseMethod(method: string): void {
  if (COMMON_METHODS.has(method)) return;
  if (!METHOD.test(method)) throw new MessageError(400, 'bad-method');
  if (method === 'CONNECT' || method === 'TRACE') throw new MessageError(405, 'method-not-allowed');
  if (!FORWARDED_METHOD.test(method)) throw new MessageError(501, 'unknown-method');
}

/** RFC 9112 section 3.2: exactly one valid Host in HTTP/1.1, at most one in HTTP/1.0. */
function onlyHost(minorVersion: 0 | 1, fields: Fields): string | undefined {
  const hosts = fields.structural('host');
  const host = hosts[0];
  if (hosts.length > 1) throw new MessageError(400, 'several-hosts');
  if (host === undefined) {
    if (minorVersion === 1) throw new MessageError(400, 'missing-host');
    return undefined;
  }
  if (!isHost(host)) throw new MessageError(400, 'bad-host');
  return host;
}

/** RFC 6455 section 11.3.1: a handshake has one key; two readers could take two. */
function refuseSeveralKeys(fields: Fields): void {
  if (fields.structural('sec-websocket-key').length > 1)
    throw new MessageError(400, 'several-websocket-keys');
}

/** Whether a text is a host name or address with an optional port, and nothing else. */
function isHost(text: string): boolean {
  const host = HOST.exec(text);
  return host !== null && (host[1] === undefined || isIPv6(host[1])) && Number(host[2] ?? 0) <= MAX_PORT;
}

/** RFC 9110 section 10.1.1: the only expectation is `100-continue`; it means nothing in HTTP/1.0, nor without a body. */
function expectsContinue(minorVersion: 0 | 1, fields: Fields): boolean {
  const expectations = listTokens(fields.structural('expect'));
  if (expectations.length === 0) return false;
  if (expectations.length > 1 || expectations[0] !== '100-continue') {
    throw new MessageError(417, 'unknown-expectation');
  }
  return minorVersion === 1;
}
