import { expect, it } from 'vitest';
import { stem } from '../../../../../src/analyzer/cluster/vocabulary/stem.ts';

/** Pairs from the paper's own examples. */
it.each([
  ['caresses', 'caress'],
  ['ponies', 'poni'],
  ['cats', 'cat'],
  ['agreed', 'agre'],
  ['plastered', 'plaster'],
  ['motoring', 'motor'],
  ['conflated', 'conflat'],
  ['hopping', 'hop'],
  ['filing', 'file'],
  ['happy', 'happi'],
  ['relational', 'relat'],
  ['conditional', 'condit'],
  ['digitizer', 'digit'],
  ['operator', 'oper'],
  ['hopefulness', 'hope'],
  ['formalize', 'formal'],
  ['electrical', 'electr'],
  ['revival', 'reviv'],
  ['allowance', 'allow'],
  ['adjustment', 'adjust'],
  ['adoption', 'adopt'],
  ['probate', 'probat'],
  ['rate', 'rate'],
  ['controlling', 'control'],
])('%s becomes %s', (word, expected) => {
  expect(stem(word)).toBe(expected);
});

it('makes the inflections of a business word one term', () => {
  for (const family of [
    ['order', 'orders', 'ordered', 'ordering'],
    ['price', 'prices', 'pricing', 'priced'],
    ['category', 'categories'],
    ['shipment', 'shipments'],
  ]) {
    expect(new Set(family.map(stem)).size, family.join()).toBe(1);
  }
});

it('leaves short words and words with other characters alone', () => {
  expect(['vat', 'sms', 'größe', 'oauth2'].map(stem)).toEqual(['vat', 'sms', 'größe', 'oauth2']);
});
