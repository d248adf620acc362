/** How destinations are asked whether they are well. */
export interface ActivePolicy {
  /** Asked for with GET. */
  readonly path: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** So many failures in a row and it is left out; so many successes in a row and it is back. */
  readonly unhealthyThreshold: number;
  readonly healthyThreshold: number;
  /** Of an answer that is a success, both included. */
  readonly minStatus: number;
  readonly maxStatus: number;
  /** So long after it became known, failures do not count: it may be starting. */
  readonly startupGraceMs: number;
}

/** What health checks tell about one destination: well until the opposite is shown. */
export class ActiveHealth {
  isPassing = true;
  #sinceMs: number;
  #inRow = 0;

  /** `nowMs`: when the destination became known. */
  constructor(nowMs: number) {
    this.#sinceMs = nowMs;
  }

  /** A check is over; true: it changed the verdict. */
  report(hasPassed: boolean, policy: ActivePolicy, nowMs: number): boolean {
    if (!hasPassed && nowMs - this.#sinceMs < policy.startupGraceMs) return false;
    if (hasPassed === this.isPassing) {
      this.#inRow = 0;
      return false;
    }
    this.#inRow++;
    if (this.#inRow < (hasPassed ? policy.healthyThreshold : policy.unhealthyThreshold)) return false;
    this.isPassing = hasPassed;
    this.#inRow = 0;
    return true;
  }
}
