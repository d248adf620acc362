const SLICES = 10;

/** Counts what happened within the last `windowMs`, exact to a tenth of it. Constant memory; nothing is allocated per event. */
export class RollingCount {
  readonly #sliceMs: number;
  readonly #counts = new Uint32Array(SLICES);
  #slice = 0;
  #total = 0;

  constructor(windowMs: number) {
    this.#sliceMs = windowMs / SLICES;
  }

  add(nowMs: number): void {
    this.#advance(nowMs);
    const index = this.#slice % SLICES;
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#total++;
  }

  total(nowMs: number): number {
    this.#advance(nowMs);
    return this.#total;
  }

  clear(): void {
    this.#counts.fill(0);
    this.#total = 0;
  }

  #advance(nowMs: number): void {
    const slice = Math.floor(nowMs / this.#sliceMs);
    if (slice === this.#slice) return;
    const passed = Math.min(slice - this.#slice, SLICES);
    for (let step = 1; step <= passed; step++) {
      const index = (this.#slice + step) % SLICES;
      this.#total -= this.#counts[index] ?? 0;
      this.#counts[index] = 0;
    }
    if (passed > 0) this.#slice = slice;
  }
}
