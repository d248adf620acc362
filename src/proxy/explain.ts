import type { ProxyConfig } from '../config/proxy-schema.ts';
import { bucketKey, bucketPoint, type BucketRequest } from './routing/bucket.ts';
import { canonicalPath, type TargetProblem } from './routing/canonical-path.ts';
import { chooseCluster, type ChoiceReason } from './routing/choose-cluster.ts';
import type { Idempotency, Snapshot } from './snapshot.ts';

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
  const match = snapshot.match(request.method, host, canonical.path);
  const { cluster, fallback, why } = chooseCluster(match, request, monolith);
  const isCanary = match?.routeSet.phase === 'canary';
  const key = isCanary ? bucketKey(match.routeSet.bucket, request) : '';
  return {
    accepted: true,
    path: canonical.path,
    route: match ? { ...writtenRoute(config, match, request.method), idempotency: match.idempotency } : null,
    cluster: cluster.name,
    why,
    fallback: fallback?.name ?? null,
    canary: isCanary
      ? { key, point: bucketPoint(match.routeSet.bucket.salt, key), percent: match.routeSet.canaryPercent }
      : null,
  };
}

function writtenRoute(
  config: ProxyConfig,
  match: { readonly routeSet: { readonly name: string }; readonly template: string },
  method: string,
): Omit<ExplainedRoute, 'idempotency'> {
  const routes = config.routeSets.find(({ name }) => name === match.routeSet.name)?.routes ?? [];
  const methods = method === 'HEAD' ? ['HEAD', 'GET', 'ANY'] : [method, 'ANY'];
  const written = methods
    .map((candidate) => routes.find(({ method, path }) => method === candidate && path === match.template))
    .find((route) => route !== undefined);
  return {
    routeSet: match.routeSet.name,
    method: written?.method ?? method,
    template: match.template,
    from: written?.from ?? null,
  };
}
