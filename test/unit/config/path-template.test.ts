import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../../src/config/path-template.ts';

const variants = (template: string): string[] | string => {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return parsed.reason;
  return parsed.variants.map((variant) =>
    variant
      .map(({ kind, text }) => `/${kind === 'parameter' ? ':' : kind === 'splat' ? '*' : ''}${text}`)
      .join(''),
  );
};

describe('parseTemplate', () => {
  it('reads text, parameters and a splat', () => {
    expect(variants('/')).toEqual(['/']);
    expect(variants('/api/orders/:id/items/*rest')).toEqual(['/api/orders/:id/items/*rest']);
    expect(variants('/a/')).toEqual(['/a/']);
    expect(variants('/a.b/~c/%3Ad/é')).toEqual(['/a.b/~c/%3Ad/é']);
  });

  it('expands optional groups, the longest first', () => {
    expect(variants('/a{/:b}')).toEqual(['/a/:b', '/a']);
    expect(variants('/a{/b/c}{/:d}')).toEqual(['/a/b/c/:d', '/a/:d', '/a/b/c', '/a']);
    expect(variants('{/:lang}')).toEqual(['/:lang', '/']);
  });

  it.each([
    ['', 'start with'],
    ['a', 'start with'],
    ['//', 'empty segment'],
    ['/a//b', 'empty segment'],
    ['{/abc/}', 'enclose whole segments'],
    ['/a{/}', 'enclose whole segments'],
    ['/a{b}', 'enclose whole segments'],
    ['/a{/b', 'enclose whole segments'],
    ['/a{/b{/c}}', 'enclose whole segments'],
    ['/{expr}/b', 'enclose whole segments'],
    ['/a{/b}{/c}{/d}{/e}{/f}', 'more than 4'],
    ['/:', 'and a name'],
    ['/:id?', 'and a name'],
    ['/:id(\\d+)', 'and a name'],
    ['/:a-:b', 'and a name'],
    ['/*', 'and a name'],
    ['/*a/b', 'must be the last'],
    ['/a{/*b}/c', 'must be the last'],
    ['/a:b', 'special meaning'],
    ['/a*', 'special meaning'],
    ['/a b', 'special meaning'],
    ['/a\nb', 'special meaning'],
    ['/(a|b)', 'special meaning'],
    ['/a?b', 'special meaning'],
    ['/..', 'dot segment'],
    ['/%2e%2e', 'dot segment'],
    ['/a%2fb', 'encoded separator'],
    ['/a%', 'invalid escape'],
  ])('refuses %j', (template, reason) => {
    expect(variants(template)).toContain(reason);
  });
});
