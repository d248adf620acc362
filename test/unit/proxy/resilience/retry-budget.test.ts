import { describe, expect, it } from 'vitest';
import { backoffMs, RetryBudget } from '../../../../src/proxy/resilience/retry-budget.ts';

const policy = { attempts: 3, backoffMs: 25, maxBackoffMs: 80, budgetPercent: 20, budgetPerSecond: 1 };

describe('a retry budget', () => {
  it('pays for its share of the requests and for the minimum rate, and for nothing more', () => {
    const budget = new RetryBudget(policy);
    for (let count = 0; count < 100; count++) budget.request(20_000 + count);
    let paid = 0;
    while (budget.take(20_100)) paid++;
    expect(paid).toBe(20 + 10);
    expect(budget.left(20_100)).toBe(0);
  });

  it('has the minimum rate alone where nobody asks', () => {
    expect(new RetryBudget(policy).left(20_000)).toBe(10);
  });

  it('earns again as time passes', () => {
    const budget = new RetryBudget(policy);
    while (budget.take(20_000));
    expect(budget.take(25_000)).toBe(false);
    expect(budget.take(31_000)).toBe(true);
  });

  it('of nothing pays for nothing', () => {
    const budget = new RetryBudget({ ...policy, budgetPercent: 0, budgetPerSecond: 0 });
    budget.request(1);
    expect(budget.take(1)).toBe(false);
  });
});

describe('the wait before a retry', () => {
  it('is anything below a bound that doubles up to its maximum', () => {
    const almost = () => 1 - Number.EPSILON;
    expect([0, 1, 2, 3].map((count) => Math.round(backoffMs(policy, count, almost)))).toEqual([
      25, 50, 80, 80,
    ]);
    expect(backoffMs(policy, 3, () => 0)).toBe(0);
  });
});
