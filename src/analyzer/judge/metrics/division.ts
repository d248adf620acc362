/** Modules in parts, and what they use of each other: all that the metrics of the literature look at. */
export interface Division {
  /** Part of each module that has one; only these count. */
  readonly partOf: ReadonlyMap<string, string>;
  /** Each ordered pair of different modules once, with how often the first refers to the second. */
  readonly uses: readonly Use[];
}

interface Use {
  readonly from: string;
  readonly to: string;
  readonly weight: number;
}

/** Number of modules of each part, in order of first appearance. */
export function partSizes({ partOf }: Division): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const part of partOf.values()) sizes.set(part, (sizes.get(part) ?? 0) + 1);
  return sizes;
}

interface PlacedUse extends Use {
  readonly fromPart: string;
  readonly toPart: string;
}

/** Uses between two modules that both have a part. */
export function placedUses({ partOf, uses }: Division): PlacedUse[] {
  return uses.flatMap((use) => {
    const [fromPart, toPart] = [partOf.get(use.from), partOf.get(use.to)];
    return fromPart === undefined || toPart === undefined || use.from === use.to
      ? []
      : [{ ...use, fromPart, toPart }];
  });
}

/** Uses without direction: each pair of modules that one or both use once. */
export function usePairs(division: Division): PlacedUse[] {
  const pairs = new Map<string, PlacedUse>();
  for (const use of placedUses(division)) {
    const [a, b] = use.from < use.to ? [use.from, use.to] : [use.to, use.from];
    const key = `${a}\n${b}`;
    if (!pairs.has(key)) pairs.set(key, use);
  }
  return [...pairs.values()];
}
