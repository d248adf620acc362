import type { Difference } from './difference.ts';

/** What asking again made of a difference. */
export interface Settled {
  readonly difference: Difference;
  /**
   * `persistent`: the monolith agreed with itself each time, and the service disagreed at first and at last. `passing`: so did the monolith, but at last they
   * agreed (a replica that lagged). `noise`: the monolith disagreed with itself, so the field says nothing here.
   */
  readonly result: 'persistent' | 'passing' | 'noise';
  /** How often the service disagreed, of all times it was asked; 0 for noise. */
  readonly disagreements: number;
}

/**
 * Says of each difference of the first pair of answers what became of it.
 *
 * `crossDifferences`: of each pair monolith/service, the first pair first; `selfDifferences`: of the monolith's first answer with each later one of its own. Both sides are asked
 * equally often, and alternately, so that neither is always the later one.
 */
export function settle(
  crossDifferences: readonly (readonly Difference[])[],
  selfDifferences: readonly (readonly Difference[])[],
): readonly Settled[] {
  const isIn = (list: readonly Difference[], { field, kind }: Difference): boolean =>
    list.some((other) => other.field === field && other.kind === kind);
  return distinct(crossDifferences[0] ?? []).map((difference) => {
    if (selfDifferences.some((list) => isIn(list, difference)))
      return { difference, result: 'noise', disagreements: 0 };
    const disagreements = crossDifferences.filter((list) => isIn(list, difference)).length;
    const isLast = isIn(crossDifferences.at(-1) ?? [], difference);
    return { difference, result: isLast ? 'persistent' : 'passing', disagreements };
  });
}

/** One difference for each field and kind: the first. */
function distinct(differences: readonly Difference[]): readonly Difference[] {
  const seen = new Map<string, Difference>();
  for (const difference of differences) {
    const key = `${difference.kind} ${difference.field}`;
    if (!seen.has(key)) seen.set(key, difference);
  }
  return [...seen.values()];
}
