import { describe, expect, it } from 'vitest';
import { filtered, sorted } from '../../../../src/page/shell/table-rows.ts';

interface Tree {
  readonly name: string;
  readonly rings: number;
}
const columns = [{ value: ({ name }: Tree) => name }, { value: ({ rings }: Tree) => rings }];
const trees: readonly Tree[] = [
  { name: 'Fig', rings: 9 },
  { name: 'banyan', rings: 80 },
  { name: 'Elm', rings: 9 },
];
const names = (rows: readonly Tree[]) => rows.map(({ name }) => name);

describe('rows of a table', () => {
  it('are found by every word in any column, whatever the case', () => {
    expect(names(filtered(trees, columns, ' FIG 9 '))).toEqual(['Fig']);
    expect(filtered(trees, columns, '')).toBe(trees);
  });

  it('are sorted as numbers or as names, and equal ones keep their order', () => {
    expect(names(sorted(trees, columns, { column: 1, isDown: true }))).toEqual(['banyan', 'Fig', 'Elm']);
    expect(names(sorted(trees, columns, { column: 0, isDown: false }))).toEqual(['banyan', 'Elm', 'Fig']);
    expect(sorted(trees, columns, { column: 7, isDown: false })).toBe(trees);
  });
});
