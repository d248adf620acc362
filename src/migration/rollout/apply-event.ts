import { firstStepOf, nextStep, type Step } from './next-step.ts';
import type { RetireProof, RolloutEvent } from './rollout-event.ts';
import { rolloutPhases, type RolloutPlan, type RolloutState } from './rollout-state.ts';

/** What became of an event: a new state, the same one, or a refusal that says why and what to do. */
export type Applied =
  | { readonly result: 'changed'; readonly state: RolloutState }
  | { readonly result: 'unchanged' }
  | { readonly result: 'refused'; readonly reason: string };

/**
 * The state machine of a route set: `monolith → shadow → canary → full → retired`, and back. Pure.
 *
 * - Forward one step at a time: by an operator, or when the gates pass, the step has lasted long enough, and nobody holds it.
 * - Back at any time: by an operator to any earlier phase; a gate that fails, and an alarm, go back to shadow, where the service is still compared.
 * - `retired` takes a proof that nobody needed the monolith for long enough.
 * - A route set with writes enters a canary only when the team has declared how its writes reach the monolith's data.
 */
export function applyEvent(
  state: RolloutState,
  event: RolloutEvent,
  plan: RolloutPlan,
  nowMs: number,
): Applied {
  if ('generation' in event && event.generation !== state.generation)
    return refuse(
      `the state is of generation ${state.generation}, not ${event.generation}: look again, then decide`,
    );
  switch (event.kind) {
    case 'advance':
      return advance(state, plan, nowMs);
    case 'hold':
    case 'release':
      return hold(state, event.kind === 'hold');
    case 'rollback':
      return rollbackTo(state, firstStepOf(event.to, plan), 0, nowMs);
    case 'retire':
      return retire(state, event.proof, plan, nowMs);
    case 'judged':
      if (event.verdict === 'fail') return fallBack(state, plan, nowMs);
      return event.verdict === 'pass' && mayAdvance(state, plan, nowMs)
        ? advance(state, plan, nowMs)
        : unchanged;
    case 'alarm':
      return fallBack(state, plan, nowMs);
    default:
      return event satisfies never;
  }
}

const unchanged: Applied = { result: 'unchanged' };

function advance(state: RolloutState, plan: RolloutPlan, nowMs: number): Applied {
  const step = nextStep(state, plan);
  if (step === undefined)
    return refuse(
      state.phase === 'full'
        ? 'the service answers everything already: retire the monolith’s part once nobody needs it'
        : 'it is retired: there is nothing after that',
    );
  if (step.phase === 'canary' && plan.hasWrites && plan.writes === undefined)
    return refuse(
      'its routes write, and nobody has declared how the writes of the service reach the monolith’s data: set `writes` to dual, cdc or none',
    );
  return moveTo(state, step, 0, nowMs);
}

/** By itself: not while somebody holds it, cools it down, or wants to do it by hand, and never out of the monolith, where nothing was judged. */
function mayAdvance(state: RolloutState, plan: RolloutPlan, nowMs: number): boolean {
  const isDue = nowMs - state.sinceMs >= plan.minStepMs && nowMs >= state.coolUntilMs;
  const isJudged = state.phase === 'shadow' || state.phase === 'canary';
  return plan.isAutomatic && !state.isHeld && isDue && isJudged && nextStep(state, plan) !== undefined;
}

/** Only what clients depend on falls back; a shadow that fails stays where it does no harm. */
function fallBack(state: RolloutState, plan: RolloutPlan, nowMs: number): Applied {
  if (state.phase !== 'canary' && state.phase !== 'full') return unchanged;
  return rollbackTo(state, { phase: 'shadow', percent: 0 }, nowMs + plan.coolDownMs, nowMs);
}

function rollbackTo(state: RolloutState, step: Step, coolUntilMs: number, nowMs: number): Applied {
  if (rolloutPhases.indexOf(step.phase) >= rolloutPhases.indexOf(state.phase))
    return refuse(`it is in phase ${state.phase}: back is an earlier phase than that, ${step.phase} is not`);
  return moveTo(state, step, coolUntilMs, nowMs);
}

function hold(state: RolloutState, isHeld: boolean): Applied {
  if (state.isHeld === isHeld) return unchanged;
  return { result: 'changed', state: { ...state, isHeld, generation: state.generation + 1 } };
}

function retire(state: RolloutState, proof: RetireProof, plan: RolloutPlan, nowMs: number): Applied {
  if (state.phase !== 'full')
    return refuse(`it is in phase ${state.phase}: only what the service answers alone can be retired`);
  const quietSinceMs = Math.max(
    state.sinceMs,
    proof.recordsSinceMs,
    proof.lastFallbackMs ?? 0,
    proof.lastMonolithHitMs ?? 0,
  );
  const missingMs = quietSinceMs + plan.quietMs - nowMs;
  if (missingMs > 0)
    return refuse(
      `nobody has needed the monolith since ${new Date(quietSinceMs).toISOString()}: that has to last ${hours(plan.quietMs)}, ${hours(missingMs)} more`,
    );
  return moveTo(state, { phase: 'retired', percent: 100 }, 0, nowMs);
}

function moveTo(state: RolloutState, step: Step, coolUntilMs: number, nowMs: number): Applied {
  const { isHeld, generation } = state;
  return {
    result: 'changed',
    state: { ...step, isHeld, sinceMs: nowMs, coolUntilMs, generation: generation + 1 },
  };
}

function refuse(reason: string): Applied {
  return { result: 'refused', reason };
}

function hours(durationMs: number): string {
  const count = durationMs / 3_600_000;
  return count < 48 ? `${Math.ceil(count)} h` : `${Math.ceil(count / 24)} days`;
}
