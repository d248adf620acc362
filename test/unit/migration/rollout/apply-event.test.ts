import { describe, expect, it } from 'vitest';
import { type Applied, applyEvent } from '../../../../src/migration/rollout/apply-event.ts';
import type { RolloutEvent } from '../../../../src/migration/rollout/rollout-event.ts';
import {
  initialState,
  type RolloutPlan,
  type RolloutState,
} from '../../../../src/migration/rollout/rollout-state.ts';

const hourMs = 3_600_000;
const plan: RolloutPlan = {
  steps: [1, 25, 100],
  isAutomatic: true,
  hasWrites: false,
  writes: undefined,
  minStepMs: hourMs,
  coolDownMs: 2 * hourMs,
  quietMs: 14 * 24 * hourMs,
};

const passed: RolloutEvent = { kind: 'judged', verdict: 'pass', why: 'all is well' };
const failed: RolloutEvent = { kind: 'judged', verdict: 'fail', why: '$.price differs' };
const unclear: RolloutEvent = { kind: 'judged', verdict: 'inconclusive', why: 'no traffic' };
const alarm: RolloutEvent = { kind: 'alarm', why: 'the breaker opened' };

/** An operator who looked at the present state. */
function word(state: RolloutState, kind: 'advance' | 'hold' | 'release'): RolloutEvent {
  return { kind, who: 'ann', why: 'because', generation: state.generation };
}

function stateAfter(applied: Applied): RolloutState {
  if (applied.result !== 'changed') throw new Error(JSON.stringify(applied));
  return applied.state;
}

function inPhase(phase: RolloutState['phase'], percent: number): RolloutState {
  return { ...initialState(0), phase, percent, generation: 7 };
}

describe('forward', () => {
  it('goes one step at a time, and each is a generation', () => {
    let state = initialState(0);
    const seen: string[] = [];
    for (let nowMs = hourMs; state.phase !== 'full'; nowMs += hourMs) {
      state = stateAfter(applyEvent(state, word(state, 'advance'), plan, nowMs));
      seen.push(`${state.generation} ${state.phase} ${state.percent}`);
    }
    expect(seen).toEqual(['2 shadow 0', '3 canary 1', '4 canary 25', '5 canary 100', '6 full 100']);
  });

  it('goes by itself when the gates pass, but not out of the monolith and not sooner than a step lasts', () => {
    expect(applyEvent(initialState(0), passed, plan, 9 * hourMs).result).toBe('unchanged');
    const shadow = inPhase('shadow', 0);
    expect(applyEvent(shadow, passed, plan, hourMs - 1).result).toBe('unchanged');
    expect(stateAfter(applyEvent(shadow, passed, plan, hourMs))).toMatchObject({
      phase: 'canary',
      percent: 1,
    });
    expect(applyEvent(shadow, unclear, plan, hourMs).result).toBe('unchanged');
    expect(applyEvent(shadow, passed, { ...plan, isAutomatic: false }, hourMs).result).toBe('unchanged');
  });

  it('waits while somebody holds it, and goes on when they let go', () => {
    const held = stateAfter(applyEvent(inPhase('canary', 1), word(inPhase('canary', 1), 'hold'), plan, 1));
    expect(held).toMatchObject({ phase: 'canary', percent: 1, isHeld: true, generation: 8 });
    expect(applyEvent(held, passed, plan, 9 * hourMs).result).toBe('unchanged');
    expect(applyEvent(held, word(held, 'hold'), plan, 2).result).toBe('unchanged');
    const released = stateAfter(applyEvent(held, word(held, 'release'), plan, 3));
    expect(stateAfter(applyEvent(released, passed, plan, 9 * hourMs)).percent).toBe(25);
  });

  it('refuses a canary of routes that write while nobody has said where the writes go', () => {
    const shadow = inPhase('shadow', 0);
    const writing = { ...plan, hasWrites: true };
    expect(applyEvent(shadow, word(shadow, 'advance'), writing, hourMs)).toMatchObject({
      result: 'refused',
      reason: expect.stringContaining('set `writes` to dual, cdc or none') as string,
    });
    expect(applyEvent(shadow, passed, writing, hourMs).result).toBe('refused');
    expect(applyEvent(shadow, word(shadow, 'advance'), { ...writing, writes: 'cdc' }, hourMs).result).toBe(
      'changed',
    );
  });
});

