import { expect, test } from 'vitest';
import { interned, literal } from '../../../../../src/analyzer/discover/source/interned.ts';

const texts = ['', 'place', 'constructor', '__proto__', 'x'.repeat(65)];

test('a text stays what it is, the first time, again and when it is too long to be kept', () => {
  for (const text of texts) {
    expect(interned(text)).toBe(text);
    expect(interned(`${text.slice(0, 1)}${text.slice(1)}`)).toBe(text);
  }
});

test('a literal has its value, whatever was read before it', () => {
  for (const value of [...texts, 0, '0', 1.5, true, false, null, 'null']) {
    expect(literal(value)).toEqual({ kind: 'literal', value });
    expect(literal(value)).toEqual({ kind: 'literal', value });
  }
});
