import type { Deadlines, Watched } from '../deadlines.ts';
import type { ReplayBudget } from '../fallback/replay-buffer.ts';
import type { BodyFraming } from '../http1/body-framing.ts';
import type { ResponseHead } from '../http1/response-head.ts';

/** A response that is not complete this long after its head goes out as it comes. */
const HOLD_MS = 250;

/**
 * The beginning of a response, kept back while another cluster could still give a whole one: a service that dies in the middle of a small
 * answer is then as harmless as one that dies before it.
 *
 * It holds at most `capBytes` of body, for at most 250 ms (up to 50 ms more by the sweep of `Deadlines`), inside the budget of the process.
 */
export class ResponseHold implements Watched {
  readonly head: ResponseHead;
  readonly framing: BodyFraming;
  deadlineMs = Infinity;
  readonly #capBytes: number;
  readonly #budget: ReplayBudget;
  readonly #deadlines: Deadlines;
  readonly #onOverdue: () => void;
  #slices: Buffer[] = [];
  #bytes = 0;
  /** Slices before this index are copies of our own; later ones still belong to the reader. */
  #ownedCount = 0;

  constructor(
    head: ResponseHead,
    framing: BodyFraming,
    limits: { readonly capBytes: number; readonly budget: ReplayBudget; readonly deadlines: Deadlines },
    onOverdue: () => void,
  ) {
    this.head = head;
    this.framing = framing;
    this.#capBytes = limits.capBytes;
    this.#budget = limits.budget;
    this.#deadlines = limits.deadlines;
    this.#onOverdue = onOverdue;
  }

  /** Keeps the bytes, or says that they do not fit. */
  take(bytes: Buffer): boolean {
    if (this.#bytes + bytes.length > this.#capBytes || !this.#budget.take(bytes.length)) return false;
    this.#slices.push(bytes);
    this.#bytes += bytes.length;
    return true;
  }

  /** The reader goes on to read: what it lent is copied, and the clock runs. */
  wait(): void {
    for (; this.#ownedCount < this.#slices.length; this.#ownedCount++) {
      this.#slices[this.#ownedCount] = Buffer.from(this.#slices[this.#ownedCount] as Buffer);
    }
    if (this.deadlineMs !== Infinity) return;
    this.deadlineMs = this.#deadlines.after(HOLD_MS);
    this.#deadlines.watch(this);
  }

  onDeadline(): void {
    this.#onOverdue();
  }

  /** Ends the hold and hands over what it kept. */
  open(): readonly Buffer[] {
    this.#deadlines.unwatch(this);
    this.#budget.give(this.#bytes);
    const slices = this.#slices;
    this.#slices = [];
    this.#bytes = 0;
    return slices;
  }
}
