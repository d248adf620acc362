/** Fields of one connection, not of the message: a superset of RFC 9110 section 7.6.1. `Upgrade-Insecure-Requests` is none: it asks the origin. */
export const hopByHopFields: readonly string[] = [
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
  'alt-svc',
];

/** What a client must not be able to claim: who it is, what it asked for before us, and our own control fields. */
const clientClaims: readonly string[] = [
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
  'client-cert',
  'client-cert-chain',
  'x-shadow-request',
  'proxy',
];
const clientClaimPrefixes: readonly string[] = ['x-forwarded-', 'x-client-cert-', 'x-banyan-'];

const never = new Set([...hopByHopFields, ...clientClaims, 'content-length', 'trailer']);

/** Whether a request field never reaches a backend as the client sent it. Names with `_` are none that backends agree on: many read them as `-`. */
export function endsAtProxy(lower: string): boolean {
  return (
    never.has(lower) || clientClaimPrefixes.some((prefix) => lower.startsWith(prefix)) || lower.includes('_')
  );
}
