import type { Clock } from './clock.ts';

const TICK_MS = 50;

/** Something that must make progress. `deadlineMs` is monotonic time, Infinity while nothing is awaited; it may change at any time. */
export interface Watched {
  deadlineMs: number;
  /** Called at most once per tick while the deadline lies in the past. */
  onDeadline(): void;
}

/**
 * All timeouts of the proxy, checked in one coarse sweep: setting one costs an assignment, not a timer. A deadline fires up to 50 ms late, never early, and never
 * before what has arrived in time has been heard: a process that was not given the processor for a while first reads what came meanwhile.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #watched = new Set<Watched>();
  #timer: NodeJS.Timeout | undefined;
  #nowMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#nowMs = clock.monotonicMs();
  }

  /** Monotonic time without the price of asking for it: up to 50 ms old. */
  get nowMs(): number {
    return this.#timer === undefined ? this.#clock.monotonicMs() : this.#nowMs;
  }

  /** The deadline that lies `timeoutMs` from now. */
  after(timeoutMs: number): number {
    return this.#nowMs + timeoutMs + TICK_MS;
  }

  watch(watched: Watched): void {
    if (this.#watched.size === 0) this.#nowMs = this.#clock.monotonicMs();
    this.#watched.add(watched);
    this.#timer ??= setInterval(() => this.#tick(), TICK_MS).unref();
  }

  unwatch(watched: Watched): void {
    this.#watched.delete(watched);
  }

  /** Immediates run behind the poll of the event loop, timers before it. */
  #tick(): void {
    this.#nowMs = this.#clock.monotonicMs();
    setImmediate(this.#sweep);
  }

  readonly #sweep = (): void => {
    for (const watched of this.#watched) {
      if (watched.deadlineMs <= this.#nowMs) watched.onDeadline();
    }
    if (this.#watched.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  };
}
