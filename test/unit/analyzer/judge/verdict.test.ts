import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../src/analyzer/judge/index.ts';
import { judge } from '../../../../src/analyzer/judge/verdict.ts';
import type { Analysis, Entity, Finding } from '../../../../src/model/analysis.ts';

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
    modules,
    dependencies: [],
    routes: [],
    entities: ids.map(entity),
    transactions: [],
    sharedKernel: [],
    contexts: ids.map((id) => ({ id, modules: [], confidence: 0.95 })),
    ...parts,
  };
}

const good = { stability: 0.85, randomStability: 0.45, largestShare: 0.34, sharedShare: 0.1, cutShare: 0.2 };
const cycle: Finding = {
  code: 'CONTEXT_CYCLE',
  severity: 'error',
  title: '',
  locations: [],
  why: '',
  fix: '',
  numbers: { contexts: 3 },
};

describe('the verdict', () => {
  it('is to split when every criterion passes, and names every number that would change it', () => {
    const verdict = judge(subject(), good, []);
    expect(verdict.decision).toBe('split');
    expect(verdict.wouldChangeIf.length).toBeGreaterThan(5);
  });

  it.each([
    ['there are few modules', subject({ modules: subject().modules.slice(0, 39) }), good, '39 modules'],
    ['one context owns all data', subject({ entities: [entity('a')] }), good, '1 of the contexts owns data'],
    [
      'noise changes the proposal as much as chance would',
      subject(),
      { ...good, stability: 0.5 },
      '50 % against 45 %',
    ],
    ['one context has nearly everything', subject(), { ...good, largestShare: 0.9 }, '90 %'],
    ['most modules are shared', subject(), { ...good, sharedShare: 0.6 }, '60 %'],
  ])('is not to split when %s', (_, given, metrics, number) => {
    const verdict = judge(given, metrics, []);
    expect(verdict.decision).toBe('do-not-split');
    expect(verdict.why.join()).toContain(number);
    expect(verdict.wouldChangeIf).toHaveLength(verdict.why.length);
  });

  it('is to modularise first when most transactions cross', () => {
    const crossing = { file: 'a/0.ts', line: 1, entities: ['A', 'B'], contexts: ['a', 'b'] };
    const verdict = judge(subject({ transactions: [crossing] }), good, []);
    expect(verdict.decision).toBe('modularise-first');
    expect(verdict.why.join()).toContain('1 of 1 transactions');
  });

  it.each([
    ['much crosses', { ...good, cutShare: 0.5 }, []],
    ['three contexts form a cycle', good, [cycle]],
  ])('is to modularise first when %s', (_, metrics, findings) => {
    expect(judge(subject(), metrics, findings).decision).toBe('modularise-first');
  });

  it('is to split some when a context is not firm', () => {
    const contexts = ids.map((id, index) => ({ id, modules: [], confidence: index === 0 ? 0.7 : 0.95 }));
    expect(judge(subject({ contexts }), good, [])).toMatchObject({
      decision: 'split-some',
      why: ['2 of 3 contexts are firm (the runs agree on 90 % or more).'],
    });
  });
});
