/** Somebody who may have to wait. */
export interface Waiter {
  /** Until when it waits; 0 while it does not. Written by its line alone. */
  waitsUntilMs: number;
}

/** First come, first served; whoever leaves in between leaves in constant time, and his place is cleared later. */
export class WaitingLine<W extends Waiter> {
  size = 0;
  #places: W[] = [];
  #head = 0;

  push(waiter: W, untilMs: number): void {
    waiter.waitsUntilMs = untilMs;
    this.#places.push(waiter);
    this.size++;
  }

  /** Whoever waits longest, or undefined. */
  first(): W | undefined {
    for (; this.#head < this.#places.length; this.#head++) {
      const waiter = this.#places[this.#head];
      if (waiter !== undefined && waiter.waitsUntilMs > 0) return waiter;
    }
    return undefined;
  }

  /** One goes: served, or tired of waiting. Nothing happens if it does not wait. */
  remove(waiter: W): void {
    if (waiter.waitsUntilMs === 0) return;
    waiter.waitsUntilMs = 0;
    this.size--;
    if (this.#places.length > 2 * this.size + 32) this.#clear();
  }

  #clear(): void {
    this.#places = this.#places.filter(({ waitsUntilMs }) => waitsUntilMs > 0);
    this.#head = 0;
  }
}
