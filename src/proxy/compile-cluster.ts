import type { ClusterConfig } from '../config/proxy-schema.ts';
import { compileBucketSource } from './compile-bucket-source.ts';
import type { ContentOf } from './compile-listener.ts';
import type { Cluster, DestinationTls } from './snapshot.ts';

/** A cluster as the hot path reads it. */
export function compileCluster(
  name: string,
  { destinations, preserveHost, timeouts, pool, ...config }: ClusterConfig,
  contentOf: ContentOf,
): Cluster {
  const tls = compileTls(config.tls, contentOf);
  const { retry, concurrency, circuitBreaker, loadBalancing, healthCheck } = config;
  return {
    name,
    destinations: destinations.map(({ address }) => {
      const { protocol, host, hostname, port } = new URL(address);
      const isSecure = protocol === 'https:';
      return {
        name: host,
        host: hostname.replace(/^\[(.*)\]$/, '$1'),
        port: port === '' ? (isSecure ? 443 : 80) : Number(port),
        tls: isSecure ? tls : undefined,
      };
    }),
    preserveHost,
    protocol: config.protocol,
    timeouts: { connectMs: timeouts.connect, firstByteMs: timeouts.firstByte, idleMs: timeouts.idle },
    pool: { maxSockets: pool.maxSockets, idleTimeoutMs: pool.idleTimeout },
    retry: {
      attempts: retry.attempts,
      backoffMs: retry.backoff,
      maxBackoffMs: retry.maxBackoff,
      budgetPercent: retry.budgetPercent,
      budgetPerSecond: retry.budgetPerSecond,
    },
    concurrency: concurrency && {
      maxConcurrent: concurrency.max,
      maxPerDestination: concurrency.maxPerDestination ?? Infinity,
      fallbackPercent: concurrency.fallbackPercent,
      queueDepth: concurrency.queueDepth,
      queueMs: concurrency.queueTimeout,
    },
    breaker:
      (circuitBreaker.enabled ?? name !== 'monolith')
        ? {
            failurePercent: circuitBreaker.failurePercent,
            minimumRequests: circuitBreaker.minimumRequests,
            windowMs: circuitBreaker.window,
            openMs: circuitBreaker.openFor,
            probes: circuitBreaker.probes,
          }
        : undefined,
    balancing: {
      kind: loadBalancing.policy,
      isByPath: loadBalancing.hashPath,
      by: loadBalancing.hashBy.map(compileBucketSource),
      maxLoadPercent: loadBalancing.maxLoadPercent,
    },
    health: compileHealth(healthCheck),
  };
}

function compileHealth({ passive, active, panicPercent }: ClusterConfig['healthCheck']): Cluster['health'] {
  return {
    passive: passive.enabled
      ? {
          consecutiveFailures: passive.consecutiveFailures,
          failurePercent: passive.failurePercent,
          minimumRequests: passive.minimumRequests,
          windowMs: passive.window,
          ejectionMs: passive.ejectionTime,
          maxEjectionMs: passive.maxEjectionTime,
        }
      : undefined,
    active: active && {
      path: active.path,
      intervalMs: active.interval,
      timeoutMs: active.timeout,
      unhealthyThreshold: active.unhealthyThreshold,
      healthyThreshold: active.healthyThreshold,
      minStatus: active.minStatus,
      maxStatus: active.maxStatus,
      startupGraceMs: active.startupGrace,
    },
    maxEjectedPercent: passive.maxEjectedPercent,
    panicPercent,
  };
}

function compileTls(config: ClusterConfig['tls'], contentOf: ContentOf): DestinationTls {
  const content = (file: string | undefined) => (file === undefined ? undefined : contentOf(file));
  return {
    serverName: config?.serverName,
    ca: content(config?.ca),
    certificate: content(config?.certificate),
    key: content(config?.key),
  };
}
