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
  'fastly-client-ip',
  'x-proxyuser-ip',
  'x-originating-ip',
  'proxy-client-ip',
  'wl-proxy-client-ip',
  'x-original-url',
  'x-original-host',
  'x-original-forwarded-for',
  'x-rewrite-url',
  'x-host',
  'x-http-host-override',
  'x-url-scheme',
  'front-end-https',
  'x-request-id',
  'client-cert',
  'client-cert-chain',
  'x-shadow-request',
  'proxy',
];
const clientClaimPrefixes: readonly string[] = ['x-forwarded-', 'x-client-cert-', 'x-banyan-'];

const connectionOnly = new Set([...hopByHopFields, 'content-length', 'trailer']);
const never = new Set([...connectionOnly, ...clientClaims]);

/** Whether a request field never reaches a backend as a client sent it. Names with `_` are none that backends agree on: many read them as `-`. */
export function endsAtProxy(lower: string): boolean {
  return (
    never.has(lower) || clientClaimPrefixes.some((prefix) => lower.startsWith(prefix)) || lower.includes('_')
  );
}

/** Believed and then written anew, or control fields that nobody in front of the proxy has a use for. */
const writtenByProxy = new Set([
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-request-id',
  'x-original-url',
  'x-rewrite-url',
  'x-shadow-request',
  'proxy',
]);

/** Whether a request field does not even pass from a trusted proxy to a backend as it came. */
export function isWrittenByProxy(lower: string): boolean {
  return (
    connectionOnly.has(lower) ||
    writtenByProxy.has(lower) ||
    lower.startsWith('x-banyan-') ||
    lower.includes('_')
  );
}

/**
 * What authenticating proxies tell their backends about a user, by who writes it. Not in it: what browsers and API clients send themselves
 * (Authorization, X-Api-Key, X-Auth-Token, X-User-Id), which to many backends is the login.
 */
export const identityFields: readonly string[] = [
  // CGI's REMOTE_USER; Apache, nginx, Kubernetes' front proxy, Authelia
  'remote-user',
  'remote-groups',
  'remote-name',
  'remote-email',
  'x-remote-*',
  // oauth2-proxy, Grafana's and Traefik's forward authentication
  'x-auth-request-*',
  'x-webauth-*',
  'x-authentik-*',
  'x-vouch-*',
  'x-pomerium-*',
  // Kong
  'x-consumer-*',
  'x-authenticated-*',
  'x-credential-identifier',
  'x-anonymous-consumer',
  // cloud load balancers and access proxies
  'x-amzn-oidc-*',
  'x-amzn-mtls-*',
  'x-goog-authenticated-user-*',
  'x-goog-iap-*',
  'x-ms-client-principal*',
  'x-ms-token-*',
  'cf-access-*',
  'tailscale-user-*',
  // client certificates that somebody in front has checked
  'x-ssl-*',
  'ssl-client-*',
  'x-client-cert*',
  'client-cert',
  'client-cert-chain',
  'x-arr-clientcert',
  // Envoy's control fields
  'x-envoy-*',
];
const knownIdentity = matcher(identityFields);

/** Whether a request field says who the user is; `more`: lower-case names, some ending in `*`, besides the known ones. */
export function isIdentityField(lower: string, more: readonly string[]): boolean {
  return knownIdentity(lower) || matcher(more)(lower);
}

function matcher(names: readonly string[]): (lower: string) => boolean {
  const whole = new Set(names.filter((name) => !name.endsWith('*')));
  const prefixes = names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  return (lower) => whole.has(lower) || prefixes.some((prefix) => lower.startsWith(prefix));
}

const oursInRequests = new Set([
  ...writtenByProxy,
  'host',
  'via',
  'expect',
  'traceparent',
  'tracestate',
  'sec-websocket-key',
  'sec-websocket-version',
]);
const oursInResponses = new Set(['via', 'sec-websocket-accept']);

/** Whether no filter may change a request field: it frames, belongs to a connection, or is what the proxy itself says. */
export function requestFieldIsFixed(lower: string): boolean {
  return (
    connectionOnly.has(lower) ||
    oursInRequests.has(lower) ||
    lower.startsWith('x-banyan-') ||
    lower.includes('_')
  );
}

/** Whether no filter may change a response field. */
export function responseFieldIsFixed(lower: string): boolean {
  return connectionOnly.has(lower) || oursInResponses.has(lower) || lower.startsWith('x-banyan-');
}
