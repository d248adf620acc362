import { by, byCodeUnit } from '../../../lib/ordered.ts';

export interface SimilarityOptions {
  /** Each document keeps its most similar others, at most this many. */
  readonly neighbours: number;
  /** Least cosine of a neighbour, 0..1. */
  readonly minSimilarity: number;
  /** A term in a larger share of the documents is left out, 0..1. */
  readonly maxTermShare: number;
  /** Each document is compared by its weightiest terms, at most this many. */
  readonly maxTermsPerDocument: number;
}

export interface Similarity {
  readonly a: number;
  readonly b: number;
  /** Cosine, above 0 and at most 1. */
  readonly cosine: number;
}

/**
 * Pairs of documents with similar vocabulary: cosine of TF-IDF vectors, nearest neighbours only.
 *
 * A pair is in the result once, with `a < b`, when either is among the neighbours of the other; sorted. Time grows with the
 * sum over terms of (documents with the term)², bounded by the two limits.
 *
 * Source: G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", 1988 (1 + ln tf, ln N/df).
 */
export function similarDocuments(
  documents: readonly ReadonlyMap<string, number>[],
  options: SimilarityOptions,
): Similarity[] {
  const vectors = weigh(documents, options);
  const postings = new Map<string, [document: number, weight: number][]>();
  vectors.forEach((vector, document) => {
    for (const [term, weight] of vector) {
      const posting = postings.get(term);
      if (posting) posting.push([document, weight]);
      else postings.set(term, [[document, weight]]);
    }
  });
  const pairs = new Map<number, Similarity>();
  vectors.forEach((vector, document) => {
    for (const { other, cosine } of nearest(document, vector, postings, options)) {
      const [a, b] = document < other ? [document, other] : [other, document];
      pairs.set(a * documents.length + b, { a, b, cosine });
    }
  });
  return [...pairs.values()].sort(
    by(
      ({ a }) => a,
      ({ b }) => b,
    ),
  );
}

type Vector = readonly (readonly [term: string, weight: number])[];

/** Unit vectors of TF-IDF; a term of a single document cannot connect anything and is left out. */
function weigh(documents: readonly ReadonlyMap<string, number>[], options: SimilarityOptions): Vector[] {
  const frequency = new Map<string, number>();
  for (const document of documents) {
    for (const term of document.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  const highest = Math.max(2, options.maxTermShare * documents.length);
  return documents.map((document) => {
    const weighed: [string, number][] = [];
    for (const [term, count] of document) {
      const inDocuments = frequency.get(term) as number;
      if (inDocuments < 2 || inDocuments > highest) continue;
      weighed.push([term, (1 + Math.log(count)) * Math.log(documents.length / inDocuments)]);
    }
    weighed.sort((left, right) => right[1] - left[1] || byCodeUnit(left[0], right[0]));
    const kept = weighed.slice(0, options.maxTermsPerDocument).sort((a, b) => byCodeUnit(a[0], b[0]));
    const length = Math.sqrt(kept.reduce((sum, [, weight]) => sum + weight * weight, 0));
    return length === 0 ? [] : kept.map(([term, weight]) => [term, weight / length] as const);
  });
}

function nearest(
  document: number,
  vector: Vector,
  postings: ReadonlyMap<string, readonly (readonly [document: number, weight: number])[]>,
  { neighbours, minSimilarity }: SimilarityOptions,
): { other: number; cosine: number }[] {
  const cosines = new Map<number, number>();
  for (const [term, weight] of vector) {
    for (const [other, otherWeight] of postings.get(term) ?? []) {
      if (other !== document) cosines.set(other, (cosines.get(other) ?? 0) + weight * otherWeight);
    }
  }
  return [...cosines]
    .filter(([, cosine]) => cosine >= minSimilarity)
    .map(([other, cosine]) => ({ other, cosine }))
    .sort((a, b) => b.cosine - a.cosine || a.other - b.other)
    .slice(0, neighbours);
}
