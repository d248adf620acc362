import type { ClusterStatus } from '../resilience/cluster-status.ts';
import type { ListenAddress } from '../snapshot.ts';
import type { MetricFamily } from './metric-family.ts';

/** What a proxy says of itself at one moment; plain data. */
export interface ProxyReport {
  readonly status: ProxyStatus;
  readonly metrics: readonly MetricFamily[];
}

export interface ProxyStatus {
  readonly state: ProxyState;
  /** Where it accepts connections; none before it has started and once it is stopping. */
  readonly listeners: readonly ListenAddress[];
  readonly connections: number;
  readonly exchangesInFlight: number;
  /** Bytes kept for another attempt. */
  readonly replayBytes: number;
  /** In the order of the configuration. */
  readonly clusters: readonly ClusterStatus[];
  /** Those that have been asked since the configuration is in force. */
  readonly destinations: readonly DestinationStatus[];
}

export type ProxyState = 'starting' | 'serving' | 'draining' | 'stopped';

/** Connections to a destination that carry an attempt, those that are kept for the next one, and attempts that wait for one. */
export interface DestinationStatus {
  readonly cluster: string;
  readonly destination: string;
  readonly busy: number;
  readonly idle: number;
  readonly waiting: number;
}
