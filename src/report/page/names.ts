/** Texts that stand once in the page document, and by their number everywhere else. */
export class Names {
  readonly #texts: string[];
  readonly #numbers: Map<string, number>;

  /** `first` get the first numbers, in their order; they must be distinct. */
  constructor(first: readonly string[]) {
    this.#texts = [...first];
    this.#numbers = new Map(first.map((text, number) => [text, number]));
  }

  /** The number of a text, a new one when it had none. */
  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  /** Every text so far, by its number. */
  texts(): readonly string[] {
    return this.#texts;
  }
}
