import { expect, it } from 'vitest';
import { matchesGlob } from '../../../src/lib/glob.ts';

it.each([
  ['src/*.ts', 'src/a.ts', true],
  ['src/*.ts', 'src/a/b.ts', false],
  ['src/**/*', 'src/a/b.ts', true],
  ['src/**/*', 'src/b.ts', true],
  ['**/test/**', 'a/test/b/c', true],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['packages/{api,web}/*', 'packages/web/x', true],
  ['packages/{api,web}/*', 'packages/lib/x', false],
  ['**/a/**/a/**/b', 'a/x/a/y/b', true],
  ['*a*b*', 'xxaxxbxx', true],
  ['*a*b*', 'xxbxxaxx', false],
])('%s on %s is %s', (pattern, path, expected) => {
  expect(matchesGlob(pattern, path)).toBe(expected);
});

it('no pattern is slow', () => {
  const path = `${'a/'.repeat(400)}c`;
  expect(matchesGlob('**/a/'.repeat(180) + 'b', path)).toBe(false);
  expect(matchesGlob(`${'*a'.repeat(400)}b`, 'a'.repeat(10_000))).toBe(false);
  expect(matchesGlob('{a,b}'.repeat(190), 'a')).toBe(false);
  expect(matchesGlob('a'.repeat(10_000), 'a'.repeat(10_000))).toBe(false);
});
