import type { GateVerdict } from '../gates/gate.ts';
import type { RolloutPhase } from './rollout-state.ts';

/** Something that may change the state of a route set. */
export type RolloutEvent =
  /** An operator's word. `generation`: the one that they looked at; a newer state refuses them. */
  | (Operator & { readonly kind: 'advance' | 'hold' | 'release' })
  | (Operator & { readonly kind: 'rollback'; readonly to: RolloutPhase })
  | (Operator & { readonly kind: 'retire'; readonly proof: RetireProof })
  /** What the gates say after an evaluation interval. */
  | { readonly kind: 'judged'; readonly verdict: GateVerdict; readonly why: string }
  /** Something that cannot wait for an interval: the breaker opened, the hard error budget is spent. */
  | { readonly kind: 'alarm'; readonly why: string };

interface Operator {
  readonly who: string;
  readonly why: string;
  readonly generation: number;
}

/** When the monolith was last needed for a route set, in milliseconds since 1970; undefined: never since records began. */
export interface RetireProof {
  readonly recordsSinceMs: number;
  readonly lastFallbackMs: number | undefined;
  /** A request that reached a handler of the monolith by another way. */
  readonly lastMonolithHitMs: number | undefined;
}
