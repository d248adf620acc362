/** How often modules changed, and changed together; modules are numbers from 0. */
export interface Tally {
  /** Commits that changed at least one module. */
  readonly commits: number;
  /** Of each module. */
  readonly commitsOf: readonly number[];
  /** Different people, of each module. */
  readonly authorsOf: readonly number[];
  /** Pairs with at least `minTogether` common commits, by first then second module, the first below the second. */
  readonly pairs: readonly {
    readonly a: number;
    readonly b: number;
    readonly together: number;
  }[];
}

/** Fewer common commits are a coincidence. */
const minTogether = 2;
/** Above it, pairs that were seen once are forgotten, so that memory stays bounded. */
const maxPairs = 3_000_000;

/** Counts commits one by one; a commit is the modules that it changed. Quadratic in the size of one commit. */
export function createTally(moduleCount: number): {
  add(author: number, modules: readonly number[]): void;
  result(): Tally;
} {
  const commitsOf = Array.from({ length: moduleCount }, () => 0);
  const authorsOf = Array.from({ length: moduleCount }, () => new Set<number>());
  const together = new Map<number, number>();
  let commits = 0;
  const pair = (a: number, b: number): void => {
    const key = a * moduleCount + b;
    together.set(key, (together.get(key) ?? 0) + 1);
    if (together.size <= maxPairs) return;
    for (const [each, count] of together) if (count === 1) together.delete(each);
  };
  return {
    add(author, modules) {
      if (modules.length === 0) return;
      commits++;
      const sorted = [...modules].sort((a, b) => a - b);
      for (const [index, a] of sorted.entries()) {
        commitsOf[a] = (commitsOf[a] ?? 0) + 1;
        authorsOf[a]?.add(author);
        for (const b of sorted.slice(index + 1)) pair(a, b);
      }
    },
    result: () => ({
      commits,
      commitsOf,
      authorsOf: authorsOf.map(({ size }) => size),
      pairs: [...together]
        .filter(([, count]) => count >= minTogether)
        .sort(([a], [b]) => a - b)
        .map(([key, count]) => ({
          a: Math.floor(key / moduleCount),
          b: key % moduleCount,
          together: count,
        })),
    }),
  };
}
