import { RollingCount } from './rolling-count.ts';

/** When a cluster is left alone, and how it is tried again. */
export interface BreakerPolicy {
  /** Opens at this share of failures, 1..100 percent, … */
  readonly failurePercent: number;
  /** … of at least this many attempts … */
  readonly minimumRequests: number;
  /** … within this time. */
  readonly windowMs: number;
  /** How long nothing is sent. */
  readonly openMs: number;
  /** So many attempts at a time, and so many successes in a row until it closes. */
  readonly probes: number;
}

export type BreakerState = 'closed' | 'open' | 'half-open';
/** What an attempt told about the health of its cluster; `neither`: the client left, or it was never sent. */
export type AttemptResult = 'passed' | 'failed' | 'neither';

/** What `enter` says when the attempt must not be made. */
export const REFUSED = -1;

/**
 * Stops sending to a cluster that fails: what is not sent may be answered elsewhere, whatever its method.
 *
 * - `closed`: counts attempts and failures; opens when too many fail.
 * - `open`: refuses everything for `openMs`.
 * - `half-open`: lets `probes` attempts in at a time. Requests that may be repeated go first; another one goes only behind a success, or when none that may
 *   be repeated came for as long again. So many successes close it, one failure opens it again.
 *
 * What began in an earlier state says nothing about the present one. Times are monotonic milliseconds; nothing is allocated per attempt.
 */
export class CircuitBreaker {
  #policy: BreakerPolicy;
  #requests: RollingCount;
  #failures: RollingCount;
  #state: BreakerState = 'closed';
  /** Counts changes of state: the pass of an attempt is the era in which it began. */
  #era = 0;
  #openUntilMs = 0;
  #probesOut = 0;
  #probesPassed = 0;

  constructor(policy: BreakerPolicy) {
    this.#policy = policy;
    this.#requests = new RollingCount(policy.windowMs);
    this.#failures = new RollingCount(policy.windowMs);
  }

  configure(policy: BreakerPolicy): void {
    if (policy.windowMs !== this.#policy.windowMs) {
      this.#requests = new RollingCount(policy.windowMs);
      this.#failures = new RollingCount(policy.windowMs);
    }
    this.#policy = policy;
  }

  /** A pass for `leave`, or REFUSED. `mayRepeat`: no harm is done if the attempt fails half-way. */
  enter(nowMs: number, mayRepeat: boolean): number {
    if (this.#state === 'closed') return this.#era;
    if (this.isOpen(nowMs)) return REFUSED;
    if (this.#state === 'open') this.#become('half-open');
    if (this.#probesOut >= this.#policy.probes) return REFUSED;
    const isStarved = nowMs >= this.#openUntilMs + this.#policy.openMs;
    if (!mayRepeat && this.#probesPassed === 0 && !isStarved) return REFUSED;
    this.#probesOut++;
    return this.#era;
  }

  /** The attempt with this pass is over. */
  leave(pass: number, result: AttemptResult, nowMs: number): void {
    if (pass !== this.#era) return;
    if (this.#state === 'half-open') this.#probed(result, nowMs);
    else if (result !== 'neither') this.#count(result, nowMs);
  }

  /** Nothing at all is let in. */
  isOpen(nowMs: number): boolean {
    return this.#state === 'open' && nowMs < this.#openUntilMs;
  }

  state(nowMs: number): BreakerState {
    return this.#state === 'open' && !this.isOpen(nowMs) ? 'half-open' : this.#state;
  }

  /** Until it lets somebody in; 0 when it does. */
  waitMs(nowMs: number): number {
    return this.isOpen(nowMs) ? this.#openUntilMs - nowMs : 0;
  }

  #count(result: AttemptResult, nowMs: number): void {
    this.#requests.add(nowMs);
    if (result === 'passed') return;
    this.#failures.add(nowMs);
    const requests = this.#requests.total(nowMs);
    const isTooMany = this.#failures.total(nowMs) * 100 >= requests * this.#policy.failurePercent;
    if (isTooMany && requests >= this.#policy.minimumRequests) this.#open(nowMs);
  }

  #probed(result: AttemptResult, nowMs: number): void {
    this.#probesOut--;
    if (result === 'failed') this.#open(nowMs);
    else if (result === 'passed' && ++this.#probesPassed >= this.#policy.probes) this.#become('closed');
  }

  #open(nowMs: number): void {
    this.#become('open');
    this.#openUntilMs = nowMs + this.#policy.openMs;
  }

  #become(state: BreakerState): void {
    this.#state = state;
    this.#era++;
    this.#probesOut = 0;
    this.#probesPassed = 0;
    this.#requests.clear();
    this.#failures.clear();
  }
}
