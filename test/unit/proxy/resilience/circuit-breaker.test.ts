import { describe, expect, it } from 'vitest';
import { CircuitBreaker, REFUSED } from '../../../../src/proxy/resilience/circuit-breaker.ts';

const policy = { failurePercent: 50, minimumRequests: 4, windowMs: 1000, openMs: 500, probes: 2 };

/** A breaker that opened at 10,000. */
function opened(): CircuitBreaker {
  const breaker = new CircuitBreaker(policy);
  for (let count = 0; count < 4; count++) breaker.leave(breaker.enter(10_000, true), 'failed', 10_000);
  return breaker;
}

describe('a circuit breaker', () => {
  it('stays closed below its share of failures, and below its number of attempts', () => {
    const breaker = new CircuitBreaker(policy);
    for (let count = 0; count < 3; count++) breaker.leave(breaker.enter(10_000, true), 'failed', 10_000);
    expect(breaker.state(10_000)).toBe('closed');
    for (let count = 0; count < 4; count++) breaker.leave(breaker.enter(10_000, true), 'passed', 10_000);
    expect(breaker.state(10_000)).toBe('closed');
    breaker.leave(breaker.enter(10_000, true), 'failed', 10_000);
    expect(breaker.state(10_000)).toBe('open');
  });

  it('forgets failures older than its window', () => {
    const breaker = new CircuitBreaker(policy);
    for (let count = 0; count < 20; count++) {
      const nowMs = 10_000 + count * 400;
      breaker.leave(breaker.enter(nowMs, true), 'failed', nowMs);
    }
    expect(breaker.state(18_000)).toBe('closed');
  });

  it('does not count attempts whose client left', () => {
    const breaker = new CircuitBreaker(policy);
    for (let count = 0; count < 20; count++) breaker.leave(breaker.enter(10_000, true), 'neither', 10_000);
    expect(breaker.state(10_000)).toBe('closed');
  });

  it('refuses everything while it is open, and says until when', () => {
    const breaker = opened();
    expect(breaker.isOpen(10_499)).toBe(true);
    expect(breaker.waitMs(10_100)).toBe(400);
    expect(breaker.enter(10_499, true)).toBe(REFUSED);
    expect(breaker.isOpen(10_500)).toBe(false);
    expect(breaker.waitMs(10_500)).toBe(0);
  });

  it('then lets so many probes in at a time, and never first one that must not be repeated', () => {
    const breaker = opened();
    expect(breaker.enter(10_500, false)).toBe(REFUSED);
    const first = breaker.enter(10_500, true);
    expect(first).not.toBe(REFUSED);
    expect(breaker.enter(10_500, false)).toBe(REFUSED);
    expect(breaker.enter(10_500, true)).not.toBe(REFUSED);
    expect(breaker.enter(10_500, true)).toBe(REFUSED);
    breaker.leave(first, 'passed', 10_510);
    expect(breaker.enter(10_510, false)).not.toBe(REFUSED);
  });

  it('lets one in that must not be repeated when nothing else came for as long again', () => {
    const breaker = opened();
    expect(breaker.enter(10_999, false)).toBe(REFUSED);
    expect(breaker.enter(11_000, false)).not.toBe(REFUSED);
  });

  it('closes behind enough successes and opens again at a failure', () => {
    const closing = opened();
    for (let count = 0; count < 2; count++) closing.leave(closing.enter(10_500, true), 'passed', 10_500);
    expect(closing.state(10_500)).toBe('closed');
    const failing = opened();
    failing.leave(failing.enter(10_500, true), 'failed', 10_600);
    expect(failing.state(10_700)).toBe('open');
    expect(failing.waitMs(10_700)).toBe(400);
  });

  it('gives the place of a probe whose client left to another', () => {
    const breaker = opened();
    const passes = [breaker.enter(10_500, true), breaker.enter(10_500, true)];
    breaker.leave(passes[0] ?? REFUSED, 'neither', 10_510);
    expect(breaker.enter(10_510, true)).not.toBe(REFUSED);
  });

  it('is not impressed by what began before it changed', () => {
    const breaker = new CircuitBreaker(policy);
    const early = [breaker.enter(10_000, true), breaker.enter(10_000, true)];
    for (let count = 0; count < 4; count++) breaker.leave(breaker.enter(10_000, true), 'failed', 10_000);
    breaker.enter(10_500, true);
    for (const pass of early) breaker.leave(pass, 'passed', 10_500);
    expect(breaker.state(10_500)).toBe('half-open');
    expect(breaker.enter(10_500, true)).not.toBe(REFUSED);
    expect(breaker.enter(10_500, true)).toBe(REFUSED);
  });
});
