import { array, assert, constantFrom, property, uniqueArray } from 'fast-check';
import { expect, it } from 'vitest';
import { pathsMeantBy } from '../../../src/lib/path-patterns.ts';
import { patternRegex } from '../../../src/lib/pattern-regex.ts';

const name = constantFrom('a', 'b.ts', 'a-b', 'x+y', '(g)', '[id].ts', 'ab');
const path = array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const part = constantFrom(
  'a',
  'b.ts',
  'a-b',
  'x+y',
  '(g)',
  '[id].ts',
  '*',
  '**',
  'a*',
  'a**',
  '*.ts',
  '?b',
  '{a,b.ts}',
  '{a,*}',
);
const pattern = array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));

it('a regular expression means the paths that its pattern means', () => {
  assert(
    property(pattern, uniqueArray(path, { minLength: 1, maxLength: 30 }), (text, paths) => {
      const regex = new RegExp(patternRegex(text));
      const known = new Set(paths);
      // A pattern that is a path means it alone.
      const expected = [...pathsMeantBy([text], paths).meant].sort();
      const found = known.has(text) ? [text] : paths.filter((each) => regex.test(each)).sort();
      expect(found).toEqual(expected);
    }),
    { seed: 20_261_121, numRuns: 3_000 },
  );
});
