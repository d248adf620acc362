import type { ClientPeer, Exchange } from '../exchange.ts';
import type { ConnectionOptions } from '../http1/connection-options.ts';
import { listTokens } from '../http1/connection-options.ts';
import type { FieldName, Fields } from '../http1/fields.ts';
import type { ResponseHead } from '../http1/response-head.ts';
import type { Cluster, Destination } from '../snapshot.ts';

const VIA = '1.1 banyan';

/** Fields of one connection, not of the message: YARP's list (`RequestUtilities`), a superset of RFC 9110 section 7.6.1. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-features',
  'proxy-instruction',
  'security-scheme',
  'alpn',
  'close',
  'te',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
  'upgrade-insecure-requests',
  'alt-svc',
];

/** What a client must not be able to claim: who it is, what it asked for before us, and our own control fields. */
const CLIENT_CLAIMS = [
  'forwarded',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'x-original-url',
  'x-original-host',
  'x-rewrite-url',
  'x-request-id',
  'x-shadow-request',
  'proxy',
];
const CLIENT_CLAIM_PREFIXES = ['x-forwarded-', 'x-banyan-'];

const DROPPED_FROM_REQUESTS = new Set([...HOP_BY_HOP, ...CLIENT_CLAIMS, 'host', 'content-length', 'trailer']);
const DROPPED_FROM_RESPONSES = new Set([...HOP_BY_HOP, 'trailer']);
/** RFC 9110 section 6.5.1: fields that frame, route or authorise are never trailers. */
const NEVER_TRAILERS = new Set([
  ...HOP_BY_HOP,
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
]);

/**
 * The header fields of an attempt, names and values in turn: Host first, then the client's end-to-end fields as they came, then ours.
 *
 * - Dropped: hop-by-hop fields and what `Connection` names, forwarding and identity claims, our control fields, names with `_` (backends read them as `-`),
 *   `Trailer` (request trailers end here).
 * - Added: Via, X-Forwarded-For, -Proto, -Host, Forwarded (RFC 7239) and X-Request-Id. `TE: trailers` is made anew.
 */
export function requestPairs(exchange: Exchange, cluster: Cluster, destination: Destination): string[] {
  const { fields, connection, framing } = exchange.head;
  const host = cluster.preserveHost && exchange.host !== '' ? exchange.host : authorityOf(destination);
  const pairs = ['Host', host];
  for (let index = 0; index < fields.length; index++) {
    const name = fields.names[index];
    if (name === undefined) continue;
    if (!isDroppedFromRequests(name, connection)) pairs.push(name.raw, fields.values[index] ?? '');
    else if (framing.kind === 'length' && name.lower === 'content-length') {
      pairs.push(name.raw, String(framing.bytes));
    }
  }
  if (wantsTrailers(fields)) pairs.push('Connection', 'TE', 'TE', 'trailers');
  addOwn(pairs, exchange);
  return pairs;
}

/** The fields of a final response, or of a 103, that go to the client: end-to-end fields as they came, and Via. */
export function responsePairs(head: ResponseHead, keepsTrailer: boolean): string[] {
  const { fields, connection } = head;
  const pairs: string[] = [];
  for (let index = 0; index < fields.length; index++) {
    const name = fields.names[index];
    if (name === undefined) continue;
    const isKept = name.lower === 'trailer' && keepsTrailer;
    if (isKept || (!DROPPED_FROM_RESPONSES.has(name.lower) && !isNamed(name, connection))) {
      pairs.push(name.raw, fields.values[index] ?? '');
    }
  }
  pairs.push('Via', VIA);
  return pairs;
}

/** The trailer fields that may follow a response body. */
export function trailerPairs(trailers: Fields | undefined): string[] {
  if (trailers === undefined) return [];
  return trailers.names.flatMap((name, index) =>
    NEVER_TRAILERS.has(name.lower) ? [] : [name.raw, trailers.values[index] ?? ''],
  );
}

/** RFC 9110 section 10.1.4: the client can read trailers. */
export function wantsTrailers(fields: Fields): boolean {
  const values = fields.structural('te');
  return values.length > 0 && listTokens(values).includes('trailers');
}

function isDroppedFromRequests(name: FieldName, connection: ConnectionOptions): boolean {
  const { lower } = name;
  return (
    DROPPED_FROM_REQUESTS.has(lower) ||
    CLIENT_CLAIM_PREFIXES.some((prefix) => lower.startsWith(prefix)) ||
    lower.includes('_') ||
    isNamed(name, connection)
  );
}

function isNamed(name: FieldName, connection: ConnectionOptions): boolean {
  return connection.named.length > 0 && connection.named.includes(name.lower);
}

function addOwn(pairs: string[], exchange: Exchange): void {
  const { client, host } = exchange;
  pairs.push('Via', VIA, 'X-Forwarded-For', client.address, 'X-Forwarded-Proto', client.scheme);
  if (host !== '') pairs.push('X-Forwarded-Host', host);
  pairs.push('Forwarded', forwarded(client, host), 'X-Request-Id', exchange.id);
}

/** RFC 7239 section 4: addresses of version 6 are bracketed and quoted. */
function forwarded({ address, scheme }: ClientPeer, host: string): string {
  const node = address.includes(':') ? `"[${address}]"` : address;
  return host === '' ? `for=${node};proto=${scheme}` : `for=${node};host="${host}";proto=${scheme}`;
}

/** Host and port of a destination as its Host field says them; the default port is left out. */
export function authorityOf(destination: Destination): string {
  const host = destination.host.includes(':') ? `[${destination.host}]` : destination.host;
  return destination.port === (destination.tls ? 443 : 80) ? host : `${host}:${destination.port}`;
}
