import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../../../src/model/analysis.ts';
import { contextUses } from '../../../../../src/page/reading/context-uses.ts';
import { moduleMatrix } from '../../../../../src/page/views/matrix/module-matrix.ts';
import { pageDocumentOf } from '../../../../../src/report/page/page-document.ts';
import { contextMap } from '../../../../../src/report/context-map.ts';
import { buildAnalysis } from '../../../../support/build-analysis.ts';
import { plannedAnalysis } from '../../../../support/planned-analysis.ts';

const use = (from: string, to: string, weight = 1): Analysis['dependencies'][number] => ({
  from,
  to,
  kinds: ['value'],
  weight,
  symbols: ['x'],
  locations: [`${from}:1`],
});
const planned = plannedAnalysis();
const [example] = planned.modules;
const module = (path: string, role: 'domain' | 'test' = 'domain') => ({
  ...(example as Analysis['modules'][number]),
  path,
  role,
  context: path.split('/')[0] ?? null,
});
const analysis = buildAnalysis({
  ...planned,
  modules: [
    module('orders/a.ts'),
    module('orders/b.ts'),
    module('orders/c.ts'),
    module('orders/c.test.ts', 'test'),
    module('users/u.ts'),
  ],
  dependencies: [
    use('orders/b.ts', 'orders/a.ts', 3),
    use('orders/a.ts', 'orders/b.ts', 1),
    use('orders/c.ts', 'orders/a.ts'),
    use('orders/c.ts', 'users/u.ts', 2),
    use('orders/c.test.ts', 'users/u.ts', 9),
    use('users/u.ts', 'orders/a.ts', 4),
  ],
});
const data = pageDocumentOf(analysis);

describe('the matrix of contexts', () => {
  it('counts what the map of every other form counts', () => {
    const between = contextUses(data)
      .filter(({ from, to }) => from !== to)
      .map(({ from, to, weight }) => [data.contexts[from]?.id, data.contexts[to]?.id, weight]);
    expect(new Set(between.map(String))).toEqual(
      new Set(contextMap(analysis).map(({ from, to, references }) => `${from},${to},${references}`)),
    );
  });

  it('has the ties behind each number', () => {
    const inside = contextUses(data).find(({ from, to }) => from === 0 && to === 0);
    expect(inside).toMatchObject({ weight: 5 });
    expect(inside?.ties).toHaveLength(3);
  });
});

describe('the matrix of modules', () => {
  const paths = (contexts: readonly number[]) =>
    moduleMatrix(data, contexts).modules.map((number) => data.names[number]);

  it('orders the modules of a context by layers, and leaves tests out', () => {
    expect(paths([0])).toEqual(['orders/c.ts', 'orders/b.ts', 'orders/a.ts']);
  });

  it('finds cycles and what points back', () => {
    const { back, cycles } = moduleMatrix(data, [0]);
    expect(cycles).toEqual([[1, 2]]);
    expect(back.map(({ row, column }) => [row, column])).toEqual([[2, 1]]);
  });

  it('holds two contexts against each other, each in its block', () => {
    const { blocks, rows } = moduleMatrix(data, [0, 1]);
    expect(paths([0, 1])).toEqual(['orders/c.ts', 'orders/b.ts', 'orders/a.ts', 'users/u.ts']);
    expect(blocks).toEqual([
      { context: 0, start: 0 },
      { context: 1, start: 3 },
    ]);
    expect(rows.map((columns) => [...columns.keys()].toSorted((a, b) => a - b))).toEqual([
      [2, 3],
      [2],
      [1],
      [2],
    ]);
  });
});
