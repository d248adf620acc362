import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../src/lib/linear-pattern/linear-pattern.ts';

const atom = fc.constantFrom(
  'a',
  'b',
  'A',
  '/',
  '.',
  '[ab]',
  '[^a]',
  '[a-c/]',
  String.raw`\d`,
  String.raw`\W`,
  '[^\\d]',
  'é',
);
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,3}', '{0,2}', '{2,}');
const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  pattern: fc
    .array(fc.array(tie('part'), { maxLength: 3 }), { minLength: 1, maxLength: 2 })
    .map((options) => options.map((parts) => parts.join('')).join('|')),
  part: fc
    .tuple(
      fc.oneof(
        { depthSize: 'small' },
        atom,
        atom,
        fc.tuple(fc.constantFrom('(', '(?:'), tie('pattern')).map(([open, inside]) => `${open}${inside})`),
      ),
      quantifier,
    )
    .map(([inside, count]) => inside + count),
}));
const text = fc
  .array(fc.constantFrom('a', 'b', 'c', 'A', '/', '1', 'é', '\u4e2d', '\n'), { maxLength: 8 })
  .map((parts) => parts.join(''));

describe('a linear pattern', () => {
  it("matches the texts that the engine's own regular expressions match as a whole", () => {
    let [matched, refused] = [0, 0];
    const runs = 1000;
    fc.assert(
      fc.property(
        pattern,
        fc.array(text, { minLength: 10, maxLength: 10 }),
        fc.boolean(),
        (source, texts, ignoreCase) => {
          const compiled = compilePattern(source, { ignoreCase });
          if (!compiled.ok) {
            expect(compiled.reason).toMatch(/too (?:large|complicated)|longer/);
            refused++;
            return;
          }
          const oracle = new RegExp(`^(?:${source.replaceAll('.', '[^\\n]')})$`, ignoreCase ? 'i' : '');
          for (const each of texts) {
            const compared = ignoreCase ? each.toLowerCase() : each;
            const expected = oracle.test(compared);
            if (expected) matched++;
            expect(compiled.pattern.matches(compared), `${source} on ${JSON.stringify(compared)}`).toBe(
              expected,
            );
          }
        },
      ),
      { numRuns: runs, seed: 11 },
    );
    expect(matched).toBeGreaterThan(runs / 2);
    expect(refused).toBeLessThan(runs / 5);
  });
});
