import { expect, test } from 'vitest';
import { agreementOf } from '../../../scripts/evaluate/partitions.ts';

const clusters = (labels: string) => new Map(labels.split('').map((label, index) => [`f${index}`, label]));

test('a proposal that only names the groups otherwise agrees fully', () => {
  expect(agreementOf(clusters('aabbcc'), clusters('xxyyzz'))).toEqual({ files: 6, ari: 1, mojoFm: 100 });
});

test('one group in two parts costs one join, and the pairs between them', () => {
  // Pairs together: 4 in both, 4 in the proposal, 6 in the truth, of 15.
  const { ari, mojoFm } = agreementOf(clusters('aabccc'), clusters('xxxyyy'));
  expect(ari).toBeCloseTo((4 - (4 * 6) / 15) / (5 - (4 * 6) / 15));
  expect(mojoFm).toBeCloseTo(100 * (1 - 1 / 4));
});

test('everything in one group and everything alone say nothing', () => {
  expect(agreementOf(clusters('aaaaaa'), clusters('xxyyzz')).ari).toBe(0);
  expect(agreementOf(clusters('abcdef'), clusters('xxyyzz')).ari).toBe(0);
});

test('files that only one of both knows do not count', () => {
  const proposed = new Map([...clusters('aabb'), ['other', 'a']]);
  expect(agreementOf(proposed, clusters('xxyy')).files).toBe(4);
});
