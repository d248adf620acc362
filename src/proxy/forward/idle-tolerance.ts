/** A request that cannot be repeated rides no connection that has been idle for longer, whatever is known. */
const MAX_TRUSTED_MS = 1000;
/** Below this, what was seen proves nothing: a busy backend may close at any moment. */
const MIN_EVIDENCE_MS = 100;
/** A backend that closed connections early, perhaps because it restarted, may be trusted again after this. */
const MEMORY_MS = 60_000;

/**
 * How long a backend leaves an idle connection open, learnt from what its connections did.
 *
 * A connection that its backend is closing at this moment looks alive. A request that may be repeated can take the risk; another one takes it only within
 * half of the time that a connection was seen to survive and none was seen to be closed without a word. Nothing is trusted before it was seen.
 * All times are monotonic milliseconds.
 */
export class IdleTolerance {
  #longestSurvivalMs = 0;
  #shortestLifeMs = Infinity;
  #closedAtMs = -Infinity;

  /** An idle connection is still open at this age. */
  survived(ageMs: number): void {
    if (ageMs > this.#longestSurvivalMs) this.#longestSurvivalMs = ageMs;
  }

  /** The backend closed an idle connection of this age without having announced it. */
  closed(ageMs: number, nowMs: number): void {
    this.#forget(nowMs);
    this.#shortestLifeMs = Math.min(this.#shortestLifeMs, ageMs);
    this.#closedAtMs = nowMs;
  }

  /** Whether a connection idle for so long can be taken for alive. */
  trusts(ageMs: number, nowMs: number): boolean {
    this.#forget(nowMs);
    const seenMs = Math.min(this.#longestSurvivalMs, this.#shortestLifeMs);
    return seenMs >= MIN_EVIDENCE_MS && ageMs <= Math.min(seenMs / 2, MAX_TRUSTED_MS);
  }

  #forget(nowMs: number): void {
    if (this.#shortestLifeMs === Infinity || nowMs - this.#closedAtMs < MEMORY_MS) return;
    this.#longestSurvivalMs = 0;
    this.#shortestLifeMs = Infinity;
  }
}
