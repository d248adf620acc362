const words = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\p{L}+/gu;

/** More identifiers than this are forgotten all at once. */
const maxKnown = 200_000;
/** Terms of identifiers: the same ones come back in file after file. */
const known = new Map<string, readonly string[]>();

/** Identifiers split at case changes, digits and underscores into lower-case terms of two letters and more, with counts. */
export function toTerms(identifiers: ReadonlyMap<string, number>): Map<string, number> {
  const counts = new Map<string, number>();
  identifiers.forEach((count, identifier) => {
    const terms = termsOf(identifier);
    for (let i = 0; i < terms.length; i++) {
      const term = terms[i] as string;
      counts.set(term, (counts.get(term) ?? 0) + count);
    }
  });
  const sorted = new Map<string, number>();
  for (const term of [...counts.keys()].sort()) sorted.set(term, counts.get(term) as number);
  return sorted;
}

function termsOf(identifier: string): readonly string[] {
  const found = known.get(identifier);
  if (found) return found;
  const terms = (identifier.match(words) ?? [])
    .filter((word) => word.length > 1)
    .map((word) => word.toLowerCase());
  if (known.size >= maxKnown) known.clear();
  known.set(identifier, terms);
  return terms;
}
