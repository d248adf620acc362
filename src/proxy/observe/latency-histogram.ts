import type { HistogramValue } from './metric-family.ts';

/** Upper bounds in milliseconds: fine where a proxy adds its share, coarse where somebody waits. */
const BOUNDS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000];
const BOUNDS_SECONDS = BOUNDS_MS.map((bound) => bound / 1000);
const bounds = new Float64Array([...BOUNDS_MS, Infinity]);

/** Durations by bucket: an observation costs a few comparisons and no allocation. */
export class LatencyHistogram {
  readonly #counts = new Float64Array(bounds.length);
  #sumMs = 0;

  observe(durationMs: number): void {
    let index = 0;
    while (durationMs > (bounds[index] ?? Infinity)) index++;
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#sumMs += durationMs;
  }

  /** In seconds. */
  value(): HistogramValue {
    return { bounds: BOUNDS_SECONDS, counts: [...this.#counts], sum: this.#sumMs / 1000 };
  }
}
