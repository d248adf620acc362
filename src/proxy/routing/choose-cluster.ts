import type { Cluster, RouteMatch } from '../snapshot.ts';
import { bucketKey, bucketPoint, type BucketRequest } from './bucket.ts';

/** Which cluster answers first, who may answer if that provably did not, and the rule that decided. */
export interface Choice {
  readonly cluster: Cluster;
  /** The monolith, where the service is first and the route set allows it. */
  readonly fallback: Cluster | undefined;
  readonly why: ChoiceReason;
}

/** `no-route`: no route set claims the request. `phase-…`: the phase alone decided. `canary-in`, `canary-out`: the bucket did. */
export type ChoiceReason = 'no-route' | 'phase-monolith' | 'phase-full' | 'canary-in' | 'canary-out';

/** Chooses the side of one exchange; the same client gets the same side while the configuration stays. */
export function chooseCluster(
  match: RouteMatch | undefined,
  request: BucketRequest,
  monolith: Cluster,
): Choice {
  if (!match) return { cluster: monolith, fallback: undefined, why: 'no-route' };
  const { phase, cluster, canaryPercent, bucket, hasFallback } = match.routeSet;
  if (phase === 'monolith' || !cluster)
    return { cluster: monolith, fallback: undefined, why: 'phase-monolith' };
  const fallback = hasFallback ? monolith : undefined;
  if (phase === 'full') return { cluster, fallback, why: 'phase-full' };
  const isIn = bucketPoint(bucket.salt, bucketKey(bucket, request)) < canaryPercent;
  return isIn
    ? { cluster, fallback, why: 'canary-in' }
    : { cluster: monolith, fallback: undefined, why: 'canary-out' };
}
