import { describe, expect, it } from 'vitest';
import { IdleTolerance } from '../../../../src/proxy/forward/idle-tolerance.ts';

describe('the tolerance of a backend for idle connections', () => {
  it('is unknown at first', () => {
    expect(new IdleTolerance().trusts(0, 0)).toBe(false);
  });

  it('is half of what a connection survived, at most a second', () => {
    const tolerance = new IdleTolerance();
    tolerance.survived(90);
    expect(tolerance.trusts(1, 0)).toBe(false);
    tolerance.survived(200);
    expect([100, 101].map((age) => tolerance.trusts(age, 0))).toEqual([true, false]);
    tolerance.survived(10_000);
    expect([1000, 1001].map((age) => tolerance.trusts(age, 0))).toEqual([true, false]);
  });

  it('is half of the shortest life, and none after an early end', () => {
    const tolerance = new IdleTolerance();
    tolerance.survived(5000);
    tolerance.closed(800, 0);
    expect([400, 401].map((age) => tolerance.trusts(age, 0))).toEqual([true, false]);
    tolerance.closed(3, 0);
    expect(tolerance.trusts(0, 0)).toBe(false);
  });

  it('has to be learnt again a minute after an early end', () => {
    const tolerance = new IdleTolerance();
    tolerance.survived(5000);
    tolerance.closed(3, 0);
    expect(tolerance.trusts(0, 60_000)).toBe(false);
    tolerance.survived(5000);
    expect(tolerance.trusts(0, 60_000)).toBe(true);
  });
});
