import type { GatewayMatch, GatewayRoute } from './gateway-test.ts';

/** A configuration that says what HTTPRoutes say: a rule is a route set, a match a route of it; nobody's requests go to the monolith. */
export function proxyConfigOf(
  routes: readonly GatewayRoute[],
  ports: readonly [number, number, number, number],
): object {
  const cluster = (port: number) => ({ destinations: [{ address: `http://127.0.0.1:${port}` }] });
  const [monolith, ...backends] = ports;
  return {
    version: 'banyan/v1',
    listen: { port: 0 },
    clusters: {
      monolith: cluster(monolith),
      ...Object.fromEntries(backends.map((port, index) => [`infra-backend-v${index + 1}`, cluster(port)])),
    },
    trust: { proxies: ['127.0.0.1'] },
    routeMatching: { caseSensitive: true, trailingSlash: 'distinct' },
    routeSets: routes.flatMap(({ hosts, rules }, place) =>
      rules.map(({ matches = [{}], filters, backend = 1 }, index) => ({
        name: `route-${place}-rule-${index}`,
        cluster: `infra-backend-v${backend}`,
        phase: 'full',
        fallback: 'none',
        ...(filters && { filters }),
        routes: matches.map((match) => ({ ...routeOf(match), ...(hosts && { hosts }) })),
      })),
    ),
  };
}

function routeOf({ exact, prefix = '/', method = 'ANY', headers = {}, query = {} }: GatewayMatch): object {
  const pairs = (values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([name, value]) => ({ name, value }));
  return {
    method,
    ...(exact === undefined ? { pathPrefix: prefix } : { path: exact }),
    headers: pairs(headers),
    query: pairs(query),
  };
}
