import type { ProxyConfig } from '../config/proxy-schema.ts';
import { bucketKey, bucketPoint, type BucketRequest } from './routing/bucket.ts';
import { canonicalPath, type TargetProblem } from './routing/canonical-path.ts';
import { chooseCluster, type ChoiceReason } from './routing/choose-cluster.ts';
import type { Idempotency, RouteMatch, Snapshot } from './snapshot.ts';

/** What the proxy would do with one request, and why. */
export type Explanation =
  | { readonly accepted: false; readonly reason: TargetProblem | 'asterisk-without-options' }
  | {
      readonly accepted: true;
      readonly path: string;
      readonly route: ExplainedRoute | null;
      readonly cluster: string;
      readonly why: ChoiceReason;
      /** Null where no other cluster may answer. */
      readonly fallback: string | null;
      /** Null outside of phase canary; `point` is below `percent` exactly if the service answers. */
      readonly canary: { readonly key: string; readonly point: number; readonly percent: number } | null;
    };

interface ExplainedRoute {
  readonly routeSet: string;
  readonly method: string;
  readonly template: string;
  readonly idempotency: Idempotency;
  /** Where the analysis found it; null when the configuration does not say. */
  readonly from: string | null;
}

/** Explains one request with the code that routes it; `snapshot` is compiled from `config`. */
export function explainRequest(
  { config, snapshot }: { readonly config: ProxyConfig; readonly snapshot: Snapshot },
  request: BucketRequest & { readonly method: string; readonly target: string },
): Explanation {
  const canonical = canonicalPath(request.target);
  if (!canonical.ok) return { accepted: false, reason: canonical.reason };
  if (canonical.path === '*' && request.method !== 'OPTIONS')
    return { accepted: false, reason: 'asterisk-without-options' };
  const monolith = snapshot.clusters.get('monolith');
  if (!monolith) throw new Error('a snapshot always has the cluster monolith');
  const host = canonical.host ?? request.header('host') ?? '';
  const { method } = request;
  const { path, query } = canonical;
  const match = snapshot.match({ method, host, path, query, header: (lower) => request.header(lower) });
  const { cluster, fallback, why } = chooseCluster(match, request, monolith);
  const isCanary = match?.routeSet.phase === 'canary';
  const key = isCanary ? bucketKey(match.routeSet.bucket, request) : '';
  return {
    accepted: true,
    path: canonical.path,
    route: match ? explainedRoute(config, snapshot, match) : null,
    cluster: cluster.name,
    why,
    fallback: fallback?.name ?? null,
    canary: isCanary
      ? { key, point: bucketPoint(match.routeSet.bucket.salt, key), percent: match.routeSet.canaryPercent }
      : null,
  };
}

function explainedRoute(config: ProxyConfig, snapshot: Snapshot, match: RouteMatch): ExplainedRoute {
  const written = config.routeSets.flatMap(({ routes }) => routes)[match.order];
  return {
    routeSet: match.routeSet.name,
    method: snapshot.routes[match.order]?.method ?? '',
    template: match.template,
    idempotency: match.idempotency,
    from: written?.from ?? null,
  };
}
