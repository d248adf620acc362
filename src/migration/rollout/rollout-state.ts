/** Where a route set stands on its way out of the monolith. */
export type RolloutPhase = 'monolith' | 'shadow' | 'canary' | 'full' | 'retired';

/** All phases, from the first to the last. */
export const rolloutPhases: readonly RolloutPhase[] = ['monolith', 'shadow', 'canary', 'full', 'retired'];

/** The state of one route set; every change of it is a new generation. */
export interface RolloutState {
  readonly phase: RolloutPhase;
  /** The share of the clients that the service answers, 0 to 100; between its ends only in phase canary. */
  readonly percent: number;
  /** An operator stopped it here: nothing moves forward by itself. */
  readonly isHeld: boolean;
  /** When phase or percent became what they are, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** Before that nothing moves forward by itself, in milliseconds since 1970; 0 without. */
  readonly coolUntilMs: number;
  readonly generation: number;
}

/** A route set that nobody has touched: all in the monolith. */
export function initialState(nowMs: number): RolloutState {
  return { phase: 'monolith', percent: 0, isHeld: false, sinceMs: nowMs, coolUntilMs: 0, generation: 1 };
}

/** What a team has declared about the way of a route set. */
export interface RolloutPlan {
  /** Percentages of the canary, ascending, above 0 and up to 100. */
  readonly steps: readonly number[];
  /** Gates that pass move it on; otherwise only an operator does. What fails goes back either way. */
  readonly isAutomatic: boolean;
  readonly hasWrites: boolean;
  /** How writes of the service reach the monolith's data; undefined while nobody has said. */
  readonly writes: 'dual' | 'cdc' | 'none' | undefined;
  /** A step lasts at least so long before gates may pass it. */
  readonly minStepMs: number;
  /** After a fall back to an earlier phase nothing moves forward by itself for so long. */
  readonly coolDownMs: number;
  /** How long nobody may have needed the monolith before it is retired. */
  readonly quietMs: number;
}
