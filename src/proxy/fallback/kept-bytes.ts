const BLOCK_BYTES = 4096;
const SMALL_BYTES = 1024;

/**
 * Bytes kept in their order. The first piece and large ones are referenced, small ones are copied together: a body that arrives byte by byte costs memory by its
 * length, not by the number of its pieces.
 */
export class KeptBytes {
  length = 0;
  readonly #pieces: Buffer[] = [];
  #block: Buffer | undefined;
  #used = 0;

  append(bytes: Buffer): void {
    const isFirst = this.length === 0;
    this.length += bytes.length;
    if (isFirst || bytes.length > SMALL_BYTES) {
      this.#seal();
      this.#pieces.push(bytes);
      return;
    }
    if (this.#used + bytes.length > BLOCK_BYTES) this.#seal();
    this.#block ??= Buffer.allocUnsafeSlow(BLOCK_BYTES);
    this.#used += bytes.copy(this.#block, this.#used);
  }

  pieces(): readonly Buffer[] {
    this.#seal();
    return this.#pieces;
  }

  #seal(): void {
    if (this.#block !== undefined) this.#pieces.push(this.#block.subarray(0, this.#used));
    this.#block = undefined;
    this.#used = 0;
  }
}
