import type { ProxyConfig } from '../../config/proxy-schema.ts';
import type { ClientPeer } from '../exchange.ts';
import { rewritten } from '../filters/path-rewrite.ts';
import { location } from '../filters/redirect.ts';
import type { SideFilters } from '../filters/side-filters.ts';
import { isLooping } from '../forward/via.ts';
import { bucketKey, bucketPoint } from '../routing/bucket.ts';
import { canonicalPath } from '../routing/canonical-path.ts';
import { chooseCluster, type ChoiceReason } from '../routing/choose-cluster.ts';
import { matchRequest, readsTwoWays, type RoutedRequest } from '../routing/readings.ts';
import type { Cluster, ClusterTimeouts, Idempotency, RouteMatch, Snapshot } from '../snapshot.ts';
import { type DescribedRequest, describedHead, routedRequest } from './explained-head.ts';
import { conditionText, losingRoutes } from './losing-routes.ts';

/** What the proxy would do with one request, and why. */
export type Explanation =
  | { readonly accepted: false; readonly reason: string }
  | {
      readonly accepted: true;
      /** Who the request comes from: the peer, or whom a trusted peer names. */
      readonly client: string;
      readonly path: string;
      readonly route: ExplainedRoute | null;
      /** Routes of the same path that do not answer, the closest first. */
      readonly losers: readonly (ExplainedRoute & {
        readonly matches: boolean;
        readonly lostBecause: string;
      })[];
      /** How many routes have another path. */
      readonly otherRoutes: number;
      readonly cluster: string;
      readonly why: ChoiceReason;
      /** Null where no other cluster may answer. */
      readonly fallback: string | null;
      /** Null outside of phase canary; `point` is below `percent` exactly if the service answers. */
      readonly canary: { readonly key: string; readonly point: number; readonly percent: number } | null;
      /** Null where a redirect answers. */
      readonly sends: ExplainedRequest | null;
      /** Where the client is sent instead; null where a backend answers. */
      readonly redirect: { readonly status: number; readonly location: string } | null;
    };

export interface ExplainedRoute {
  readonly routeSet: string;
  readonly method: string;
  readonly template: string;
  readonly hosts: readonly string[];
  /** What it asks for besides, in words. */
  readonly asks: readonly string[];
  readonly idempotency: Idempotency;
  /** Where the analysis found it; null when the configuration does not say. */
  readonly from: string | null;
}

/** What a backend is asked, and how long it is waited for. */
interface ExplainedRequest {
  readonly target: string;
  /** Null: the destination's own. */
  readonly host: string | null;
  readonly destinations: readonly string[];
  /** Names of headers that filters change on the way there, and on the way back. */
  readonly changedHeaders: readonly string[];
  readonly changedResponseHeaders: readonly string[];
  readonly timeouts: ClusterTimeouts;
  /** Further attempts on the cluster at most. */
  readonly retries: number;
}

/** Explains one request with the code that routes it; `snapshot` is compiled from `config`. O(routes). */
export function explainRequest(
  { config, snapshot }: { readonly config: ProxyConfig; readonly snapshot: Snapshot },
  described: DescribedRequest,
): Explanation {
  const head = describedHead(described, snapshot);
  if ('reason' in head) return { accepted: false, reason: head.reason };
  const canonical = canonicalPath(head.target, snapshot.reading, head.method);
  if (!canonical.ok) return { accepted: false, reason: canonical.reason };
  if (canonical.path === '*' && head.method !== 'OPTIONS')
    return { accepted: false, reason: 'asterisk-without-options' };
  if (snapshot.reading.pathParameters === 'refuse' && canonical.path.includes(';'))
    return { accepted: false, reason: 'path-parameters' };
  if (isLooping(head.fields)) return { accepted: false, reason: 'loop' };
  const monolith = snapshot.clusters.get('monolith');
  if (!monolith) throw new Error('a snapshot always has the cluster monolith');
  const client: ClientPeer = { address: described.client, scheme: 'http', certificateLines: '' };
  const request = routedRequest(head, client, canonical, snapshot);
  const matched = matchRequest(request, snapshot);
  if ('problem' in matched) return { accepted: false, reason: matched.problem };
  const { match } = matched;
  const choice = chooseCluster(match, request, monolith);
  if (readsTwoWays(request, choice, snapshot, monolith)) return { accepted: false, reason: 'two-sides' };
  const describe = routeDescriber(config, snapshot, request.method);
  const { losers, others } = losingRoutes(request, snapshot);
  const filters = match?.filters?.[choice.cluster.name === 'monolith' ? 'monolith' : 'service'];
  const redirect = filters?.redirect;
  return {
    accepted: true,
    client: request.clientAddress,
    path: canonical.path,
    route: match ? explainedRoute(describe(match.order), request) : null,
    losers: losers
      .filter(({ order }) => order !== match?.order)
      .map(({ order, matches, why }) => ({ ...describe(order), matches, lostBecause: why })),
    otherRoutes: others,
    cluster: choice.cluster.name,
    why: choice.why,
    fallback: choice.fallback?.name ?? null,
    canary: explainedCanary(match, request),
    sends: redirect === undefined ? explainedRequest(choice.cluster, request, filters) : null,
    redirect: redirect
      ? { status: redirect.status, location: location({ ...request, client, origin: undefined }, redirect) }
      : null,
  };
}

/** A request that names another method is never repeated once sent, whatever its route says. */
function explainedRoute(route: ExplainedRoute, { overridingMethods }: RoutedRequest): ExplainedRoute {
  return overridingMethods.length === 0 ? route : { ...route, idempotency: 'none' };
}

function explainedCanary(match: RouteMatch | undefined, request: RoutedRequest) {
  if (match?.routeSet.phase !== 'canary') return null;
  const { bucket, canaryPercent } = match.routeSet;
  const key = bucketKey(bucket, request);
  return { key, point: bucketPoint(bucket.salt, key), percent: canaryPercent };
}

function explainedRequest(
  cluster: Cluster,
  { path, query, host }: RoutedRequest,
  filters: SideFilters | undefined,
): ExplainedRequest {
  const kept = cluster.preserveHost && host !== '' ? host : null;
  return {
    target: (filters?.path === undefined ? path : rewritten(path, filters.path)) + query,
    host: filters?.host ?? kept,
    destinations: cluster.destinations.map(({ name }) => name),
    changedHeaders: [...(filters?.requestFields?.names ?? [])],
    changedResponseHeaders: [...(filters?.responseFields?.names ?? [])],
    timeouts: cluster.timeouts,
    retries: cluster.retry.attempts,
  };
}

/** Describes routes by their place in the snapshot; `asked`: the method of the request. */
function routeDescriber(
  config: ProxyConfig,
  snapshot: Snapshot,
  asked: string,
): (order: number) => ExplainedRoute {
  const written = config.routeSets.flatMap(({ routes }) => routes);
  return (order) => {
    const route = snapshot.routes[order];
    if (route === undefined) throw new Error(`the snapshot has no route ${order}`);
    const isSafe = (route.method === 'ANY' ? asked : route.method).match(/^(?:GET|HEAD|OPTIONS)$/) !== null;
    return {
      routeSet: route.match.routeSet.name,
      method: route.method,
      template: route.path.label,
      hosts: route.hosts,
      asks: route.conditions.map(conditionText),
      idempotency: route.match.idempotency ?? (isSafe ? 'safe' : 'none'),
      from: written[order]?.from ?? null,
    };
  };
}
