import type { ClientPeer } from '../exchange.ts';
import { headLimits } from '../head-limits.ts';
import { MessageError } from '../http1/message-error.ts';
import type { RequestHead } from '../http1/request-head.ts';
import { RequestReader } from '../http1/request-reader.ts';
import { overridingMethods } from '../routing/method-override.ts';
import type { RoutedRequest } from '../routing/readings.ts';
import type { Snapshot } from '../snapshot.ts';
import { clientOrigin } from '../trust/client-origin.ts';

/** A request as somebody describes it. */
export interface DescribedRequest {
  readonly method: string;
  readonly target: string;
  /** Lines as `name: value`; Host is `localhost` where there is none. */
  readonly headers: readonly string[];
  /** The peer of the connection. */
  readonly client: string;
}

/** The head of a described request as the proxy would read it, or why it would refuse it. */
export function describedHead(
  { method, target, headers }: DescribedRequest,
  snapshot: Snapshot,
): RequestHead | { readonly reason: string } {
  const hasHost = headers.some((line) => /^host\s*:/i.test(line));
  const lines = hasHost ? headers : ['Host: localhost', ...headers];
  if (/[\r\n]/.test(`${target}${headers.join('')}`)) return { reason: 'control-character' };
  const heads: RequestHead[] = [];
  const events = {
    onRequestHead: (head: RequestHead) => heads.push(head),
    onBodyBytes() {},
    onRequestEnd() {},
  };
  try {
    const bytes = Buffer.from(`${[`${method} ${target} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`);
    new RequestReader(headLimits(snapshot), events).read(bytes, 0);
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    return { reason: error.reason };
  }
  return heads[0] ?? { reason: 'bad-request-line' };
}

/** What routing sees of a head; `path` and the others are canonical. */
export function routedRequest(
  head: RequestHead,
  client: ClientPeer,
  canonical: { readonly path: string; readonly query: string; readonly host: string | undefined },
  { trust }: Snapshot,
): RoutedRequest {
  const { fields, connection, method } = head;
  const isTrusted = trust.isAnybodyTrusted && trust.proxies.has(client.address);
  const policy = isTrusted ? trust.trustedFields : trust.outsideFields;
  return {
    method,
    host: canonical.host ?? head.host ?? '',
    path: canonical.path,
    query: canonical.query,
    clientAddress: isTrusted ? clientOrigin(client, fields, trust).address : client.address,
    overridingMethods: overridingMethods(method, fields, canonical.query),
    header: (lower) =>
      policy.drops(lower) || connection.named.includes(lower) ? undefined : fields.joined(lower),
  };
}
