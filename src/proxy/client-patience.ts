import type { ClientTimeouts } from './client-timeouts.ts';
import type { Deadlines } from './deadlines.ts';

/** How long a client is waited for: to send more of its body, or to take more of what was written. Waiting for it to read starts anew only once it has read. */
export class ClientPatience {
  readonly #deadlines: Deadlines;
  readonly #timeouts: ClientTimeouts;
  /** The mark of what the client had taken when the wait for it began; undefined: nothing waits for it. */
  #blockedAt: number | undefined;

  constructor(deadlines: Deadlines, timeouts: ClientTimeouts) {
    this.#deadlines = deadlines;
    this.#timeouts = timeouts;
  }

  /** What was written waits for the client. */
  get isBlocked(): boolean {
    return this.#blockedAt !== undefined;
  }

  /** It has taken something since the wait began. `mark`: as for `deadline`. */
  hasMoved(mark: number): boolean {
    return this.#blockedAt !== undefined && this.#blockedAt !== mark;
  }

  /** The next deadline; `present`: the one that stays while the client takes nothing. `mark`: any number that changes when it takes something. */
  deadline(present: number, waitingBytes: number, mark: number, awaitsBody: boolean): number {
    if (waitingBytes > 0) {
      if (this.#blockedAt === mark) return present;
      this.#blockedAt = mark;
      return this.#deadlines.after(this.#timeouts.writeIdleMs);
    }
    this.#blockedAt = undefined;
    return this.#deadlines.after(awaitsBody ? this.#timeouts.bodyIdleMs : Infinity);
  }
}