describe('back', () => {
  it.each([failed, alarm])('what clients depend on goes back to shadow at once: %o', (event) => {
    for (const state of [
      inPhase('canary', 25),
      inPhase('full', 100),
      { ...inPhase('canary', 1), isHeld: true },
    ]) {
      const back = stateAfter(applyEvent(state, event, plan, 5));
      expect(back).toMatchObject({
        phase: 'shadow',
        percent: 0,
        coolUntilMs: 5 + 2 * hourMs,
        isHeld: state.isHeld,
      });
    }
    for (const state of [inPhase('monolith', 0), inPhase('shadow', 0), inPhase('retired', 100)])
      expect(applyEvent(state, event, plan, 5).result).toBe('unchanged');
  });

  it('nothing moves forward by itself until it has cooled down', () => {
    const back = stateAfter(applyEvent(inPhase('canary', 25), failed, plan, 0));
    expect(applyEvent(back, passed, plan, 2 * hourMs - 1).result).toBe('unchanged');
    expect(stateAfter(applyEvent(back, passed, plan, 2 * hourMs))).toMatchObject({
      phase: 'canary',
      percent: 1,
    });
  });

  it('an operator goes to any earlier phase, and to no other', () => {
    const full = inPhase('full', 100);
    const to = (phase: RolloutState['phase']): Applied =>
      applyEvent(full, { kind: 'rollback', to: phase, who: 'ann', why: 'x', generation: 7 }, plan, 5);
    expect(stateAfter(to('monolith'))).toMatchObject({ phase: 'monolith', percent: 0 });
    expect(stateAfter(to('canary'))).toMatchObject({ phase: 'canary', percent: 1 });
    expect(to('full').result).toBe('refused');
    expect(to('retired').result).toBe('refused');
  });

  it('two operators cannot overwrite each other', () => {
    const state = inPhase('canary', 1);
    const first = stateAfter(applyEvent(state, word(state, 'advance'), plan, 5));
    expect(applyEvent(first, word(state, 'hold'), plan, 6)).toEqual({
      result: 'refused',
      reason: 'the state is of generation 8, not 7: look again, then decide',
    });
  });
});

describe('retiring', () => {
  const dayMs = 24 * hourMs;
  const retire = (
    state: RolloutState,
    nowMs: number,
    lastFallbackMs?: number,
    lastMonolithHitMs?: number,
  ): Applied =>
    applyEvent(
      state,
      {
        kind: 'retire',
        who: 'ann',
        why: 'x',
        generation: state.generation,
        proof: { recordsSinceMs: 0, lastFallbackMs, lastMonolithHitMs },
      },
      plan,
      nowMs,
    );

  it('takes a quiet time without fallbacks and without hits on the monolith', () => {
    const full = inPhase('full', 100);
    expect(retire(full, 14 * dayMs)).toMatchObject({
      result: 'changed',
      state: { phase: 'retired', percent: 100 },
    });
    expect(retire(full, 15 * dayMs, 2 * dayMs)).toEqual({
      result: 'refused',
      reason:
        'nobody has needed the monolith since 1970-01-03T00:00:00.000Z: that has to last 14 days, 24 h more',
    });
    expect(retire(full, 15 * dayMs, undefined, 10 * dayMs)).toMatchObject({
      reason: expect.stringContaining('9 days more') as string,
    });
    expect(retire({ ...full, sinceMs: 3 * dayMs }, 15 * dayMs).result).toBe('refused');
  });

  it('is refused in any other phase, and nothing comes after it', () => {
    expect(retire(inPhase('canary', 100), 99 * dayMs)).toMatchObject({
      reason: 'it is in phase canary: only what the service answers alone can be retired',
    });
    const retired = inPhase('retired', 100);
    expect(applyEvent(retired, word(retired, 'advance'), plan, 5).result).toBe('refused');
    expect(applyEvent(inPhase('full', 100), word(inPhase('full', 100), 'advance'), plan, 5)).toMatchObject({
      reason: expect.stringContaining('retire') as string,
    });
  });
});
