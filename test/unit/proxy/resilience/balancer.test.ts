import { describe, expect, it } from 'vitest';
import { createBalancer } from '../../../../src/proxy/resilience/balancer.ts';
import type { BalancingPolicy } from '../../../../src/proxy/resilience/balancing-policy.ts';
import { DestinationState } from '../../../../src/proxy/resilience/destination-state.ts';
import { murmur3 } from '../../../../src/proxy/routing/bucket.ts';
import { numbersFrom } from '../../../support/proxy/fuzzed-messages.ts';

/** 0 (included) to 1 (excluded), the same for the same seed. */
function randomFrom(seed: number): () => number {
  const next = numbersFrom(seed);
  return () => next(2 ** 32) / 2 ** 32;
}

const states = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      new DestinationState({ name: `10.0.0.${index}:80`, host: `10.0.0.${index}`, port: 80, tls: undefined }),
  );
const balancer = (kind: BalancingPolicy['kind'], seed = 1, maxLoadPercent = 125) =>
  createBalancer({ kind, isByPath: false, by: [], maxLoadPercent }, randomFrom(seed));
const keyOf = (index: number) => murmur3(Buffer.from(`client ${index}`), 0);

/** Pearson's statistic against equal shares. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
/** The 99.9 % quantile for 7 degrees of freedom: chance exceeds it once in a thousand seeds. */
const CHI_SQUARE_7 = 24.32;

const kinds = ['power-of-two', 'least-requests', 'round-robin', 'consistent-hash'] as const;

describe.each(kinds)('the policy %s', (kind) => {
  it('shares requests that are answered at once equally', () => {
    const fit = states(8);
    const counts = new Map(fit.map((one) => [one, 0]));
    const policy = balancer(kind);
    for (let index = 0; index < 16_000; index++) {
      const one = policy.pick(fit, keyOf(index));
      if (one !== undefined) counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    expect(chiSquare([...counts.values()])).toBeLessThan(CHI_SQUARE_7);
  });

  it('does the same for the same seed', () => {
    const fit = states(5);
    const run = () => {
      const policy = balancer(kind, 42);
      return Array.from({ length: 50 }, (_, index) => policy.pick(fit, keyOf(index))?.destination.name);
    };
    expect(run()).toEqual(run());
  });

  it('has nothing to choose from nothing, and no choice of one', () => {
    const [only] = states(1);
    expect(balancer(kind).pick([], 1)).toBeUndefined();
    expect(balancer(kind).pick(only === undefined ? [] : [only], 1)).toBe(only);
  });
});

describe('a destination that is slower than the others', () => {
  /** The most requests that wait at the slow one while 400 arrive, one per step: it needs forty steps for each, the others two. */
  function worst(kind: BalancingPolicy['kind']): number {
    const fit = states(4);
    const policy = balancer(kind);
    const ends: { one: DestinationState; atStep: number }[] = [];
    let most = 0;
    for (let step = 0; step < 400; step++) {
      for (const end of ends.filter(({ atStep }) => atStep === step)) end.one.inFlight--;
      const one = policy.pick(fit, keyOf(step));
      if (one === undefined) continue;
      one.inFlight++;
      ends.push({ one, atStep: step + (one === fit[0] ? 40 : 2) });
      most = Math.max(most, fit[0]?.inFlight ?? 0);
    }
    return most;
  }

  it('gets less to do where requests in flight count', () => {
    expect(worst('round-robin')).toBe(10);
    expect(worst('least-requests')).toBeLessThanOrEqual(2);
    expect(worst('power-of-two')).toBeLessThanOrEqual(5);
  });
});

describe('consistent hashing', () => {
  const chosen = (fit: readonly DestinationState[]) =>
    Array.from({ length: 4000 }, (_, index) => balancer('consistent-hash').pick(fit, keyOf(index)));

  it('moves only the keys of a destination that goes, and only to the one that comes', () => {
    const all = states(8);
    const before = chosen(all);
    const after = chosen(all.slice(1));
    for (const [index, one] of before.entries()) if (one !== all[0]) expect(after[index]).toBe(one);
    const moved = before.filter((one) => one === all[0]).length;
    expect(moved).toBeGreaterThan(400);
    expect(moved).toBeLessThan(600);
  });

  it('does not depend on the order of the destinations', () => {
    const all = states(8);
    expect(chosen(all.toReversed())).toEqual(chosen(all));
  });

  it('passes on what would overload one, and keeps every load within its bound', () => {
    const fit = states(4);
    const policy = balancer('consistent-hash', 1, 125);
    for (let count = 1; count <= 400; count++) {
      const one = policy.pick(fit, keyOf(7));
      if (one !== undefined) one.inFlight++;
      for (const { inFlight } of fit) expect(inFlight).toBeLessThanOrEqual(Math.ceil((count * 1.25) / 4));
    }
    expect(fit.reduce((sum, { inFlight }) => sum + inFlight, 0)).toBe(400);
  });
});
