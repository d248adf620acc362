import type { DurationHistogram } from '../statistics/duration-histogram.ts';

/** What one side did in a window. */
export interface SideCounts {
  readonly requests: number;
  /** Requests that failed: status 5xx, or no answer. */
  readonly errors: number;
  readonly durations: DurationHistogram;
}

/** What is known when a gate is asked; both sides over the same time. */
export interface GateEvidence {
  readonly service: SideCounts;
  readonly monolith: SideCounts;
  /** Requests for the service that the monolith answered in its place. */
  readonly fallbacks: number;
  readonly compared: number;
  readonly mismatched: number;
  /** Fields at which the service is known to differ. */
  readonly differentFields: readonly string[];
  /** Routes of the set that nobody asked for yet. */
  readonly unseenRoutes: readonly string[];
  readonly routes: number;
}

/** `inconclusive`: hold, and ask again later; it is neither a pass nor a failure. */
export type GateVerdict = 'pass' | 'fail' | 'inconclusive';

/** What a gate says, in a sentence with its numbers. */
export interface GateJudgement {
  readonly gate: string;
  readonly verdict: GateVerdict;
  readonly why: string;
}

/** What a team demands before traffic moves on. */
export interface GateLimits {
  readonly minRequests: number;
  readonly minCompared: number;
  /** Upper bound of the share of compared answers that differ. */
  readonly maxMismatchRate: number;
  /** How much more of the service's requests may fail than of the monolith's. */
  readonly maxErrorRateDelta: number;
  readonly maxP95Ratio: number;
  readonly maxFallbackRate: number;
  readonly minRouteCoverage: number;
  /** When more of the monolith's requests fail than this, something fails for both, and nobody can be judged. */
  readonly outageErrorRate: number;
}

/** One demand: a pure function of what is known, at a probability of error that it may use up. */
export interface Gate {
  readonly name: string;
  judge(evidence: GateEvidence, limits: GateLimits, error: number): Omit<GateJudgement, 'gate'>;
}
