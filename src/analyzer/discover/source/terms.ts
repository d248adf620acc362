import { byCodeUnit } from '../../../lib/ordered.ts';

const words = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\p{L}+/gu;

/** Identifiers split at case changes, digits and underscores into lower-case terms of two letters and more, with counts. */
export function toTerms(identifiers: ReadonlyMap<string, number>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [identifier, count] of identifiers) {
    for (const [word] of identifier.matchAll(words)) {
      if (word.length < 2) continue;
      const term = word.toLowerCase();
      counts.set(term, (counts.get(term) ?? 0) + count);
    }
  }
  return new Map([...counts].sort(([a], [b]) => byCodeUnit(a, b)));
}
