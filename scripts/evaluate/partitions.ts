/** A cluster for each file. */
export type Clusters = ReadonlyMap<string, string>;

export interface Agreement {
  /** Files that both know. */
  readonly files: number;
  /**
   * Adjusted Rand index: 1 for the same partition, about 0 for chance.
   *
   * Source: L. Hubert, P. Arabie, "Comparing partitions", Journal of Classification 2, 1985.
   */
  readonly ari: number;
  /**
   * 0..100: the share of moves and joins that are not needed to turn the proposal into the truth.
   *
   * Source: Z. Wen, V. Tzerpos, "An effectiveness measure for software clustering algorithms", IWPC 2004.
   */
  readonly mojoFm: number;
}

/** Compares a proposal with the truth on the files that both know. */
export function agreementOf(proposed: Clusters, truth: Clusters): Agreement {
  const files = [...truth.keys()].filter((file) => proposed.has(file));
  const overlap = new Map<string, Map<string, number>>();
  for (const file of files) {
    const row = overlap.get(proposed.get(file) as string) ?? new Map<string, number>();
    row.set(truth.get(file) as string, (row.get(truth.get(file) as string) ?? 0) + 1);
    overlap.set(proposed.get(file) as string, row);
  }
  const truthSizes = new Map<string, number>();
  for (const row of overlap.values()) {
    for (const [name, size] of row) truthSizes.set(name, (truthSizes.get(name) ?? 0) + size);
  }
  return {
    files: files.length,
    ari: adjustedRandIndex([...overlap.values()], [...truthSizes.values()], files.length),
    mojoFm: mojoFm([...overlap.values()], [...truthSizes.values()], files.length),
  };
}

const pairs = (size: number) => (size * (size - 1)) / 2;
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

function adjustedRandIndex(
  overlap: readonly ReadonlyMap<string, number>[],
  truthSizes: readonly number[],
  files: number,
): number {
  const together = sum(overlap.flatMap((row) => [...row.values()]).map(pairs));
  const proposed = sum(overlap.map((row) => pairs(sum([...row.values()]))));
  const known = sum(truthSizes.map(pairs));
  const expected = files < 2 ? 0 : (proposed * known) / pairs(files);
  const best = (proposed + known) / 2;
  return best === expected ? 1 : (together - expected) / (best - expected);
}

function mojoFm(
  overlap: readonly ReadonlyMap<string, number>[],
  truthSizes: readonly number[],
  files: number,
): number {
  const largest = overlap.map((row) => Math.max(...row.values()));
  const favourites = overlap.map((row, index) =>
    [...row].filter(([, size]) => size === largest[index]).map(([name]) => name),
  );
  const needed = files - sum(largest) + overlap.length - distinctFavourites(favourites);
  return 100 * (1 - needed / hardest(truthSizes, files));
}

/** Moves and joins that the worst proposal needs: the truth's groups dealt out evenly, one file at a time. */
function hardest(truthSizes: readonly number[], files: number): number {
  const groups = [...truthSizes].sort((a, b) => a - b).reduce((made, size) => Math.min(made + 1, size), 0);
  return Math.max(1, files - groups);
}

/** The most proposals that can have a favourite of their own (bipartite matching by augmenting paths). */
function distinctFavourites(favourites: readonly (readonly string[])[]): number {
  const owner = new Map<string, number>();
  const claim = (index: number, seen: Set<string>): boolean =>
    (favourites[index] ?? []).some((name) => {
      if (seen.has(name)) return false;
      seen.add(name);
      const current = owner.get(name);
      if (current !== undefined && !claim(current, seen)) return false;
      owner.set(name, index);
      return true;
    });
  return favourites.filter((_, index) => claim(index, new Set())).length;
}
