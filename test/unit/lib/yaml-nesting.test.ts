import { parseDocument } from 'yaml';
import { describe, expect, it } from 'vitest';
import { mayBeTooDeep } from '../../../src/lib/yaml-nesting.ts';

const levels = (count: number, level: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => level(index)).join('');

describe('a text of YAML may be too deep', () => {
  it.each([
    ['lists in brackets', '['],
    ['maps in braces', '{a: '],
    ['lists on one line', '- '],
    ['keys that are maps', '? '],
  ])('by %s', (_, level) => {
    expect(mayBeTooDeep(level.repeat(100_000))).toBe(true);
    expect(mayBeTooDeep(level.repeat(50))).toBe(false);
  });

  it('by maps below each other', () => {
    const map = (depth: number) => levels(depth, (index) => `${' '.repeat(index)}a:\n`);
    expect(mayBeTooDeep(map(2_000))).toBe(true);
    expect(mayBeTooDeep(map(50))).toBe(false);
  });

  it('but not by its length', () => {
    const wide = `routes:\n${levels(5_000, (index) => `  - {path: "/a/[${index}]", tags: [a, b]}\n    # - - -\n`)}`;
    expect(mayBeTooDeep(wide)).toBe(false);
    expect(parseDocument(wide).errors).toEqual([]);
  });
});
