import type { LiveState } from '../live-state.ts';
import type { ProxyServer } from '../server.ts';
import type { ListenAddress } from '../snapshot.ts';
import { clusterMetrics } from './cluster-metrics.ts';
import { counter, gauge, type MetricFamily } from './metric-family.ts';
import type { DestinationStatus, ProxyReport, ProxyState } from './proxy-status.ts';

/** Metrics and state of a proxy, read off where they are. */
export function proxyReport(
  { meter, transport, budget, clusters }: LiveState,
  { connectionCount, acceptedCount }: ProxyServer,
  state: ProxyState,
  listeners: readonly ListenAddress[],
): ProxyReport {
  const destinations = transport.usage();
  const replayBytes = budget.usedBytes;
  const clusterStates = clusters.status();
  const status = {
    state,
    listeners: [...listeners],
    connections: connectionCount,
    exchangesInFlight: meter.inFlight,
    replayBytes,
    clusters: clusterStates,
    destinations,
  };
  const metrics = [
    ...meter.families(),
    gauge('banyan_client_connections', 'Open connections of clients.', [
      { labels: {}, value: connectionCount },
    ]),
    counter('banyan_client_connections_total', 'Connections accepted from clients.', [
      { labels: {}, value: acceptedCount },
    ]),
    ...clusterMetrics(clusterStates),
    connectionFamily(destinations),
    gauge('banyan_replay_bytes', 'Bytes of bodies and responses kept for another attempt.', [
      { labels: {}, value: replayBytes },
    ]),
  ];
  return { status, metrics };
}

function connectionFamily(destinations: readonly DestinationStatus[]): MetricFamily {
  return gauge(
    'banyan_destination_connections',
    'Connections to destinations: busy, idle, or waiting for one.',
    destinations.flatMap(({ cluster, destination, ...states }) =>
      Object.entries(states).map(([state, value]) => ({ labels: { cluster, destination, state }, value })),
    ),
  );
}
