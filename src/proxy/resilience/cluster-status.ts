import type { BreakerState } from './circuit-breaker.ts';

/** What a cluster tells an operator about itself; counts are since the start of the process. */
export interface ClusterStatus {
  readonly name: string;
  readonly breaker: BreakerState | 'off';
  /** Attempts at this moment. */
  readonly inFlight: number;
  /** Exchanges that wait to be let in. */
  readonly waiting: number;
  /** Repeats that the budget would pay for now. */
  readonly budgetLeft: number;
  /** Further attempts here after one of this cluster failed. */
  readonly retries: number;
  /** Exchanges that another cluster was asked for, after an attempt of this one failed. */
  readonly fallbacks: number;
  /** Repeats that were allowed by proof, but for which there was no budget or no time. */
  readonly deniedRepeats: number;
  /** Attempts that were not made, by outcome (`connect/target/breaker-open` and others). */
  readonly refusals: Readonly<Record<string, number>>;
  /** Too few destinations are fit: all are used. */
  readonly isPanicking: boolean;
  readonly destinations: readonly DestinationCondition[];
}

export interface DestinationCondition {
  readonly name: string;
  /** `failing`: its health checks fail; `ejected`: its attempts did; `resting`: it asked to be spared. */
  readonly state: 'fit' | 'failing' | 'ejected' | 'resting';
  readonly inFlight: number;
  /** How often it was ejected in a row. */
  readonly ejections: number;
}
