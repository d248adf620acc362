import type { ClusterStatus } from '../resilience/cluster-status.ts';
import { counter, gauge, type MetricFamily, type MetricSample } from './metric-family.ts';

/** What clusters say of themselves, as metrics. */
export function clusterMetrics(clusters: readonly ClusterStatus[]): MetricFamily[] {
  const each = (value: (status: ClusterStatus) => number): MetricSample[] =>
    clusters.map((status) => ({ labels: { cluster: status.name }, value: value(status) }));
  return [
    gauge(
      'banyan_cluster_breaker_state',
      'The number of processes whose circuit breaker is in this state.',
      clusters.map(({ name, breaker }) => ({ labels: { cluster: name, state: breaker }, value: 1 })),
    ),
    gauge(
      'banyan_destination_state',
      'The number of processes that see a destination in this state.',
      clusters.flatMap(({ name, destinations }) =>
        destinations.map((destination) => ({
          labels: { cluster: name, destination: destination.name, state: destination.state },
          value: 1,
        })),
      ),
    ),
    gauge(
      'banyan_cluster_attempts_in_flight',
      'Attempts at this moment.',
      each(({ inFlight }) => inFlight),
    ),
    gauge(
      'banyan_cluster_queue_length',
      'Exchanges that wait to be let in.',
      each(({ waiting }) => waiting),
    ),
    gauge(
      'banyan_cluster_repeat_budget',
      'Repeats that the budget would pay for now.',
      each(({ budgetLeft }) => budgetLeft),
    ),
    counter(
      'banyan_cluster_retries_total',
      'Further attempts on a cluster after one of it failed.',
      each(({ retries }) => retries),
    ),
    counter(
      'banyan_cluster_fallbacks_total',
      'Exchanges that another cluster was asked for, after an attempt of this one failed.',
      each(({ fallbacks }) => fallbacks),
    ),
    counter(
      'banyan_cluster_denied_repeats_total',
      'Repeats that were allowed by proof, but for which there was no budget or no time.',
      each(({ deniedRepeats }) => deniedRepeats),
    ),
    counter(
      'banyan_cluster_refusals_total',
      'Attempts that were not made, by outcome.',
      clusters.flatMap(({ name, refusals }) =>
        Object.entries(refusals).map(([outcome, value]) => ({ labels: { cluster: name, outcome }, value })),
      ),
    ),
  ];
}
