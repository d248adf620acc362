import { WaitingLine, type Waiter } from './waiting-line.ts';

/** How many attempts a cluster has at one time, and how many wait. */
export interface ConcurrencyPolicy {
  readonly maxConcurrent: number;
  /** Of those, on one destination; Infinity where that is not bounded. */
  readonly maxPerDestination: number;
  /** The part of it that exchanges which fell back may take, 0..100 percent; the rest stays with the cluster's own. */
  readonly fallbackPercent: number;
  /** Exchanges that wait; those that fell back have their part of these places too. */
  readonly queueDepth: number;
  readonly queueMs: number;
}

/** Somebody who wants to be let in. */
export interface Visitor extends Waiter {
  readonly isFallback: boolean;
  /** It waited and may begin now. */
  onAdmitted(): void;
  /** It waited in vain. */
  onGivenUp(): void;
}

/** `full`: and nobody can wait; `reserved`: there is room, but not for exchanges that fell back. */
export type Admission = 'in' | 'waits' | 'full' | 'reserved';

/**
 * Bounds the attempts that a cluster has at one time, with a queue that is bounded in length and time.
 *
 * The cluster's own exchanges go first; those that fell back to it never take more than their part, so that the failure of another cluster cannot drown this
 * one. First come, first served within each kind. Without a policy everybody is let in and only counted.
 */
export class ConcurrencyLimit {
  #policy: ConcurrencyPolicy | undefined;
  #own = 0;
  #fallbacks = 0;
  readonly #ownLine = new WaitingLine<Visitor>();
  readonly #fallbackLine = new WaitingLine<Visitor>();
  #isServing = false;

  constructor(policy: ConcurrencyPolicy | undefined) {
    this.#policy = policy;
  }

  configure(policy: ConcurrencyPolicy | undefined): void {
    this.#policy = policy;
    this.#serve();
  }

  get inFlight(): number {
    return this.#own + this.#fallbacks;
  }

  get waiting(): number {
    return this.#ownLine.size + this.#fallbackLine.size;
  }

  enter(visitor: Visitor, nowMs: number): Admission {
    const policy = this.#policy;
    const { isFallback } = visitor;
    if (policy === undefined || this.#hasRoom(policy, isFallback)) {
      this.#take(isFallback);
      return 'in';
    }
    const line = this.#lineOf(visitor);
    const places = isFallback ? share(policy.queueDepth, policy) : policy.queueDepth;
    if (line.size >= places) return this.inFlight < policy.maxConcurrent ? 'reserved' : 'full';
    line.push(visitor, nowMs + policy.queueMs);
    return 'waits';
  }

  /** One that was let in is done. */
  leave(isFallback: boolean): void {
    if (isFallback) this.#fallbacks--;
    else this.#own--;
    if (this.waiting > 0) this.#serve();
  }

  /** One that waits has gone. */
  withdraw(visitor: Visitor): void {
    this.#lineOf(visitor).remove(visitor);
  }

  /** Gives up whoever has waited too long; returns when to look again, Infinity while nobody waits. */
  expire(nowMs: number): number {
    return Math.min(expire(this.#ownLine, nowMs), expire(this.#fallbackLine, nowMs));
  }

  /** Not from within itself: a visitor that fails at once would let in the next one on top of its own call. */
  #serve(): void {
    if (this.#isServing) return;
    this.#isServing = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.withdraw(next);
      this.#take(next.isFallback);
      next.onAdmitted();
    }
    this.#isServing = false;
  }

  #next(): Visitor | undefined {
    const policy = this.#policy;
    if (policy === undefined) return this.#ownLine.first() ?? this.#fallbackLine.first();
    const own = this.#hasRoom(policy, false) ? this.#ownLine.first() : undefined;
    return own ?? (this.#hasRoom(policy, true) ? this.#fallbackLine.first() : undefined);
  }

  #lineOf({ isFallback }: Visitor): WaitingLine<Visitor> {
    return isFallback ? this.#fallbackLine : this.#ownLine;
  }

  #hasRoom(policy: ConcurrencyPolicy, isFallback: boolean): boolean {
    if (this.inFlight >= policy.maxConcurrent) return false;
    return !isFallback || this.#fallbacks < share(policy.maxConcurrent, policy);
  }

  #take(isFallback: boolean): void {
    if (isFallback) this.#fallbacks++;
    else this.#own++;
  }
}

/** What exchanges that fell back may have of a number: at least one, unless they may have nothing. */
function share(whole: number, { fallbackPercent }: ConcurrencyPolicy): number {
  if (whole === 0 || fallbackPercent === 0) return 0;
  return Math.max(1, Math.floor((whole * fallbackPercent) / 100));
}

function expire(line: WaitingLine<Visitor>, nowMs: number): number {
  for (let first = line.first(); first !== undefined; first = line.first()) {
    if (first.waitsUntilMs > nowMs) return first.waitsUntilMs;
    line.remove(first);
    first.onGivenUp();
  }
  return Infinity;
}
