import { hopByHopFields } from '../../config/field-names.ts';
import type { ClientPeer, Exchange } from '../exchange.ts';
import type { FieldEdit } from '../filters/field-edit.ts';
import { filtersOn } from '../filters/filters-on.ts';
import type { ConnectionOptions } from '../http1/connection-options.ts';
import { listTokens } from '../http1/connection-options.ts';
import type { FieldName } from '../http1/field-name.ts';
import type { Fields } from '../http1/fields.ts';
import type { ResponseHead } from '../http1/response-head.ts';
import type { Cluster, Destination } from '../snapshot.ts';
import type { ClientOrigin } from '../trust/client-origin.ts';
import { hasBrokenTrace } from './trace-context.ts';
import { VIA } from './via.ts';

/** What we say of the certificate of the peer; nobody else's word stands beside it. */
const CERTIFICATE_FIELD = /^(?:x-)?client-cert(?:-|$)/;
const TRACE_FIELDS = new Set(['traceparent', 'tracestate']);
const DROPPED_FROM_RESPONSES = new Set([...hopByHopFields, 'trailer', 'x-banyan-not-mine']);
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
 * - Dropped: hop-by-hop fields and what `Connection` names, claims that only a trusted proxy may make, our control fields, names with `_` (backends read them
 *   as `-`), `Trailer` (request trailers end here), a trace context that is not valid, an `Expect` that means nothing (HTTP/1.0, no body).
 * - Added: Via, X-Forwarded-For, -Proto, -Host, -Port where a trusted proxy says it, Forwarded (RFC 7239) and X-Request-Id; behind a trusted proxy they go on
 *   where it ended. `TE: trailers` and the Max-Forwards of an OPTIONS are made anew.
 */
export function requestLines(exchange: Exchange, cluster: Cluster, destination: Destination): string {
  const { traceLines } = exchange;
  const { fields } = exchange.head;
  const filters = filtersOn(exchange, cluster.name);
  const edit = filters?.requestFields;
  const host =
    filters?.host ??
    (cluster.preserveHost && exchange.host !== '' ? exchange.host : authorityOf(destination));
  const kept = keptLines(exchange, edit);
  const trailers = wantsTrailers(fields) ? 'Connection: TE\r\nTE: trailers\r\n' : '';
  return `Host: ${host}\r\n${kept}${edit?.lines ?? ''}${trailers}${traceLines ?? ''}${ownLines(exchange)}`;
}

/** The client's lines that go on. */
function keptLines(exchange: Exchange, edit: FieldEdit | undefined): string {
  const { head, client, fieldPolicy, traceLines, maxForwards } = exchange;
  const { fields, connection } = head;
  const dropsTrace = traceLines !== undefined || hasBrokenTrace(fields);
  const dropsExpect = !head.expectsContinue && fields.structural('expect').length > 0;
  const hasCertificate = client.certificateLines !== '';
  const isPlain = !dropsTrace && !dropsExpect && !hasCertificate && maxForwards === undefined;
  // Of nearly every request, only the names matter.
  if (connection.named.length === 0 && edit === undefined && isPlain)
    return fields.linesOf(fieldPolicy.keeps);
  return fields.linesOf(
    (name) =>
      fieldPolicy.keeps(name) &&
      !isNamed(name, connection) &&
      !(dropsTrace && TRACE_FIELDS.has(name.lower)) &&
      !(dropsExpect && name.lower === 'expect') &&
      !(maxForwards !== undefined && name.lower === 'max-forwards') &&
      !(hasCertificate && CERTIFICATE_FIELD.test(name.lower)) &&
      edit?.dropped.has(name.lower) !== true,
  );
}

/**
 * The header lines of a response that go to the client: end-to-end fields as they came, and Via. Content-Length stays even if `Connection` names it: it
 * frames the body; but interim responses and 204 have none (RFC 9110 section 8.6).
 */
export function responseLines(head: ResponseHead, keepsTrailer: boolean, edit?: FieldEdit): string {
  const { fields, connection, status } = head;
  const isBodyless = status < 200 || status === 204;
  const kept = fields.linesOf((name) => {
    const { lower } = name;
    if (lower === 'content-length') return !isBodyless;
    if (DROPPED_FROM_RESPONSES.has(lower)) return lower === 'trailer' && keepsTrailer;
    return !isNamed(name, connection) && edit?.dropped.has(lower) !== true;
  });
  return `${kept}${edit?.lines ?? ''}Via: ${VIA}\r\n`;
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

function isNamed(name: FieldName, connection: ConnectionOptions): boolean {
  return connection.named.length > 0 && connection.named.includes(name.lower);
}

function ownLines({ client, origin, host, id, maxForwards }: Exchange): string {
  const said = origin === undefined ? directLines(client, host) : originLines(origin, origin.host ?? host);
  const passes = maxForwards === undefined ? '' : `Max-Forwards: ${maxForwards}\r\n`;
  return `Via: ${VIA}\r\n${said}X-Request-Id: ${id}\r\n${client.certificateLines}${passes}`;
}

function directLines({ address, scheme }: ClientPeer, host: string): string {
  const forwardedHost = host === '' ? '' : `X-Forwarded-Host: ${host}\r\n`;
  const element = forwardedElement(address, scheme, host);
  return `X-Forwarded-For: ${address}\r\nX-Forwarded-Proto: ${scheme}\r\n${forwardedHost}Forwarded: ${element}\r\n`;
}

function originLines({ address, scheme, port, chain }: ClientOrigin, host: string): string {
  const hops = chain.slice(1).map((hop) => `, for=${forwardedNode(hop)}`);
  return (
    `X-Forwarded-For: ${chain.join(', ')}\r\nX-Forwarded-Proto: ${scheme}\r\n` +
    (host === '' ? '' : `X-Forwarded-Host: ${host}\r\n`) +
    (port === undefined ? '' : `X-Forwarded-Port: ${port}\r\n`) +
    `Forwarded: ${forwardedElement(address, scheme, host)}${hops.join('')}\r\n`
  );
}

/** What Forwarded says of the client (RFC 7239 section 4). */
function forwardedElement(address: string, scheme: string, host: string): string {
  const node = forwardedNode(address);
  return host === '' ? `for=${node};proto=${scheme}` : `for=${node};host="${host}";proto=${scheme}`;
}

/** Addresses of version 6 are bracketed and quoted (section 6). */
function forwardedNode(address: string): string {
  return address.includes(':') ? `"[${address}]"` : address;
}

/** Host and port of a destination as its Host field says them; the default port is left out. */
export function authorityOf(destination: Destination): string {
  const host = destination.host.includes(':') ? `[${destination.host}]` : destination.host;
  return destination.port === (destination.tls ? 443 : 80) ? host : `${host}:${destination.port}`;
}
