import type { BodySink, RequestBody } from '../exchange.ts';
import type { BodyFraming } from '../http1/body-framing.ts';
import { KeptBytes } from './kept-bytes.ts';

/** The bytes that all replay buffers of the process may keep together. */
export class ReplayBudget {
  readonly #totalBytes: number;
  #freeBytes: number;

  constructor(totalBytes: number) {
    this.#totalBytes = totalBytes;
    this.#freeBytes = totalBytes;
  }

  get usedBytes(): number {
    return this.#totalBytes - this.#freeBytes;
  }

  take(bytes: number): boolean {
    if (bytes > this.#freeBytes) return false;
    this.#freeBytes -= bytes;
    return true;
  }

  give(bytes: number): void {
    this.#freeBytes += bytes;
  }
}

/** What delivers the client's bytes. */
export interface BodySource {
  pauseBody(): void;
  resumeBody(): void;
}

/**
 * A request body on its way: streamed to the attempt, and kept for another one while it fits.
 *
 * Up to `capBytes` and the common budget the body stays whole (`isReplayable`). Beyond it is streamed only. Before an attempt is attached, at most the
 * cap and one read of the source wait here: then the source pauses, and connecting never waits for the body.
 */
export class ReplayBuffer implements RequestBody {
  readonly framing: BodyFraming;
  isComplete = false;
  receivedBytes = 0;

  readonly #capBytes: number;
  readonly #budget: ReplayBudget;
  readonly #source: BodySource;
  #kept: KeptBytes | undefined;
  #takenBytes = 0;
  /** Since the last flush, something was pushed that stays here. */
  #hasKept = false;
  /** More waits for a sink than may be kept behind it. */
  #isOver = false;
  #isDropped = false;
  #isReleased = false;
  #onHeld: (() => void) | undefined;
  #sink: BodySink | undefined;

  constructor(framing: BodyFraming, capBytes: number, budget: ReplayBudget, source: BodySource) {
    this.framing = framing;
    this.#capBytes = capBytes;
    this.#budget = budget;
    this.#source = source;
  }

  /** Nothing that an attempt took has been dropped. */
  get isReplayable(): boolean {
    return !this.#isDropped;
  }

  /** The next bytes from the client; they must stay as they are. Takes effect with `flush`. */
  push(bytes: Buffer): void {
    this.receivedBytes += bytes.length;
    if (this.#isReleased) return;
    const fits = this.#mayKeep(bytes.length);
    this.#sink?.write(bytes);
    if (fits || this.#sink === undefined) {
      (this.#kept ??= new KeptBytes()).append(bytes);
      this.#hasKept = true;
      if (!fits) this.#isOver = true;
      if (this.#sink === undefined && this.#keptBytes >= this.#capBytes) {
        this.#source.pauseBody();
        this.#held();
      }
    } else {
      this.#drop();
    }
  }

  /** The client's body is complete: what the source brings next belongs to nobody here, so it waits for nobody here. */
  finish(): void {
    this.isComplete = true;
    this.#sink?.end();
    this.#source.resumeBody();
    this.#held();
  }

  /** Everything that the last read of the source brought has been pushed; returns whether any of it is still referenced. */
  flush(): boolean {
    const hasKept = this.#hasKept;
    this.#hasKept = false;
    const state = this.#sink?.flush();
    if (state === 'full' && !this.isComplete) this.#source.pauseBody();
    return hasKept || (state !== undefined && state !== 'sent');
  }

  attach(sink: BodySink): void {
    this.#sink = sink;
    for (const bytes of this.#kept?.pieces() ?? []) sink.write(bytes);
    if (this.#isOver) this.#drop();
    if (this.isComplete) sink.end();
    const state = sink.flush();
    if (this.isComplete) return;
    if (state === 'full') this.#source.pauseBody();
    else this.#source.resumeBody();
  }

  detach(): void {
    this.#sink = undefined;
  }

  onceHeld(callback: () => void): void {
    this.#onHeld = callback;
    if (this.isComplete || this.#keptBytes >= this.#capBytes) this.#held();
  }

  resume(): void {
    if (!this.isComplete) this.#source.resumeBody();
  }

  becomeTunnel(): void {
    this.isComplete = false;
    this.#drop();
  }

  /** The exchange is over: gives back what it kept. */
  release(): void {
    this.#isReleased = true;
    this.#onHeld = undefined;
    this.#sink = undefined;
    this.#drop();
  }

  #held(): void {
    const callback = this.#onHeld;
    this.#onHeld = undefined;
    callback?.();
  }

  get #keptBytes(): number {
    return this.#kept?.length ?? 0;
  }

  #mayKeep(bytes: number): boolean {
    if (this.#isDropped || this.#keptBytes + bytes > this.#capBytes || !this.#budget.take(bytes))
      return false;
    this.#takenBytes += bytes;
    return true;
  }

  #drop(): void {
    this.#isDropped = true;
    if (this.#takenBytes > 0) this.#budget.give(this.#takenBytes);
    this.#takenBytes = 0;
    this.#kept = undefined;
  }
}
