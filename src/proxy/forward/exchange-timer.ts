import type { Deadlines, Watched } from '../deadlines.ts';
import type { RequestBody } from '../exchange.ts';
import type { ExchangeTimeouts } from '../exchange-timeouts.ts';

/** An attempt that has less time than this is not begun: it could only fail. */
const MIN_ATTEMPT_MS = 50;

/** Who is told that time is up. */
export interface TimerOwner {
  onAttemptOverdue(): void;
  onExchangeOverdue(): void;
}

/**
 * The clock of one exchange. While another attempt could follow, an attempt gets its equal part of what is left, so that the last one has some time too.
 */
export class ExchangeTimer implements Watched {
  deadlineMs = Infinity;
  readonly #timeouts: ExchangeTimeouts;
  readonly #body: RequestBody;
  readonly #deadlines: Deadlines;
  readonly #owner: TimerOwner;
  #endMs = Infinity;
  #attemptEndMs = Infinity;
  /** Attempts that could follow the one under way; undefined: none is under way. */
  #further: number | undefined;
  #isRunning = false;

  constructor(timeouts: ExchangeTimeouts, body: RequestBody, deadlines: Deadlines, owner: TimerOwner) {
    this.#timeouts = timeouts;
    this.#body = body;
    this.#deadlines = deadlines;
    this.#owner = owner;
    deadlines.watch(this);
    if (body.isComplete || timeouts.includesUpload) this.#run();
    // Until the upload is complete every sweep looks whether it is.
    else this.deadlineMs = 0;
  }

  /** An attempt begins, behind which so many could follow. */
  beginAttempt(further: number): void {
    this.#further = further;
    this.#schedule();
  }

  /** The attempt answered or failed: what follows has only the end of the exchange before it. */
  endAttempt(): void {
    this.#further = undefined;
    this.#schedule();
  }

  /** Another attempt, after a wait, would have time. */
  hasTimeFor(waitMs: number): boolean {
    return this.#endMs - this.#deadlines.nowMs - waitMs >= MIN_ATTEMPT_MS;
  }

  /** Time does not count any more: the exchange is over, or has become something without end. */
  stop(): void {
    this.#deadlines.unwatch(this);
  }

  onDeadline(): void {
    if (!this.#isRunning) {
      if (this.#body.isComplete) this.#run();
    } else if (this.#attemptEndMs <= this.#deadlines.nowMs) {
      this.endAttempt();
      this.#owner.onAttemptOverdue();
    } else {
      this.deadlineMs = Infinity;
      this.#owner.onExchangeOverdue();
    }
  }

  #run(): void {
    this.#isRunning = true;
    this.#endMs = this.#deadlines.after(this.#timeouts.totalMs);
    this.#schedule();
  }

  #schedule(): void {
    if (!this.#isRunning) return;
    const { nowMs } = this.#deadlines;
    this.#attemptEndMs =
      this.#further === undefined
        ? Infinity
        : Math.min(
            this.#deadlines.after(this.#timeouts.attemptMs),
            nowMs + (this.#endMs - nowMs) / (this.#further + 1),
          );
    this.deadlineMs = Math.min(this.#endMs, this.#attemptEndMs);
  }
}
