import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../src/analyzer/judge/index.ts';
import type { Obstacle } from '../../../../src/analyzer/judge/separable.ts';
import { judge } from '../../../../src/analyzer/judge/verdict.ts';
import { emptySubject } from '../../../support/subject.ts';
import type { Analysis, Entity } from '../../../../src/model/analysis.ts';

const ids = ['a', 'b', 'c'];
const entity = (context: string): Entity => ({
  name: context.toUpperCase(),
  table: null,
  file: `${context}/0.ts`,
  line: 1,
  orm: 'typeorm',
  context,
  writers: [`${context}/0.ts`],
  readers: [],
  relations: [],
});

function subject(parts: Partial<Subject> = {}): Subject {
  const modules = ids.flatMap((id) =>
    Array.from({ length: 20 }, (_, index): Analysis['modules'][number] => ({
      path: `${id}/${index}.ts`,
      lines: 10,
      role: 'domain',
      context: id,
      confidence: 1,
      because: [],
    })),
  );
  return {
    ...emptySubject,
    modules,
    entities: ids.map(entity),
    contexts: ids.map((id) => ({ id, modules: [], confidence: 0.95 })),
    ...parts,
  };
}

const good = { stability: 0.85, randomStability: 0.45, largestShare: 0.34, sharedShare: 0.1 };
const free: readonly Obstacle[] = [];
const obstacles = (...each: (readonly Obstacle[])[]) =>
  new Map(ids.map((id, index) => [id, each[index] ?? free]));

describe('the verdict', () => {
  it('is to split when every context can leave, with the numbers that it rests on', () => {
    const verdict = judge(subject(), good, obstacles());
    expect(verdict.decision).toBe('split');
    expect(verdict.why[0]).toBe('3 of 3 contexts can leave as they are: a, b, c.');
    expect(verdict.why.join()).toContain('85 %');
    expect(verdict.wouldChangeIf).toContain('the code had fewer than 40 modules');
  });

  it('is to split some when others are held, and says by what', () => {
    const verdict = judge(subject(), good, obstacles(['transactions'], ['transactions', 'coupling']));
    expect(verdict.decision).toBe('split-some');
    expect(verdict.why.slice(0, 3)).toEqual([
      '1 of 3 contexts can leave as they are: c.',
      '2 share more than 2 transactions with others, which would become sagas: a, b.',
      '1 have more than 50 % of their references over their border: b.',
    ]);
    expect(verdict.wouldChangeIf).toHaveLength(2);
  });

  it('is to modularise first when no context can leave', () => {
    const verdict = judge(subject(), good, obstacles(['contested'], ['coupling'], ['transactions']));
    expect(verdict.decision).toBe('modularise-first');
    expect(verdict.why[0]).toBe('None of the 3 contexts can leave as it is.');
  });

  it('is to modularise first when most transactions cover more than one context', () => {
    const crossing = { file: 'a/0.ts', line: 1, entities: ['A', 'B'], contexts: ['a', 'b'] };
    const transactions = [1, 2, 3, 4].map((line) => ({
      ...crossing,
      line,
      contexts: line < 4 ? ['a', 'b'] : ['a'],
    }));
    const verdict = judge(subject({ transactions }), good, obstacles());
    expect(verdict.decision).toBe('modularise-first');
    expect(verdict.why[0]).toBe('3 of 4 transactions cover more than one context.');
  });

  it.each([
    ['there are few modules', subject({ modules: subject().modules.slice(0, 39) }), good, '39 modules'],
    ['one context owns all data', subject({ entities: [entity('a')] }), good, '1 context owns data'],
    ['noise changes the contexts as chance would', subject(), { ...good, stability: 0.5 }, 'to 50 %'],
    ['one context has nearly everything', subject(), { ...good, largestShare: 0.9 }, '90 %'],
    ['most modules are shared', subject(), { ...good, sharedShare: 0.6 }, '60 %'],
  ])('is not to split when %s', (_, given, metrics, number) => {
    const verdict = judge(given, metrics, obstacles());
    expect(verdict.decision).toBe('do-not-split');
    expect(verdict.why.join()).toContain(number);
    expect(verdict.wouldChangeIf).toHaveLength(1);
  });
});
