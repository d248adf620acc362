import type { OutgoingHttpHeaders } from 'node:http2';

/** What HTTP/2 says in other ways, or not at all (RFC 9113 section 8.2.2). */
const CONNECTION_SPECIFIC = new Set([
  'connection',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** Fields that `node:http2` sends once at most; of a second one it would make an exception. */
const SENT_ONCE = new Set([
  'access-control-allow-credentials',
  'access-control-max-age',
  'access-control-request-method',
  'age',
  'authorization',
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-md5',
  'content-range',
  'content-type',
  'date',
  'dnt',
  'etag',
  'expires',
  'from',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'last-modified',
  'location',
  'max-forwards',
  'proxy-authorization',
  'range',
  'referer',
  'retry-after',
  'tk',
  'upgrade-insecure-requests',
  'user-agent',
  'x-content-type-options',
]);

/** Header lines, each ended by CRLF, as fields of HTTP/2 in their order: names in lower case, without those of one connection. */
export function headersOf(lines: string): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (let at = 0; at < lines.length; ) {
    const colon = lines.indexOf(':', at);
    const end = lines.indexOf('\r\n', colon);
    const name = lines.slice(at, colon).toLowerCase();
    const value = lines.slice(colon + 1, end).trim();
    at = end + 2;
    if (!CONNECTION_SPECIFIC.has(name)) add(headers, name, value);
  }
  return headers;
}

function add(headers: OutgoingHttpHeaders, name: string, value: string): void {
  const known = headers[name];
  if (known === undefined) headers[name] = value;
  else if (Array.isArray(known)) known.push(value);
  else if (!SENT_ONCE.has(name)) headers[name] = [String(known), value];
}

const NAME = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;
const VALUE_ENDS_LINE = /[\r\n\0]/;

/** Whether a field can be written as a line without becoming another one, or two: no colon in its name, no line end in its value. */
export function isOneLine(name: string, value: string): boolean {
  return NAME.test(name) && !VALUE_ENDS_LINE.test(value);
}

/** Names and values in turn, as `node:http2` gives them, in pairs. */
export function* pairsOf(rawHeaders: readonly string[]): Iterable<readonly [name: string, value: string]> {
  for (let index = 0; index + 1 < rawHeaders.length; index += 2)
    yield [rawHeaders[index] ?? '', rawHeaders[index + 1] ?? ''];
}
