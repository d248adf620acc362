import type { Dependency } from '../../model/analysis.ts';
import type { Cut } from './grains.ts';
import type { NamedGroup } from './name-contexts.ts';

/** How sure the runs are of a candidate. */
export interface Certainty {
  /**
   * Of each module that was clustered, 0..1: the agreement of the runs, down to half of it where less than half of the
   * modules that it is tied to are in its context. [M] on eight code bases 92 % of the modules from .9 on are among their like, of those by
   * agreement alone 90 %; area under the curve .72 against .70.
   */
  readonly confidenceOf: ReadonlyMap<string, number>;
  /** Of each module that was clustered, the share of the runs, 0..1, that keep it with its context. */
  readonly agreementOf: ReadonlyMap<string, number>;
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
  dependencies: readonly Dependency[],
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
  const agreementOf = new Map(paths.map((path, node) => [path, placement.own[node] as number]));
  const held = tiesOf(contextOf, dependencies);
  return {
    agreementOf,
    confidenceOf: new Map([...agreementOf].map(([path, agreement]) => [path, agreement * held(path)])),
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

/** From this share of a module's ties on, 0..1, its context holds it. */
const majority = 0.5;

/** How well the ties of a module to modules of contexts hold it in its own: .5 where none does, 1 from half of them on. */
function tiesOf(
  contextOf: ReadonlyMap<string, string>,
  dependencies: readonly Dependency[],
): (path: string) => number {
  const ties = new Map<string, { all: number; inside: number }>();
  const count = (path: string, isInside: boolean): void => {
    const counts = ties.get(path) ?? { all: 0, inside: 0 };
    ties.set(path, { all: counts.all + 1, inside: counts.inside + (isInside ? 1 : 0) });
  };
  for (const { from, to, kinds } of dependencies) {
    const [left, right] = [contextOf.get(from), contextOf.get(to)];
    if (left === undefined || right === undefined || kinds.every((kind) => kind === 're-export')) continue;
    count(from, left === right);
    count(to, left === right);
  }
  return (path) => {
    const { all, inside } = ties.get(path) ?? { all: 0, inside: 0 };
    return all === 0 ? 1 : 0.5 + 0.5 * Math.min(1, inside / all / majority);
  };
}
