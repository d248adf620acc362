import { checkAdmin } from './check-admin.ts';
import { checkDuplicateRoutes, type PlacedRoute } from './check-duplicate-routes.ts';
import { checkFilters, type PlacedFilter } from './check-filters.ts';
import { checkIdempotencyKey } from './check-idempotency-key.ts';
import { checkListeners, listenAddresses } from './check-listeners.ts';
import type { ConfigProblem } from './config-problem.ts';
import { type Data, list, record, valid } from './unchecked-data.ts';
import { suggestion } from './describe-issue.ts';
import { proxySchema } from './proxy-schema.ts';
import { route as routeSchema } from './sections/route.ts';
import { routeSet as routeSetSchema } from './sections/route-set.ts';
import { namePattern } from './sections/values.ts';

/**
 * What one value of a configuration cannot say about another: names that lead nowhere, names and routes given twice, a
 * canary without a service, a cluster that is the proxy itself.
 *
 * Works on data that may still be invalid, and skips what is, so that all problems are found in one run.
 */
export function checkProxyConfig(data: unknown): ConfigProblem[] {
  const root = record(data);
  const clusterNames = Object.keys(record(root['clusters']));
  const matching = valid(proxySchema.shape.routeMatching, root['routeMatching']);
  return [
    ...checkAdmin(root['admin']),
    ...checkListeners(root),
    ...checkClusters(root),
    ...checkNames(list(root['routeSets']).map(record)),
    ...list(root['routeSets']).flatMap((set, index) => checkPhase(record(set), index, clusterNames)),
    ...[...placedRoutes(root)].flatMap((placed) => {
      const filters = placedFilters(root, placed);
      return [
        ...checkFilters(placed.route, filters),
        ...checkIdempotencyKey(placed.route, filters, keyHeader(root, placed)),
      ];
    }),
    ...(matching === undefined ? [] : checkDuplicateRoutes(placedRoutes(root), matching)),
  ];
}

function checkClusters(root: Data): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const addresses = listenAddresses(root);
  for (const [name, cluster] of Object.entries(record(root['clusters']))) {
    if (!namePattern.test(name))
      problems.push({
        path: ['clusters', name],
        part: 'key',
        what: 'the name of a cluster must be lower-case letters, digits and dashes, at most 63',
      });
    for (const [index, destination] of list(record(cluster)['destinations']).entries()) {
      const { address } = record(destination);
      if (typeof address === 'string' && addresses.some((listen) => isSame(address, listen)))
        problems.push({
          path: ['clusters', name, 'destinations', index, 'address'],
          what: `clusters.${name}.destinations[${index}].address is where the proxy itself listens; requests would go round in circles`,
        });
    }
    if (record(cluster)['tls'] !== undefined && !hasSecureDestination(record(cluster)))
      problems.push({
        path: ['clusters', name, 'tls'],
        part: 'key',
        what: `clusters.${name}.tls is for destinations whose address is https, and there is none`,
      });
  }
  return problems;
}

function hasSecureDestination({ destinations }: Data): boolean {
  return list(destinations).some((each) => /^https:/i.test(String(record(each)['address'])));
}

function isSame(address: string, listen: { host: string; port: number }): boolean {
  if (listen.port === 0 || !URL.canParse(address)) return false;
  const { protocol, hostname, port } = new URL(address);
  const portNumber = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  const isLoopback = (host: string): boolean => /^(?:localhost|127\.[0-9.]+|\[?::1\]?)$/i.test(host);
  const isEvery = listen.host === '0.0.0.0' || listen.host === '::';
  const isSameHost =
    hostname === listen.host || (isLoopback(hostname) && (isEvery || isLoopback(listen.host)));
  return portNumber === listen.port && isSameHost;
}

function checkNames(routeSets: readonly Data[]): ConfigProblem[] {
  const first = new Map<string, number>();
  const problems: ConfigProblem[] = [];
  for (const [index, { name }] of routeSets.entries()) {
    if (typeof name !== 'string') continue;
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, index);
    else
      problems.push({
        path: ['routeSets', index, 'name'],
        what: `routeSets[${index}].name is already the name of routeSets[${earlier}]`,
      });
  }
  return problems;
}

function checkPhase(routeSet: Data, index: number, clusterNames: readonly string[]): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const at = `routeSets[${index}]`;
  const { cluster } = routeSet;
  const phase = valid(routeSetSchema.shape.phase, routeSet['phase']);
  if (cluster === 'monolith')
    problems.push({
      path: ['routeSets', index, 'cluster'],
      what: `${at}.cluster must be the extracted service; to stay on the monolith, write phase: monolith`,
    });
  else if (typeof cluster === 'string' && !clusterNames.includes(cluster))
    problems.push({
      path: ['routeSets', index, 'cluster'],
      what: `${at}.cluster is not one of the clusters${suggestion(
        cluster,
        clusterNames.filter((name) => name !== 'monolith'),
      )}`,
    });
  if (phase !== undefined && phase !== 'monolith' && cluster === undefined)
    problems.push({
      path: ['routeSets', index, 'phase'],
      what: `${at}.phase is ${phase}, which needs ${at}.cluster: the service that the routes move to`,
    });
  if (phase === 'canary' && routeSet['canaryPercent'] === undefined)
    problems.push({
      path: ['routeSets', index, 'phase'],
      what: `${at}.phase is canary, which needs ${at}.canaryPercent: a number from 0 to 100`,
    });
  return problems;
}

function* placedRoutes(root: Data): Iterable<PlacedRoute> {
  for (const [setIndex, set] of list(root['routeSets']).entries()) {
    for (const [index, written] of list(record(set)['routes']).entries()) {
      const route = valid(routeSchema, written);
      if (route !== undefined) yield { setIndex, index, route };
    }
  }
}

function keyHeader(root: Data, { setIndex }: PlacedRoute): string {
  const written = record(list(root['routeSets'])[setIndex])['idempotencyKey'];
  return valid(routeSetSchema.shape.idempotencyKey, written)?.header ?? '';
}

/** The filters of a route set that are valid, and those of a route; a problem of the set is told with its first route. */
function placedFilters(root: Data, { setIndex, index, route }: PlacedRoute): PlacedFilter[] {
  const set = ['routeSets', setIndex];
  const ofSet = valid(routeSetSchema.shape.filters, record(list(root['routeSets'])[setIndex])['filters']);
  const own = (route.filters ?? []).map((filter, place) => ({
    at: [...set, 'routes', index, 'filters', place],
    filter,
  }));
  return [...(ofSet ?? []).map((filter, place) => ({ at: [...set, 'filters', place], filter })), ...own];
}
