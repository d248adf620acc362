import { describe, expect, it } from 'vitest';
import { adjustedMutualInformation, meanAgreement } from '../../../../src/analyzer/graph/agreement.ts';
import { canonical } from '../../../../src/analyzer/graph/partition.ts';
import { createRandom } from '../../../../src/analyzer/graph/random.ts';

const random = createRandom(7);
const randomPartition = (nodes: number, communities: number) =>
  canonical(Array.from({ length: nodes }, () => random.below(communities)));

/** Expected mutual information by the definition: the mean over all relabelled shuffles, sampled. */
function sampledAmi(a: Int32Array, b: Int32Array, samples: number): number {
  const mutual = (x: Int32Array, y: Int32Array): number => {
    let sum = 0;
    for (const i of new Set(x)) {
      for (const j of new Set(y)) {
        const both = x.filter((label, node) => label === i && y[node] === j).length / x.length;
        const left = x.filter((label) => label === i).length / x.length;
        const right = y.filter((label) => label === j).length / y.length;
        if (both > 0) sum += both * Math.log(both / (left * right));
      }
    }
    return sum;
  };
  let expected = 0;
  for (let sample = 0; sample < samples; sample++) {
    const shuffled = [...b].map((label) => ({ label, key: random.next() })).sort((x, y) => x.key - y.key);
    expected +=
      mutual(
        a,
        Int32Array.from(shuffled, ({ label }) => label),
      ) / samples;
  }
  const mean = (mutual(a, a) + mutual(b, b)) / 2;
  return (mutual(a, b) - expected) / (mean - expected);
}

describe('adjusted mutual information', () => {
  it('is 1 for equal partitions, whatever their labels', () => {
    const partition = randomPartition(40, 5);
    expect(adjustedMutualInformation(partition, canonical(partition.map((label) => 9 - label)))).toBeCloseTo(
      1,
    );
  });

  it('is about 0 for partitions that have nothing to do with each other', () => {
    expect(
      Math.abs(adjustedMutualInformation(randomPartition(2000, 8), randomPartition(2000, 8))),
    ).toBeLessThan(0.01);
  });

  it('agrees with an expectation taken from shuffles', () => {
    const a = randomPartition(24, 3);
    const b = canonical(a.map((label, node) => (node % 4 === 0 ? node % 3 : label)));
    expect(adjustedMutualInformation(a, b)).toBeCloseTo(sampledAmi(a, b, 400), 1);
  });

  it('is 1 between partitions without structure', () => {
    expect(adjustedMutualInformation(canonical([0, 0, 0]), canonical([0, 0, 0]))).toBe(1);
  });

  it('has a mean of 1 over fewer than two partitions', () => {
    expect(meanAgreement([])).toBe(1);
    expect(meanAgreement([canonical([0, 1])])).toBe(1);
  });
});
