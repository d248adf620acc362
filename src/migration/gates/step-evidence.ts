import { DurationHistogram } from '../statistics/duration-histogram.ts';
import type { GateEvidence, SideCounts } from './gate.ts';

/** What both sides did in one evaluation interval. */
export interface Interval {
  readonly service: SideCounts;
  readonly monolith: SideCounts;
  readonly fallbacks: number;
}

/**
 * What both sides did since a step of a rollout began, without the intervals in which something failed for both.
 *
 * An interval whose monolith fails more often than `outageErrorRate` is left out: how badly each side takes a common outage says nothing of the service.
 */
export class StepEvidence {
  readonly #service = new SideTotal();
  readonly #monolith = new SideTotal();
  #fallbacks = 0;
  #leftOut = 0;

  /** Intervals left out because the monolith failed too. */
  get leftOut(): number {
    return this.#leftOut;
  }

  add(interval: Interval, outageErrorRate: number): void {
    const { requests, errors } = interval.monolith;
    if (errors > requests * outageErrorRate) {
      this.#leftOut++;
      return;
    }
    this.#service.add(interval.service);
    this.#monolith.add(interval.monolith);
    this.#fallbacks += interval.fallbacks;
  }

  /** All of it, as gates see it. */
  get counts(): Pick<GateEvidence, 'service' | 'monolith' | 'fallbacks'> {
    return { service: this.#service, monolith: this.#monolith, fallbacks: this.#fallbacks };
  }
}

class SideTotal implements SideCounts {
  requests = 0;
  errors = 0;
  readonly durations = new DurationHistogram();

  add(counts: SideCounts): void {
    this.requests += counts.requests;
    this.errors += counts.errors;
    this.durations.merge(counts.durations);
  }
}
