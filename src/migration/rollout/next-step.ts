import type { RolloutPhase, RolloutPlan } from './rollout-state.ts';

/** A phase and the share of the clients in it. */
export interface Step {
  readonly phase: RolloutPhase;
  readonly percent: number;
}

/** The step after this one; undefined after `full`, since retiring takes a proof. */
export function nextStep({ phase, percent }: Step, plan: RolloutPlan): Step | undefined {
  if (phase === 'monolith') return { phase: 'shadow', percent: 0 };
  if (phase === 'full' || phase === 'retired') return undefined;
  const larger = plan.steps.find((step) => step > percent);
  // A last step of 100 % is a canary still: gates judge it before the phase says that it is over.
  return larger === undefined ? { phase: 'full', percent: 100 } : { phase: 'canary', percent: larger };
}

/** The share of the clients in a phase that somebody names; a canary begins with its first step. */
export function firstStepOf(phase: RolloutPhase, plan: RolloutPlan): Step {
  if (phase === 'canary') return { phase, percent: plan.steps[0] ?? 100 };
  return { phase, percent: phase === 'full' || phase === 'retired' ? 100 : 0 };
}
