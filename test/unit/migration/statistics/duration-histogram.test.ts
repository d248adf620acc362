import { expect, it } from 'vitest';
import { DurationHistogram } from '../../../../src/migration/statistics/duration-histogram.ts';

function histogramOf(durations: Iterable<number>): DurationHistogram {
  const histogram = new DurationHistogram();
  for (const durationMs of durations) histogram.add(durationMs);
  return histogram;
}

it('knows quantiles to two percent, from microseconds to an hour', () => {
  for (const unitMs of [0.1, 1, 100, 1_000]) {
    const histogram = histogramOf(Array.from({ length: 1_000 }, (_, nth) => (nth + 1) * unitMs));
    for (const share of [0.5, 0.95, 0.99]) {
      const exact = share * 1_000 * unitMs;
      expect(histogram.quantileMs(share)).toBeGreaterThanOrEqual(exact * 0.999);
      expect(histogram.quantileMs(share)).toBeLessThanOrEqual(exact * 1.021);
    }
  }
});

it('keeps what is shorter than its first and longer than its last bucket', () => {
  const histogram = histogramOf([0, 1e12]);
  expect(histogram.total).toBe(2);
  expect(histogram.quantileMs(0.5)).toBe(0.05);
  expect(histogram.quantileMs(1)).toBeGreaterThan(3_600_000);
});

it('bounds a quantile by the ranks that chance can move it to, and says nothing of a small sample', () => {
  const bounds = histogramOf(Array.from({ length: 10_000 }, (_, nth) => nth + 1)).quantileBoundsMs(
    0.95,
    0.025,
  );
  expect(bounds.lowerMs).toBeCloseTo(9_457, -3);
  expect(bounds.lowerMs).toBeLessThan(9_500);
  expect(bounds.upperMs).toBeGreaterThan(9_543);
  expect(histogramOf([1, 2, 3]).quantileBoundsMs(0.95, 0.025).upperMs).toBe(Number.POSITIVE_INFINITY);
  expect(new DurationHistogram().quantileBoundsMs(0.95, 0.025)).toEqual({
    lowerMs: 0,
    upperMs: Number.POSITIVE_INFINITY,
  });
});

it('is the same merged as counted at once', () => {
  const [even, odd] = [histogramOf([2, 4, 6, 8]), histogramOf([1, 3, 5, 7])];
  even.merge(odd);
  expect(even).toEqual(histogramOf([1, 2, 3, 4, 5, 6, 7, 8]));
});
