import { describe, expect, it } from 'vitest';
import type { Crossings } from '../../../../src/analyzer/judge/crossings.ts';
import type { Subject } from '../../../../src/analyzer/judge/index.ts';
import type { Obstacle } from '../../../../src/analyzer/judge/separable.ts';
import { judge as judgeWith } from '../../../../src/analyzer/judge/verdict.ts';
import { buildRoute } from '../../../support/build-analysis.ts';
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
      lines: 30,
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
    routes: [buildRoute('GET /a', { context: 'a' })],
    contexts: ids.map((id) => ({ id, modules: [], confidence: 0.95 })),
    ...parts,
  };
}

function short(): Subject['modules'] {
  return subject().modules.map((module) => ({ ...module, lines: 10 }));
}

/** Contexts of so many files. */
function slices(files: number): Subject['modules'] {
  return subject().modules.map((module, index) => ({
    ...module,
    context: `slice${Math.floor(index / files)}`,
  }));
}

/** Each context as parts of five files. */
function inParts(): Subject['modules'] {
  return subject().modules.map((module, index) => ({
    ...module,
    part: {
      file: `${module.context}${index % 5}.ts`,
      symbol: `part${index}`,
      line: index + 1,
      endLine: index + 1,
    },
  }));
}

/** Every context writes the table of `a` together with its own. */
function boundToOneTable(): Subject {
  const entities = ids.map(entity).map((each) => ({
    ...each,
    writers: each.name === 'A' ? ids.map((id) => `${id}/0.ts`) : each.writers,
  }));
  const transactions = [1, 2, 3, 4, 5].map((line) => ({
    file: `${ids[line % 3]}/0.ts`,
    line,
    entities: ['A', 'B'],
    contexts: ['a', 'b'],
  }));
  return subject({ entities, transactions });
}

const good = {
  stability: 0.85,
  randomStability: 0.45,
  largestShare: 0.34,
  sharedShare: 0.1,
  leastCutShare: 0.2,
};
const apart: Crossings = { inside: new Map(), between: [] };
const judge = (
  given: Subject,
  metrics: Readonly<Record<string, number>>,
  held: ReadonlyMap<string, readonly Obstacle[]>,
) => judgeWith(given, metrics, held, apart);
const free: readonly Obstacle[] = [];
const obstacles = (...each: (readonly Obstacle[])[]) =>
  new Map(ids.map((id, index) => [id, each[index] ?? free]));

