import type { Gate } from './gate.ts';

/** The service's 95th percentile is no longer than the monolith's in the same time, times the ratio that is allowed. */
export const latency: Gate = {
  name: 'latency',
  judge({ service, monolith }, { maxP95Ratio }, error) {
    // Both bounds can be wrong at once, so each has half of the error.
    const [new_, old] = [service, monolith].map(({ durations }) =>
      durations.quantileBoundsMs(0.95, error / 2),
    ) as [Bounds, Bounds];
    const [lower, upper] = [ratio(new_.lowerMs, old.upperMs), ratio(new_.upperMs, old.lowerMs)];
    const why = `the p95 of the service is ${lower.toFixed(2)} to ${upper.toFixed(2)} times that of the monolith; allowed is ${maxP95Ratio}`;
    if (upper <= maxP95Ratio) return { verdict: 'pass', why };
    return { verdict: lower > maxP95Ratio ? 'fail' : 'inconclusive', why };
  },
};

interface Bounds {
  readonly lowerMs: number;
  readonly upperMs: number;
}

/** Nothing known on either side is any ratio. */
function ratio(aMs: number, bMs: number): number {
  if (bMs === 0 || aMs === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  return aMs / bMs;
}
