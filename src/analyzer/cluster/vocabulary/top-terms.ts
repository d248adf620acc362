import { by } from '../../../lib/ordered.ts';
import { businessStems } from '../lexicon.ts';

const maxTerms = 8;

/** The words that each group of modules uses much and the other groups use little; the weightiest first. */
export function topTerms(
  groups: readonly (readonly string[])[],
  termsOf: ReadonlyMap<string, ReadonlyMap<string, number>>,
): string[][] {
  const counts = groups.map((paths) => {
    const sum = new Map<string, number>();
    for (const path of paths) {
      for (const [term, count] of termsOf.get(path) ?? []) sum.set(term, (sum.get(term) ?? 0) + count);
    }
    return sum;
  });
  const inGroups = new Map<string, number>();
  for (const group of counts)
    for (const term of group.keys()) inGroups.set(term, (inGroups.get(term) ?? 0) + 1);
  return counts.map((group) => {
    const weighed = [...group]
      .filter(([term]) => businessStems([term]).length > 0)
      .map(([term, count]) => {
        const rarity = Math.log((1 + groups.length) / (inGroups.get(term) as number));
        return { term, weight: (1 + Math.log(count)) * rarity };
      });
    weighed.sort(
      by(
        ({ weight }) => -weight,
        ({ term }) => term,
      ),
    );
    return weighed.slice(0, maxTerms).map(({ term }) => term);
  });
}
