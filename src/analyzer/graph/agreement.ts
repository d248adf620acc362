import { communityCount, type Partition } from './partition.ts';

/**
 * Adjusted mutual information of two partitions of the same nodes: 1 when they are equal, about 0 when they agree no more
 * than chance would have it, which makes partitions with different numbers of communities comparable.
 *
 * Normalised by the mean of both entropies. Two partitions without any structure (one community, or all singletons)
 * agree fully. O(nodes + distinct community sizes²·size) time.
 *
 * Source: N. X. Vinh, J. Epps, J. Bailey, "Information Theoretic Measures for Clusterings Comparison", JMLR 11, 2010.
 */
export function adjustedMutualInformation(a: Partition, b: Partition): number {
  const nodes = a.length;
  const sizesA = sizes(a);
  const sizesB = sizes(b);
  const mutual = mutualInformation(a, b, sizesA, sizesB);
  const expected = expectedMutualInformation(sizesA, sizesB, nodes);
  const mean = (entropy(sizesA, nodes) + entropy(sizesB, nodes)) / 2;
  return mean - expected < 1e-12 ? 1 : (mutual - expected) / (mean - expected);
}

/** Each partition is compared with so many that follow it in the list, around its end. */
const comparisons = 3;

/** Mean agreement of pairs of partitions; 1 for fewer than two. */
export function meanAgreement(partitions: readonly Partition[]): number {
  let sum = 0;
  let pairs = 0;
  const distances = Math.min(comparisons, Math.floor(partitions.length / 2));
  partitions.forEach((partition, index) => {
    for (let distance = 1; distance <= distances; distance++) {
      const other = partitions[(index + distance) % partitions.length] as Partition;
      sum += adjustedMutualInformation(partition, other);
      pairs++;
    }
  });
  return pairs === 0 ? 1 : sum / pairs;
}

function sizes(partition: Partition): number[] {
  const counts = Array.from({ length: communityCount(partition) }, () => 0);
  for (const label of partition) (counts[label] as number)++;
  return counts;
}

function entropy(counts: readonly number[], nodes: number): number {
  return counts.reduce((sum, count) => sum - (count / nodes) * Math.log(count / nodes), 0);
}

function mutualInformation(
  a: Partition,
  b: Partition,
  sizesA: readonly number[],
  sizesB: readonly number[],
): number {
  const nodes = a.length;
  const joint = new Map<number, number>();
  a.forEach((label, node) => {
    const cell = label * sizesB.length + (b[node] as number);
    joint.set(cell, (joint.get(cell) ?? 0) + 1);
  });
  let sum = 0;
  for (const [cell, both] of joint) {
    const sizeA = sizesA[Math.floor(cell / sizesB.length)] as number;
    const sizeB = sizesB[cell % sizesB.length] as number;
    sum += (both / nodes) * Math.log((both * nodes) / (sizeA * sizeB));
  }
  return sum;
}

/** Over random partitions with the same sizes (hypergeometric model); equal sizes are computed once. */
function expectedMutualInformation(
  sizesA: readonly number[],
  sizesB: readonly number[],
  nodes: number,
): number {
  const logFactorial = logFactorials(nodes);
  const log = (n: number): number => logFactorial[n] as number;
  let sum = 0;
  for (const [sizeA, timesA] of histogram(sizesA)) {
    for (const [sizeB, timesB] of histogram(sizesB)) {
      const fixed = log(sizeA) + log(sizeB) + log(nodes - sizeA) + log(nodes - sizeB) - log(nodes);
      for (let both = Math.max(1, sizeA + sizeB - nodes); both <= Math.min(sizeA, sizeB); both++) {
        const chance = Math.exp(
          fixed - log(both) - log(sizeA - both) - log(sizeB - both) - log(nodes - sizeA - sizeB + both),
        );
        sum += timesA * timesB * chance * (both / nodes) * Math.log((both * nodes) / (sizeA * sizeB));
      }
    }
  }
  return sum;
}

function histogram(values: readonly number[]): [value: number, times: number][] {
  const times = new Map<number, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return [...times].sort(([a], [b]) => a - b);
}

let cachedLogFactorials = new Float64Array([0]);

/** `result[n] = ln(n!)`; grows one table that all calls share. */
function logFactorials(upTo: number): Float64Array {
  if (cachedLogFactorials.length <= upTo) {
    const table = new Float64Array(upTo + 1);
    for (let n = 1; n <= upTo; n++) table[n] = (table[n - 1] as number) + Math.log(n);
    cachedLogFactorials = table;
  }
  return cachedLogFactorials;
}
