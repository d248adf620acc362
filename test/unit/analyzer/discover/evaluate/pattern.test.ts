import { expect, test } from 'vitest';
import { isMatchable, safePattern } from '../../../../../src/analyzer/discover/evaluate/pattern.ts';

test.each(['^index\\.(?:ts|js)$', '[a-z]+-\\d+', '(?:\\.d)?\\.ts$', '\\*+', 'a.*b.*c'])(
  '%s is used',
  (source) => {
    expect(safePattern(source)?.source).toBe(source);
  },
);

test.each([
  ['a repeated group that repeats', '(a+)+$'],
  ['a repeated choice', '(?:a|a)*$'],
  ['a counted group', '(a?){50}a{50}'],
  ['many repetitions', '.*.*.*.*x'],
  ['a long pattern', 'a'.repeat(101)],
  ['no pattern at all', '('],
])('%s is not', (_, source) => {
  expect(safePattern(source)).toBeNull();
});

test('the slowest pattern that is used ends on the longest text', () => {
  const slowest = safePattern('^(?=.)a*a*a*$') as RegExp;
  const text = `${'a'.repeat(199)}b`;
  expect(isMatchable(text)).toBe(true);
  expect(isMatchable(`${text}b`)).toBe(false);
  expect(slowest.test(text)).toBe(false);
});
