import { businessStems } from '../lexicon.ts';

/** The stems of each module's identifiers, words of roles left out, with how often they stand there. */
export function identifierDocuments(
  modules: readonly { readonly terms: ReadonlyMap<string, number> }[],
): Map<string, number>[] {
  const known = new Map<string, readonly string[]>();
  const stemsOf = (term: string): readonly string[] => {
    let stems = known.get(term);
    if (!stems) known.set(term, (stems = businessStems([term])));
    return stems;
  };
  return modules.map(({ terms }) => {
    const counts = new Map<string, number>();
    for (const [term, count] of terms) {
      for (const stem of stemsOf(term)) counts.set(stem, (counts.get(stem) ?? 0) + count);
    }
    return counts;
  });
}
