import { describe, expect, test } from 'vitest';
import { parseSource } from '../../../../../src/project/index.ts';
import { detached, exact } from '../../../../../src/analyzer/discover/source/settle.ts';
import { readCode } from '../../../../../src/analyzer/discover/source/read-code.ts';

describe('lists without room to grow', () => {
  test('hold the same items and are another list', () => {
    const grown = [1, 2, 3];
    const settled = exact(grown);
    grown.push(4);
    expect(settled).toEqual([1, 2, 3]);
  });

  test('are one list where they are empty, which nobody can fill by mistake', () => {
    const empty = exact<number>([]);
    expect(exact<string>([])).toBe(empty);
    expect(() => empty.push(1)).toThrow(TypeError);
  });

  test('a name that is assigned after its scope closed holds every value, in order', () => {
    const text = 'let port = 1; function open() { port = 2; } port = 3;';
    const parsed = parseSource('a.ts', text);
    if ('failure' in parsed) throw new Error(parsed.failure.message);
    const { variables, functions } = readCode('a.ts', text, parsed);
    const values = variables.get('port')?.values.map((each) => ('value' in each ? each.value : null));
    expect(values).toEqual([1, 2, 3]);
    expect(functions.map(({ name, steps }) => [name, steps.length])).toEqual([
      ['<module>', 2],
      ['open', 1],
    ]);
  });
});

test('a detached part is the same text, also where it starts within a character of two units', () => {
  const source = 'x'.repeat(50) + '\u{1F333} banyan';
  for (const start of [0, 49, 50, 51, 52]) expect(detached(source.slice(start))).toBe(source.slice(start));
  expect(detached('')).toBe('');
});
