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

/** Documents as points: those with similar vocabulary are near. */
export interface VectorSpace {
  /** The most similar of the wanted documents, the document itself left out; most similar first. */
  nearest(document: number): { other: number; cosine: number }[];
}

/**
 * Documents by the cosine of their TF-IDF vectors, the near ones being looked for among those that `isWanted` takes. Time grows with the sum over terms of (documents with the term)², bounded by the
 * limits of the options.
 *
 * Source: G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", 1988 (1 + ln tf, ln N/df).
 */
export function createVectorSpace(
  documents: readonly ReadonlyMap<string, number>[],
  options: SimilarityOptions,
  isWanted: (document: number) => boolean = () => true,
): VectorSpace {
  const vectors = weigh(documents, options);
  const postings = postingsOf(vectors, isWanted);
  const cosines = new Float64Array(documents.length);
  return {
    nearest: (document) => nearest(document, vectors[document] as Vector, postings, cosines, options),
  };
}

/**
 * Pairs of documents with similar vocabulary, nearest neighbours only: a pair is in the result once, with `a < b`, when either is
 * among the neighbours of the other; sorted.
 */
export function similarDocuments(
  documents: readonly ReadonlyMap<string, number>[],
  options: SimilarityOptions,
): Similarity[] {
  const space = createVectorSpace(documents, options);
  const pairs = new Map<number, Similarity>();
  documents.forEach((_, document) => {
    for (const { other, cosine } of space.nearest(document)) {
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

/** Where a term stands: documents in order, and its weight in each. */
interface Posting {
  readonly documents: number[];
  readonly weights: number[];
}

/** Of a term that no wanted document has. */
const nowhere: Posting = { documents: [], weights: [] };

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

function postingsOf(
  vectors: readonly Vector[],
  isWanted: (document: number) => boolean,
): Map<string, Posting> {
  const postings = new Map<string, Posting>();
  vectors.forEach((vector, document) => {
    if (!isWanted(document)) return;
    for (const [term, weight] of vector) {
      const posting = postings.get(term) ?? { documents: [], weights: [] };
      posting.documents.push(document);
      posting.weights.push(weight);
      postings.set(term, posting);
    }
  });
  return postings;
}

/** `cosines` is scratch space, all zero before and after: an array is several times faster here than a map. */
function nearest(
  document: number,
  vector: Vector,
  postings: ReadonlyMap<string, Posting>,
  cosines: Float64Array,
  { neighbours, minSimilarity }: SimilarityOptions,
): { other: number; cosine: number }[] {
  const touched: number[] = [];
  for (const [term, weight] of vector) {
    const { documents, weights } = postings.get(term) ?? nowhere;
    for (let index = 0; index < documents.length; index++) {
      const other = documents[index] as number;
      if (cosines[other] === 0) touched.push(other);
      cosines[other] = (cosines[other] as number) + weight * (weights[index] as number);
    }
  }
  const similar = touched
    .filter((other) => other !== document && (cosines[other] as number) >= minSimilarity)
    .map((other) => ({ other, cosine: Math.min(1, cosines[other] as number) }));
  for (const other of touched) cosines[other] = 0;
  return similar.sort((a, b) => b.cosine - a.cosine || a.other - b.other).slice(0, neighbours);
}
