import { describe, expect, it } from 'vitest';
import { hrefOf, parsePlace } from '../../../../src/page/shell/place.ts';

describe('the address of a place', () => {
  it('says the view and what is chosen in it', () => {
    const { view, parameters } = parsePlace('#/map?at=module%3Aa%3F.ts&open=orders');
    expect(view).toBe('map');
    expect(Object.fromEntries(parameters)).toEqual({ at: 'module:a?.ts', open: 'orders' });
  });

  it.each(['<img onerror>', '__proto__', '?a=b&c#d', '\u2028 \u202e %41', ''])(
    'keeps %j as it is',
    (text) => {
      expect(parsePlace(hrefOf('map', { at: text })).parameters.get('at') ?? '').toBe(text);
    },
  );

  it('is the first view where nothing is said', () => {
    for (const hash of ['', '#', '#/']) expect(parsePlace(hash).view).toBe('');
    expect(hrefOf('map', { at: null, open: '' })).toBe('#/map');
  });
});
