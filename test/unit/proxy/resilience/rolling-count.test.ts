import { describe, expect, it } from 'vitest';
import { RollingCount } from '../../../../src/proxy/resilience/rolling-count.ts';
import { numbersFrom } from '../../../support/proxy/fuzzed-messages.ts';

describe('a rolling count', () => {
  it('agrees with a list of all events, to a tenth of its window', () => {
    const next = numbersFrom(11);
    const count = new RollingCount(1000);
    const times: number[] = [];
    let nowMs = 50_000;
    for (let step = 0; step < 2000; step++) {
      nowMs += next(40) === 0 ? next(3000) : next(20);
      count.add(nowMs);
      times.push(nowMs);
      const total = count.total(nowMs);
      const within = (ms: number) => times.filter((time) => time > nowMs - ms).length;
      expect(total).toBeLessThanOrEqual(within(1000));
      expect(total).toBeGreaterThanOrEqual(within(900));
    }
  });

  it('forgets everything after a window without events', () => {
    const count = new RollingCount(1000);
    for (let step = 0; step < 100; step++) count.add(5000 + step * 10);
    expect(count.total(7001)).toBe(0);
  });
});
