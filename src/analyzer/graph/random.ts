/** A seeded source of randomness: the same seed gives the same numbers on every platform. */
export interface Random {
  /** Uniform in 0 ≤ x < 1. */
  next(): number;
  /** Standard normal: mean 0, deviation 1. */
  normal(): number;
  /** Uniform integer in 0 ≤ x < bound. */
  below(bound: number): number;
}

/** Source: Mulberry32 (T. Ettinger, 2017), period 2³²; normals by Box and Muller (1958). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    below: (bound) => Math.floor(next() * bound),
  };
}
