import { normalQuantile } from './rate-bounds.ts';

/** Each bucket ends 2 % above where it begins. */
const growth = Math.log(1.02);
const firstMs = 0.05;
/** Up to about an hour. */
const bucketCount = 920;

/** Durations in milliseconds, counted in buckets that are 2 % wide; 4 KB, merged by adding. */
export class DurationHistogram {
  readonly #counts = new Uint32Array(bucketCount);
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(durationMs: number): void {
    const bucket = durationMs <= firstMs ? 0 : Math.ceil(Math.log(durationMs / firstMs) / growth);
    const at = Math.min(bucketCount - 1, bucket);
    this.#counts[at] = (this.#counts[at] as number) + 1;
    this.#total++;
  }

  merge(other: DurationHistogram): void {
    for (const [at, count] of other.#counts.entries())
      this.#counts[at] = (this.#counts[at] as number) + count;
    this.#total += other.#total;
  }

  /** The duration that a share of all does not exceed, in milliseconds; 0 without any. */
  quantileMs(share: number): number {
    return this.#atRank(Math.ceil(share * this.#total));
  }

  /**
   * Bounds of a quantile, each missed with a probability of at most about `error`: two durations of the sample (order statistics, normal approximation of their ranks).
   *
   * 0 to infinity where the sample is too small to say.
   */
  quantileBoundsMs(share: number, error: number): { readonly lowerMs: number; readonly upperMs: number } {
    const reach = normalQuantile(1 - error) * Math.sqrt(this.#total * share * (1 - share));
    const [low, high] = [Math.floor(share * this.#total - reach), Math.ceil(share * this.#total + reach) + 1];
    return {
      // The duration lies anywhere in its bucket.
      lowerMs: low < 1 ? 0 : this.#atRank(low) * Math.exp(-growth),
      upperMs: high > this.#total ? Number.POSITIVE_INFINITY : this.#atRank(high),
    };
  }

  #atRank(rank: number): number {
    if (this.#total === 0) return 0;
    let seen = 0;
    for (const [at, count] of this.#counts.entries()) {
      seen += count;
      if (seen >= rank) return firstMs * Math.exp(at * growth);
    }
    return Number.POSITIVE_INFINITY;
  }
}
