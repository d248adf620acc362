import { expect, test } from 'vitest';
import { interned } from '../../../../../src/analyzer/discover/source/interned.ts';

test('a text stays what it is, the first time, again and when it is too long to be kept', () => {
  for (const text of ['', 'place', 'constructor', '__proto__', 'x'.repeat(65)]) {
    expect(interned(text)).toBe(text);
    expect(interned([...text].join(''))).toBe(text);
  }
});
