import { describe, expect, it } from 'vitest';
import {
  normalQuantile,
  rateBounds,
  rateDifferenceBounds,
} from '../../../../src/migration/statistics/rate-bounds.ts';

/** The probability of at most `events` of `trials`, term by term from none. */
function atMostByCounting(events: number, trials: number, rate: number): number {
  let term = (1 - rate) ** trials;
  let sum = term;
  for (let count = 1; count <= events; count++) {
    term *= ((trials - count + 1) / count) * (rate / (1 - rate));
    sum += term;
  }
  return sum;
}

describe('the bounds of a rate', () => {
  it.each([
    [0, 10],
    [0, 500],
    [1, 20],
    [3, 40],
    [10, 20],
    [19, 20],
    [40, 400],
  ])('%i of %i leave exactly the error on either side', (events, trials) => {
    for (const error of [0.05, 0.01]) {
      const { lower, upper } = rateBounds(events, trials, error);
      expect(atMostByCounting(events, trials, upper)).toBeCloseTo(error, 6);
      if (events > 0) expect(1 - atMostByCounting(events - 1, trials, lower)).toBeCloseTo(error, 6);
    }
  });

  it('are the rule of three without an event, and 0 to 1 without a trial', () => {
    expect(rateBounds(0, 3_000, 0.05).upper).toBeCloseTo(3 / 3_000, 5);
    expect(rateBounds(0, 0, 0.05)).toEqual({ lower: 0, upper: 1 });
    expect(rateBounds(5, 5, 0.05).upper).toBe(1);
  });

  it('stay finite for a million trials', () => {
    const { lower, upper } = rateBounds(1_000, 1_000_000, 0.01);
    expect(lower).toBeCloseTo(0.000_928, 6);
    expect(upper).toBeCloseTo(0.001_076, 6);
  });
});

describe('the bounds of a difference of rates', () => {
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [10, 10, 0, 20, 0.6791, 1],
    [5, 56, 0, 29, -0.0381, 0.1926],
  ])('%i of %i and %i of %i are those of Newcombe 1998, table II', (a, m, b, n, lower, upper) => {
    const bounds = rateDifferenceBounds({ events: a, trials: m }, { events: b, trials: n }, 0.025);
    expect(bounds.lower).toBeCloseTo(lower, 3);
    expect(bounds.upper).toBeCloseTo(upper, 3);
  });

  it('are all that is possible without a trial', () => {
    expect(rateDifferenceBounds({ events: 0, trials: 0 }, { events: 1, trials: 9 }, 0.01)).toEqual({
      lower: -1,
      upper: 1,
    });
  });
});

it('knows normal quantiles', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.96, 2);
  expect(normalQuantile(0.9995)).toBeCloseTo(3.29, 2);
});
