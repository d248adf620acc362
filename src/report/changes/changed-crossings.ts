import type { Analysis } from '../../model/analysis.ts';

/** A use of one module by another where both are in contexts, and not in the same. */
export interface Crossing {
  /** Context ids, of the using and of the used module. */
  readonly between: readonly [string, string];
  readonly from: string;
  readonly to: string;
  /** The first place of the use. */
  readonly location: string;
}

/** Crossings that are only in one of two analyses, by their two modules. */
export interface ChangedCrossings {
  /** The use is new: somebody wrote it. */
  readonly appeared: readonly Crossing[];
  /** The use is gone. */
  readonly gone: readonly Crossing[];
  /** The use was there before and crosses now: a module changed side. */
  readonly opened: readonly Crossing[];
  /** The use is still there and crosses no more. */
  readonly closed: readonly Crossing[];
}

/** Compares what crosses. `pathNow` is where a file of the earlier analysis lies now, `nameNow` what a context of it is called now. */
export function changedCrossings(
  before: Analysis,
  after: Analysis,
  pathNow: (path: string) => string,
  nameNow: (id: string) => string,
): ChangedCrossings {
  const keyBefore = ({ from, to }: Tie) => `${pathNow(from)}\n${pathNow(to)}`;
  const keyAfter = ({ from, to }: Tie) => `${from}\n${to}`;
  const [old, now] = [crossingsOf(before, nameNow), crossingsOf(after, (id) => id)];
  const [known, present] = [new Set(old.map(keyBefore)), new Set(now.map(keyAfter))];
  const [usedBefore, usedNow] = [
    new Set(before.dependencies.map(keyBefore)),
    new Set(after.dependencies.map(keyAfter)),
  ];
  const more = now.filter((crossing) => !known.has(keyAfter(crossing)));
  const fewer = old.filter((crossing) => !present.has(keyBefore(crossing)));
  return {
    appeared: more.filter((crossing) => !usedBefore.has(keyAfter(crossing))),
    gone: fewer.filter((crossing) => !usedNow.has(keyBefore(crossing))),
    opened: more.filter((crossing) => usedBefore.has(keyAfter(crossing))),
    closed: fewer.filter((crossing) => usedNow.has(keyBefore(crossing))),
  };
}

interface Tie {
  readonly from: string;
  readonly to: string;
}

function crossingsOf({ modules, dependencies }: Analysis, nameNow: (id: string) => string): Crossing[] {
  const contextOf = placedModules(modules);
  return dependencies.flatMap(({ from, to, locations: [location = from] }) => {
    const [own, other] = [contextOf.get(from), contextOf.get(to)];
    return own === undefined || other === undefined || own === other
      ? []
      : [{ between: [nameNow(own), nameNow(other)] as const, from, to, location }];
  });
}

/** The context of each module that counts as part of one, by path. */
export function placedModules(modules: Analysis['modules']): Map<string, string> {
  return new Map(
    modules.flatMap(({ path, role, context }) =>
      role === 'domain' && context !== null ? [[path, context]] : [],
    ),
  );
}
