import type { ClusterConfig } from '../config/proxy-schema.ts';
import type { Cluster } from './snapshot.ts';

/** A cluster as the hot path reads it. */
export function compileCluster(
  name: string,
  { destinations, preserveHost, timeouts, pool, ...config }: ClusterConfig,
): Cluster {
  const { retry, concurrency, circuitBreaker } = config;
  return {
    name,
    destinations: destinations.map(({ address }) => {
      const { protocol, host, hostname, port } = new URL(address);
      const tls = protocol === 'https:';
      return {
        name: host,
        host: hostname.replace(/^\[(.*)\]$/, '$1'),
        port: port === '' ? (tls ? 443 : 80) : Number(port),
        tls,
      };
    }),
    preserveHost,
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
  };
}
