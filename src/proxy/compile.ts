import { pathRule } from '../config/path-rule.ts';
import type { ProxyConfig, RouteSetConfig } from '../config/proxy-schema.ts';
import { compileBucketSource } from './compile-bucket-source.ts';
import { compileCluster } from './compile-cluster.ts';
import { compileListener, type ContentOf } from './compile-listener.ts';
import { routeFilters } from './filters/compile-filters.ts';
import { routeConditions } from './compile-conditions.ts';
import type { RouteRequest } from './routing/condition.ts';
import { createRouteTable } from './routing/route-table.ts';
import { compileTrust } from './trust/compile-trust.ts';
import type { Cluster, RouteSet, Snapshot, TableRoute } from './snapshot.ts';

/**
 * Compiles a valid configuration to what the hot path reads; everything in the result is frozen.
 *
 * `files`: the contents of the files that it names, as `loadProxyConfig` reads them; throws when one is missing.
 */
export function compileSnapshot(
  config: ProxyConfig,
  files: ReadonlyMap<string, string> = new Map(),
): Snapshot {
  const contentOf: ContentOf = (file) => {
    const content = files.get(file);
    if (content === undefined)
      throw new Error(`The content of ${file} is missing; load the configuration from its file`);
    return content;
  };
  const clusters = new Map(
    Object.entries(config.clusters).map(([name, cluster]) => [
      name,
      compileCluster(name, cluster, contentOf),
    ]),
  );
  const routes = [...tableRoutes(config, clusters)];
  const table = createRouteTable(routes, config.routeMatching);
  const trust = compileTrust(config);
  return deepFreeze({
    listeners: (config.listeners ?? [config.listen]).map((listener) =>
      compileListener(listener, contentOf, trust.proxies),
    ),
    clusters,
    limits: {
      maxHeadBytes: config.limits.maxHeadBytes,
      maxHeaderCount: config.limits.maxHeaderCount,
      replayBytes: config.limits.replayLimit,
      replayTotalBytes: config.limits.replayTotal,
    },
    trust,
    reading: { ...config.routeMatching },
    match: (request: RouteRequest) => table.match(request),
    routes,
  });
}

function* tableRoutes(
  { routeSets, routeMatching }: ProxyConfig,
  clusters: ReadonlyMap<string, Cluster>,
): Iterable<TableRoute> {
  for (const config of routeSets) {
    const routeSet = deepFreeze(compileRouteSet(config, clusters));
    for (const route of config.routes) {
      const { method, idempotency } = route;
      yield {
        method,
        hosts: (route.hosts ?? []).map((host) => host.toLowerCase()),
        path: pathRule(route, routeMatching),
        conditions: routeConditions(route),
        match: {
          routeSet,
          filters: routeFilters(route, config.filters),
          ...(idempotency && { idempotency }),
        },
      };
    }
  }
}

function compileRouteSet(config: RouteSetConfig, clusters: ReadonlyMap<string, Cluster>): RouteSet {
  const { name, phase, cluster, canaryPercent, bucket, fallback, timeouts, idempotencyKey } = config;
  return {
    name,
    phase,
    cluster: cluster === undefined ? undefined : clusters.get(cluster),
    canaryPercent: canaryPercent ?? 0,
    bucket: { salt: bucket.salt ?? name, by: bucket.by.map(compileBucketSource) },
    hasFallback: fallback === 'monolith',
    fallbackStatuses: config.fallbackStatuses,
    timeouts: timeouts && {
      totalMs: timeouts.total ?? Infinity,
      attemptMs: timeouts.attempt ?? Infinity,
      includesUpload: timeouts.includeUpload,
    },
    idempotencyKey: { name: idempotencyKey.header.toLowerCase(), isShared: idempotencyKey.sharedStore },
  };
}

/** A Map cannot be frozen; its type keeps it read-only. */
function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner as object);
  if (value instanceof Map) for (const inner of value.values()) deepFreeze(inner as object);
  return Object.freeze(value);
}
