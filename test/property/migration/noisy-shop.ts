/** A reply as the shop makes it; `bytes` stands for the body where it is not JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly bytes?: Uint8Array;
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const replicas = 3;
/** Requests that a replica lags behind a change. */
const lagSteps = 3;

/** A generator of numbers 0 ≤ x < 1 (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A monolith with every usual noise: the moment and random ids in headers and body, lists without a stable order, ids as keys, numbers of load, prices that change
 * while replicas lag behind, and now and then a 503.
 */
export class NoisyShop {
  readonly random: () => number;
  readonly #prices = new Map<number, number[]>();
  #now = Date.UTC(2026, 0, 1);

  constructor(seed: number) {
    this.random = numbersFrom(seed);
  }

  /** Which page is asked for. */
  nextRequest(): number {
    return Math.floor(this.random() * 40);
  }

  /** What a while does: the clock goes on, and one price may change, which replicas learn one after the other. */
  passTime(): void {
    this.#now += 500 + Math.floor(this.random() * 1_000);
    const product = Math.floor(this.random() * 160);
    const history = this.#prices.get(product) ?? [product * 100 + 99];
    this.#prices.set(product, [...history, Math.floor(this.random() * 10_000)].slice(-lagSteps));
  }

  reply(page: number): Reply {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'private, max-age=0',
      date: new Date(this.#now).toUTCString(),
      'x-request-id': this.#id(),
      'x-trace': this.#id(),
      'x-total-count': '160',
      'x-served-in': `${Math.floor(this.random() * 90)} ms`,
      vary: this.random() < 0.5 ? 'Accept, Cookie' : 'cookie,accept',
    };
    if (this.random() < 0.002) return { status: 503, headers, body: { error: 'busy', id: this.#id() } };
    return { status: 200, headers, body: this.#page(page) };
  }

  #page(page: number): Json {
    const lag = Math.floor(this.random() * replicas);
    return {
      page,
      generatedAt: new Date(this.#now + Math.floor(this.random() * 400)).toISOString(),
      cursor: this.#id(),
      items: [0, 1, 2, 3].map((nth) => this.#product(page * 4 + nth, lag)),
      byId: Object.fromEntries(
        [0, 1].map((nth) => [String(page * 4 + nth), { views: Math.floor(this.random() * 1e6) }]),
      ),
      tags: this.#shuffled(['new', 'sale', 'gift', 'eco']),
      next: page < 39 ? `/products?page=${page + 1}` : null,
    };
  }

  #product(product: number, lag: number): Json {
    const history = this.#prices.get(product) ?? [product * 100 + 99];
    return {
      id: product,
      sku: `SKU-${product}`,
      name: `Product ${product}`,
      priceCents: history[Math.max(0, history.length - 1 - lag)] as number,
      weight: product / 8 + 0.125,
      createdAt: new Date(Date.UTC(2020, 0, 1 + product)).toISOString(),
      discontinued: product % 7 === 0 ? '2025-01-01' : null,
      categories: this.#shuffled([{ slug: `c${product % 5}` }, { slug: `d${product % 3}` }]),
      media: [{ url: `https://cdn.example/${product}.jpg?sig=${this.#id()}` }],
      description: `Long text of ${product} — «ünïcode»`,
      ledger: `90071992547409${String(93 + (product % 6))}`,
      inStock: product % 2 === 0,
    };
  }

  #id(): string {
    return Array.from({ length: 16 }, () => Math.floor(this.random() * 16).toString(16)).join('');
  }

  #shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((element) => [this.random(), element] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, element]) => element);
  }
}
