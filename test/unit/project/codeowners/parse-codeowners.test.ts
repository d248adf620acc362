import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesOwnerPattern, parseOwnerPattern } from '../../../../src/project/codeowners/owner-pattern.ts';
import { ownersOf, parseCodeOwners } from '../../../../src/project/codeowners/parse-codeowners.ts';

const owners = (text: string, path: string) => ownersOf(parseCodeOwners(text), path);
const means = (pattern: string, path: string) => matchesOwnerPattern(parseOwnerPattern(pattern), path);

describe('a pattern of CODEOWNERS', () => {
  it.each([
    ['*', 'a/b.ts'],
    ['*.ts', 'a/b.ts'],
    ['/build/logs/', 'build/logs/x/y.log'],
    ['docs/*', 'docs/start.md'],
    ['apps/', 'deep/apps/x/y.ts'],
    ['/docs', 'docs/a/b.md'],
    ['**/logs', 'build/deep/logs/x.log'],
    ['/a/**/z.ts', 'a/z.ts'],
    ['/a/**/z.ts', 'a/b/c/z.ts'],
    ['a/b?.ts', 'a/b1.ts'],
    ['src/or*rs/*.ts', 'src/orders/a.ts'],
    ['with\\ space/x.ts', 'with space/x.ts'],
    ['/src/**', 'src/a/b.ts'],
  ])('%s means %s', (pattern, path) => expect(means(pattern, path)).toBe(true));

  it.each([
    ['*.ts', 'a/b.tsx'],
    ['/build/logs/', 'x/build/logs/y.log'],
    ['docs/*', 'docs/deep/start.md'],
    ['docs/*', 'x/docs/start.md'],
    ['apps/', 'apps'],
    ['/*', 'a/b.ts'],
    ['src/orders', 'src/orders.ts'],
    ['a/b?.ts', 'a/b/.ts'],
  ])('%s does not mean %s', (pattern, path) => expect(means(pattern, path)).toBe(false));

  it('agrees with a search through all readings', () => {
    const part = fc.constantFrom('a', 'b', '*', 'a*', '*b', '**');
    const name = fc.constantFrom('a', 'b', 'ab', 'ba');
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 5 }),
        fc.array(name, { minLength: 1, maxLength: 5 }),
        (parts, names) => {
          fc.pre(parts.at(-1) !== '**');
          expect(means(`/${parts.join('/')}`, names.join('/'))).toBe(slowly(parts, names));
        },
      ),
      { seed: 5, numRuns: 2_000 },
    );
  });

  it('takes time in proportion to its length, whatever it is', () => {
    expect(means('*a'.repeat(5_000), 'a'.repeat(5_000))).toBe(true);
    expect(means(`${'*a'.repeat(5_000)}b`, 'a'.repeat(5_000))).toBe(false);
  });
});

/** By definition: a star is any text of a name, two are any folders; the end may be a folder around the file. */
function slowly(parts: readonly string[], names: readonly string[]): boolean {
  const isMatch = (from: number, at: number): boolean => {
    if (from === parts.length) return at === names.length || parts.at(-1) !== '*';
    if (parts[from] === '**') return names.slice(at).some((_, skip) => isMatch(from + 1, at + skip));
    const pattern = new RegExp(`^${(parts[from] as string).replaceAll('*', '[^/]*')}$`);
    return at < names.length && pattern.test(names[at] as string) && isMatch(from + 1, at + 1);
  };
  return isMatch(0, 0);
}

describe('CODEOWNERS', () => {
  it('gives a path to the owners of the last rule that means it; a rule without owners takes it away', () => {
    const text = '# all\n* @org/all\n/src/ @org/dev @ann # both\n/src/generated/\n';
    expect(owners(text, 'README.md')).toEqual(['@org/all']);
    expect(owners(text, 'src/a.ts')).toEqual(['@org/dev', '@ann']);
    expect(owners(text, 'src/generated/a.ts')).toEqual([]);
  });

  it('adds up the sections of GitLab, with their default owners and exclusions', () => {
    const text = '* @all\n[Api][2] @api\nsrc/\n!src/legacy/\n^[Docs]\n*.md @docs\n[API]\n/src/pay/ @pay\n';
    expect(owners(text, 'src/a.ts')).toEqual(['@all', '@api']);
    expect(owners(text, 'src/pay/a.ts')).toEqual(['@all', '@pay']);
    expect(owners(text, 'src/legacy/a.md')).toEqual(['@all', '@docs']);
  });

  it('shows of an address only its domain', () => {
    expect(owners('* ann@example.com @@maintainer', 'a')).toEqual(['*@example.com', '@@maintainer']);
  });

  it('says which lines name no owner', () => {
    expect(parseCodeOwners('* @a\n* nobody\n!\n').unread).toEqual([2, 3]);
  });
});
