import type { Labels, MetricSample } from './metric-family.ts';

/** More than any closed list has; whatever were beyond it would not be of a closed list. */
const MAX_SERIES = 1000;
const SEPARATOR = '\0';

/** A counter whose label values come from closed lists; beyond 1,000 combinations further ones are counted together, as `other`. */
export class LabelledCounter {
  readonly #names: readonly string[];
  readonly #counts = new Map<string, number>();

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** The key of one combination: a value per name, in their order. */
  static key(...values: readonly string[]): string {
    return values.join(SEPARATOR);
  }

  add(key: string): void {
    const count = this.#counts.get(key);
    if (count !== undefined || this.#counts.size < MAX_SERIES) this.#counts.set(key, (count ?? 0) + 1);
    else this.#addOther();
  }

  samples(common: Labels): MetricSample[] {
    return [...this.#counts].map(([key, value]) => {
      const values = key.split(SEPARATOR);
      const own = this.#names.map((name, index): [string, string] => [name, values[index] ?? '']);
      return { labels: { ...common, ...Object.fromEntries(own) }, value };
    });
  }

  #addOther(): void {
    const key = LabelledCounter.key(...this.#names.map(() => 'other'));
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }
}
