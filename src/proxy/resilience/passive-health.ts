import type { AttemptResult } from './circuit-breaker.ts';
import { RollingCount } from './rolling-count.ts';

/** When a destination is left out because of what its attempts told, and for how long. */
export interface PassivePolicy {
  /** After so many failures in a row, or … */
  readonly consecutiveFailures: number;
  /** … at this share of failures, 1..100 percent, … */
  readonly failurePercent: number;
  /** … of at least this many attempts … */
  readonly minimumRequests: number;
  /** … within this time. */
  readonly windowMs: number;
  /** How long it is left out the first time; the n-th time in a row n times as long, … */
  readonly ejectionMs: number;
  /** … but not longer than this. */
  readonly maxEjectionMs: number;
}

/** What the attempts on one destination tell about it. Times are monotonic milliseconds. */
export class PassiveHealth {
  /** It is left out until then. */
  ejectedUntilMs = 0;
  /** In a row: forgotten when it was in as long as it may be out. */
  ejections = 0;
  #failuresInRow = 0;
  #requests: RollingCount;
  #failures: RollingCount;
  #policy: PassivePolicy;

  constructor(policy: PassivePolicy) {
    this.#policy = policy;
    this.#requests = new RollingCount(policy.windowMs);
    this.#failures = new RollingCount(policy.windowMs);
  }

  configure(policy: PassivePolicy): void {
    if (policy.windowMs !== this.#policy.windowMs) {
      this.#requests = new RollingCount(policy.windowMs);
      this.#failures = new RollingCount(policy.windowMs);
    }
    this.#policy = policy;
  }

  /** An attempt is over; true: the destination should be left out. What began before it was is not counted. */
  isSuspect(result: AttemptResult, nowMs: number): boolean {
    if (result === 'neither' || nowMs < this.ejectedUntilMs) return false;
    this.#requests.add(nowMs);
    if (result === 'passed') {
      this.#failuresInRow = 0;
      return false;
    }
    this.#failuresInRow++;
    this.#failures.add(nowMs);
    const { consecutiveFailures, failurePercent, minimumRequests } = this.#policy;
    if (this.#failuresInRow >= consecutiveFailures) return true;
    const requests = this.#requests.total(nowMs);
    return requests >= minimumRequests && this.#failures.total(nowMs) * 100 >= requests * failurePercent;
  }

  eject(nowMs: number): void {
    const { ejectionMs, maxEjectionMs } = this.#policy;
    if (nowMs - this.ejectedUntilMs >= maxEjectionMs) this.ejections = 0;
    this.ejections++;
    this.ejectedUntilMs = nowMs + Math.min(maxEjectionMs, ejectionMs * this.ejections);
    this.#failuresInRow = 0;
    this.#requests.clear();
    this.#failures.clear();
  }
}