describe('the verdict', () => {
  it('does not count the owners of a single known entity, since most likely the others are not seen', () => {
    expect(judge(subject({ entities: [entity('a')] }), good, obstacles()).decision).toBe('split');
  });

  it('says that nothing is known of shared data where hardly any entity was found', () => {
    const { guidance } = judge(subject({ entities: [] }), good, obstacles());
    expect(guidance?.[0]).toContain('nothing is said about data');
  });

  it('looks at lines where the files are few and long', () => {
    const parts = inParts();
    expect(judge(subject({ modules: parts }), good, obstacles()).why[0]).toContain(
      '15 files of the business',
    );
    const modules = parts.map((module) => ({ ...module, lines: 200 }));
    expect(judge(subject({ modules }), good, obstacles()).decision).toBe('split');
  });

  it('is to split when every context can leave, with the numbers that it rests on', () => {
    const verdict = judge(subject(), good, obstacles());
    expect(verdict.decision).toBe('split');
    expect(verdict.why[0]).toBe(
      '3 of 3 contexts can leave as they are, with 100 % of the business: a, b, c.',
    );
    expect(verdict.why.join()).toContain('85 %');
    expect(verdict.wouldChangeIf).toContain('the business had fewer than 40 files or 1000 lines');
  });

  it('is to split some when others are held, and says by what', () => {
    const verdict = judge(subject(), good, obstacles(['transactions'], ['transactions', 'coupling']));
    expect(verdict.decision).toBe('split-some');
    expect(verdict.why.slice(0, 3)).toEqual([
      '1 of 3 contexts can leave as they are, with 33 % of the business: c.',
      'Held by more than 2 transactions with others, which would become sagas: a, b.',
      'Held by more than 50 % of their references going to others, which would be calls back to the monolith: b.',
    ]);
    expect(verdict.wouldChangeIf).toHaveLength(2);
  });

  it('is to modularise first when no context can leave', () => {
    const verdict = judge(subject(), good, obstacles(['contested'], ['coupling'], ['transactions']));
    expect(verdict.decision).toBe('modularise-first');
    expect(verdict.why[0]).toBe('None of the 3 contexts can leave as it is.');
  });

  it('is to modularise first when what can leave is a small part of the business', () => {
    const modules = subject().modules.map((module, index) => ({
      ...module,
      context: index < 10 ? 'a' : 'b',
    }));
    const verdict = judge(subject({ modules }), good, obstacles([], ['cycle'], ['cycle']));
    expect(verdict.decision).toBe('modularise-first');
    expect(verdict.why[0]).toBe('1 of 3 contexts can leave as they are, with 17 % of the business: a.');
  });

  it('is to modularise first when one module alone writes most tables, whatever can leave', () => {
    const entities = Array.from({ length: 6 }, (_, index) => ({
      ...entity(ids[index % 3] as string),
      name: `Table${index}`,
      writers: index < 2 ? ['a/1.ts'] : index < 5 ? ['a/1.ts', 'b/0.ts'] : ['b/0.ts'],
    }));
    const verdict = judge(subject({ entities }), good, obstacles());
    expect(verdict.decision).toBe('modularise-first');
    expect(verdict.why[1]).toBe(
      'a/1.ts writes 5 of 6 tables, 2 of them alone, so that no context can take its own along.',
    );
  });

  it('is to modularise first when large contexts all use each other', () => {
    const verdict = judge(subject(), { ...good, leastCutShare: 0.45 }, obstacles());
    expect(verdict.decision).toBe('modularise-first');
    expect(verdict.why[1]).toContain('45 %');
  });

  it('does not wait for a context with nothing to serve, which is a library', () => {
    expect(judge(subject(), good, obstacles([], [], ['nothing to serve'])).decision).toBe('split');
  });

  it('names the contexts that call each other back', () => {
    const call = {
      kinds: ['call' as const],
      from: 'a/0.ts',
      to: 'b/0.ts',
      symbols: [],
      locations: ['a/0.ts:1'],
    };
    const crossings: Crossings = {
      inside: new Map(),
      between: [
        { from: 'a', to: 'b', weight: 3, dependencies: [{ ...call, weight: 3 }] },
        { from: 'b', to: 'a', weight: 2, dependencies: [{ ...call, weight: 2 }] },
      ],
    };
    const verdict = judgeWith(subject(), good, obstacles(['cycle'], ['cycle']), crossings);
    expect(verdict.wouldChangeIf[0]).toContain('a and b');
  });

  it('warns of services that would be too small, with what they would better leave with', () => {
    const modules = subject().modules.filter(({ context }, index) => context !== 'c' || index >= 57);
    const crossings: Crossings = {
      inside: new Map(),
      between: [{ from: 'c', to: 'b', weight: 3, dependencies: [] }],
    };
    const { guidance } = judgeWith(subject({ modules }), good, obstacles(), crossings);
    expect(guidance).toEqual([
      'Too small to be worth a service of their own (fewer than 5 modules): c (with b).',
    ]);
  });

  it('says of contexts in one circle what the finding says, and what to do instead', () => {
    const circle = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ] as const;
    const crossings: Crossings = {
      inside: new Map(),
      between: circle.map(([from, to]) => ({
        from,
        to,
        weight: 3,
        dependencies: [
          { from: `${from}/0.ts`, to: `${to}/0.ts`, kinds: ['call'], weight: 3, symbols: [], locations: [] },
        ],
      })),
    };
    const { guidance } = judgeWith(subject(), good, obstacles(), crossings);
    expect(guidance?.at(-1)).toContain('(DISTRIBUTED_MONOLITH): take out only what can leave');
  });

  it.each([
    ['there are few files', subject({ modules: subject().modules.slice(0, 39) }), good, '39 files'],
    ['there are few lines', subject({ modules: short() }), good, '600 lines'],
    ['contexts are slices', subject({ modules: slices(3) }), good, 'A typical context has 3 files'],
    [
      'one context owns all data',
      subject({ entities: [entity('a'), entity('a')] }),
      good,
      '1 context owns data',
    ],
    ['noise changes the contexts as chance would', subject(), { ...good, stability: 0.5 }, 'to 50 %'],
    ['one context has nearly everything', subject(), { ...good, largestShare: 0.9 }, '90 %'],
    [
      'small contexts all use each other',
      subject({ modules: slices(6) }),
      { ...good, cutShare: 0.55 },
      'one ball',
    ],
    [
      'every division of small contexts parts many',
      subject({ modules: slices(6) }),
      { ...good, leastCutShare: 0.45 },
      '45 %',
    ],
    ['nothing answers, like a library', subject({ routes: [] }), good, 'Neither a route'],
    ['one table is in every transaction', boundToOneTable(), good, 'A is in 5 of 5 transactions'],
    ['most modules are shared', subject(), { ...good, sharedShare: 0.6 }, '60 %'],
  ])('is not to split when %s', (_, given, metrics, number) => {
    const verdict = judge(given, metrics, obstacles());
    expect(verdict.decision).toBe('do-not-split');
    expect(verdict.why.join()).toContain(number);
    expect(verdict.wouldChangeIf).toHaveLength(1);
  });
});
