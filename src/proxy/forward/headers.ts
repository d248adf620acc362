import { endsAtProxy, hopByHopFields } from '../../config/field-names.ts';
import type { ClientPeer, Exchange } from '../exchange.ts';
import type { ConnectionOptions } from '../http1/connection-options.ts';
import { listTokens } from '../http1/connection-options.ts';
import type { FieldName, Fields } from '../http1/fields.ts';
import type { ResponseHead } from '../http1/response-head.ts';
import type { Cluster, Destination } from '../snapshot.ts';

const VIA = '1.1 banyan';

const DROPPED_FROM_RESPONSES = new Set([...hopByHopFields, 'trailer']);
/** RFC 9110 section 6.5.1: fields that frame, route, authorise, ask for something or control caches are never trailers. */
const NEVER_TRAILERS = new Set([
  ...hopByHopFields,
  'trailer',
  'host',
  'content-length',
  'content-encoding',
  'content-type',
  'content-range',
  'cache-control',
  'authorization',
  'set-cookie',
  'cookie',
  'location',
  'expect',
  'max-forwards',
  'range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'if-range',
  'www-authenticate',
  'authentication-info',
  'age',
  'date',
  'expires',
  'pragma',
  'retry-after',
  'vary',
  'warning',
  'via',
]);

/**
 * The header lines of an attempt, each ended by CRLF: Host first, then the client's end-to-end fields as they came, then ours; all but the framing.
 *
 * - Dropped: hop-by-hop fields and what `Connection` names, forwarding and identity claims, our control fields, names with `_` (backends read them as `-`),
 *   `Trailer` (request trailers end here).
 * - Added: Via, X-Forwarded-For, -Proto, -Host, Forwarded (RFC 7239) and X-Request-Id. `TE: trailers` is made anew.
 */
export function requestLines(exchange: Exchange, cluster: Cluster, destination: Destination): string {
  const { fields, connection } = exchange.head;
  const host = cluster.preserveHost && exchange.host !== '' ? exchange.host : authorityOf(destination);
  const kept = fields.linesOf((name) => !isNeverForwarded(name.lower) && !isNamed(name, connection));
  const trailers = wantsTrailers(fields) ? 'Connection: TE\r\nTE: trailers\r\n' : '';
  return `Host: ${host}\r\n${kept}${trailers}${ownLines(exchange)}`;
}

/**
 * The header lines of a response that go to the client: end-to-end fields as they came, and Via. Content-Length stays even if `Connection` names it: it
 * frames the body; but interim responses and 204 have none (RFC 9110 section 8.6).
 */
export function responseLines(head: ResponseHead, keepsTrailer: boolean): string {
  const { fields, connection, status } = head;
  const isBodyless = status < 200 || status === 204;
  const kept = fields.linesOf((name) => {
    const { lower } = name;
    if (lower === 'content-length') return !isBodyless;
    if (DROPPED_FROM_RESPONSES.has(lower)) return lower === 'trailer' && keepsTrailer;
    return !isNamed(name, connection);
  });
  return `${kept}Via: ${VIA}\r\n`;
}

/** The trailer lines that may follow a response body. */
export function trailerLines(trailers: Fields | undefined): string {
  return trailers === undefined ? '' : trailers.linesOf(({ lower }) => !NEVER_TRAILERS.has(lower));
}

/** RFC 9110 section 10.1.4: the client can read trailers. */
export function wantsTrailers(fields: Fields): boolean {
  const values = fields.structural('te');
  return values.length > 0 && listTokens(values).includes('trailers');
}

const decided = new Map<string, boolean>();
const MAX_DECIDED = 1024;

/** Whatever the message says about its connection. Decided once per name, for a bounded number of names. */
function isNeverForwarded(lower: string): boolean {
  const known = decided.get(lower);
  if (known !== undefined) return known;
  const isDropped = lower === 'host' || endsAtProxy(lower);
  if (decided.size >= MAX_DECIDED) decided.clear();
  decided.set(lower, isDropped);
  return isDropped;
}

function isNamed(name: FieldName, connection: ConnectionOptions): boolean {
  return connection.named.length > 0 && connection.named.includes(name.lower);
}

function ownLines({ client, host, id }: Exchange): string {
  const forwardedHost = host === '' ? '' : `X-Forwarded-Host: ${host}\r\n`;
  return (
    `Via: ${VIA}\r\nX-Forwarded-For: ${client.address}\r\nX-Forwarded-Proto: ${client.scheme}\r\n${forwardedHost}` +
    `Forwarded: ${forwarded(client, host)}\r\nX-Request-Id: ${id}\r\n${client.certificateLines}`
  );
}

/** RFC 7239 section 4: addresses of version 6 are bracketed and quoted. */
function forwarded({ address, scheme }: ClientPeer, host: string): string {
  const node = address.includes(':') ? `"[${address}]"` : address;
  return host === '' ? `for=${node};proto=${scheme}` : `for=${node};host="${host}";proto=${scheme}`;
}

/** Host and port of a destination as its Host field says them; the default port is left out. */
function authorityOf(destination: Destination): string {
  const host = destination.host.includes(':') ? `[${destination.host}]` : destination.host;
  return destination.port === (destination.tls ? 443 : 80) ? host : `${host}:${destination.port}`;
}
