import type { Cut } from './grains.ts';
import type { NamedGroup } from './name-contexts.ts';

/** How sure the runs are of a candidate. */
export interface Certainty {
  /** Of each module that was clustered, 0..1. */
  readonly confidenceOf: ReadonlyMap<string, number>;
  /** The other context that the runs put a module into most often, and the share of them, 0..1; absent where they never do. */
  readonly rivalOf: ReadonlyMap<string, { readonly context: string; readonly confidence: number }>;
  /** Pairs of contexts with ties between them, the ids sorted, and the share of the runs, 0..1, that part these. */
  readonly borders: readonly { readonly between: readonly [string, string]; readonly confidence: number }[];
}

/** Says by path and context what a cut says by node and community; `paths` are those of its nodes. */
export function certaintyOf(
  { partition, placement, borders }: Pick<Cut, 'partition' | 'placement' | 'borders'>,
  paths: readonly string[],
  contexts: readonly NamedGroup[],
): Certainty {
  const contextOf = new Map(
    contexts.flatMap(({ id, modules }) => modules.map((path) => [path, id] as const)),
  );
  const idOf = new Map<number, string>();
  partition.forEach((community, node) => {
    const id = contextOf.get(paths[node] as string);
    if (id !== undefined) idOf.set(community, id);
  });
  const rivals = paths.flatMap((path, node) => {
    const context = idOf.get(placement.rival[node] as number);
    const confidence = placement.rivalShare[node] as number;
    return context === undefined ? [] : [[path, { context, confidence }] as const];
  });
  return {
    confidenceOf: new Map(paths.map((path, node) => [path, placement.own[node] as number])),
    rivalOf: new Map(rivals),
    borders: borders.flatMap(({ a, b, parted }) => {
      const [left, right] = [idOf.get(a), idOf.get(b)];
      if (left === undefined || right === undefined) return [];
      return [
        { between: left < right ? ([left, right] as const) : ([right, left] as const), confidence: parted },
      ];
    }),
  };
}
