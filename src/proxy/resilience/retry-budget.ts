import { RollingCount } from './rolling-count.ts';

const WINDOW_MS = 10_000;

/** How often a cluster's exchanges may be repeated, and how fast. */
export interface RetryPolicy {
  /** Further attempts of one exchange on the same cluster, 0 or more. */
  readonly attempts: number;
  /** The first wait is a random time up to this one; each further one up to twice as much, at most `maxBackoffMs`. */
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
  /** Repeated exchanges in percent of all, over ten seconds. */
  readonly budgetPercent: number;
  /** Repeats that are allowed on top, so that a quiet cluster has some. */
  readonly budgetPerSecond: number;
}

/**
 * What a cluster's failures may cost besides: retries and fallbacks of exchanges that it may have worked on, together, over ten seconds.
 *
 * An attempt that sent nothing, met a stale connection, or was told 421 costs no budget: nobody has worked on it.
 * Source: the retry budgets of Finagle and Linkerd (a share of the recent requests, and a minimum rate).
 */
export class RetryBudget {
  readonly #requests = new RollingCount(WINDOW_MS);
  readonly #repeats = new RollingCount(WINDOW_MS);
  #policy: RetryPolicy;

  constructor(policy: RetryPolicy) {
    this.#policy = policy;
  }

  configure(policy: RetryPolicy): void {
    this.#policy = policy;
  }

  /** An exchange came to the cluster. */
  request(nowMs: number): void {
    this.#requests.add(nowMs);
  }

  /** Pays for one repeat; false: there is nothing left. */
  take(nowMs: number): boolean {
    if (this.left(nowMs) < 1) return false;
    this.#repeats.add(nowMs);
    return true;
  }

  /** Repeats that could be paid for now. */
  left(nowMs: number): number {
    const { budgetPercent, budgetPerSecond } = this.#policy;
    const earned = (this.#requests.total(nowMs) * budgetPercent) / 100 + (budgetPerSecond * WINDOW_MS) / 1000;
    return Math.max(0, Math.floor(earned) - this.#repeats.total(nowMs));
  }
}

/**
 * How long to wait before repeat number `count` (from 0): anything up to a bound that doubles, so that what failed together does not come back together.
 * `random` gives 0 (included) to 1 (excluded). Source: M. Brooker, "Exponential Backoff And Jitter", 2015, full jitter.
 */
export function backoffMs(policy: RetryPolicy, count: number, random: () => number): number {
  return random() * Math.min(policy.maxBackoffMs, policy.backoffMs * 2 ** count);
}
