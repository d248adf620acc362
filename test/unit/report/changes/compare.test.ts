import { describe, expect, it } from 'vitest';
import { changesMarkdown, compareAnalyses, isSame, renderChanges } from '../../../../src/report/index.ts';
import type { Analysis } from '../../../../src/model/analysis.ts';
import { buildAnalysis } from '../../../support/build-analysis.ts';

const plain = (text: string) => text;
const paint = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain };

/** An analysis with contexts of the given modules. */
function analysisOf(contexts: Record<string, string[]>, parts: Partial<Analysis> = {}): Analysis {
  return buildAnalysis({
    modules: Object.entries(contexts).flatMap(([context, paths]) =>
      paths.map((path) => ({
        path,
        lines: 1,
        role: 'domain' as const,
        context,
        confidence: 0.8,
        because: [],
      })),
    ),
    contexts: Object.entries(contexts).map(([id, modules]) => ({
      id,
      name: id,
      modules,
      routes: [],
      operations: [],
      entities: [],
      confidence: 0.8,
      metrics: {},
      vocabulary: [],
      owners: [],
    })),
    ...parts,
  });
}

const finding = {
  code: 'CONTEXT_CYCLE',
  severity: 'error' as const,
  title: 'a, b in a cycle',
  locations: [],
  why: '',
  fix: '',
  numbers: {},
};
const before = analysisOf(
  { orders: ['a.ts', 'b.ts'], users: ['c.ts'], stock: ['d.ts'] },
  { metrics: { cutShare: 0.2, modularity: 0.5 }, findings: [finding] },
);

it('nothing is different between an analysis and itself', () => {
  const changes = compareAnalyses(before, before);
  expect(isSame(changes)).toBe(true);
  expect(changesMarkdown(changes)).toBe('');
  expect(changes).toMatchObject({ numbers: [], moved: [], findings: { appeared: [], solved: [] } });
  expect(renderChanges(changes, { paint, width: 80 })).toBe('The verdict stays: split\n\nNo number changes.');
});

it('a rename moves nobody; what is new, gone and changed is told apart, with every number that changes', () => {
  const after = analysisOf(
    { orders: ['a.ts'], people: ['c.ts'], returns: ['b.ts', 'd.ts'] },
    {
      metrics: { cutShare: 0.25, modularity: 0.5 },
      verdict: { decision: 'split-some', why: [], wouldChangeIf: [] },
    },
  );
  expect(
    renderChanges(compareAnalyses(before, after), { paint, width: 80 }),
  ).toBe(`The verdict changes: split → split-some

  number    before  after  change
  findings       1      0      -1
  cutShare     0.2   0.25   +0.05

New: returns.
Gone: stock.
Renamed: users → people.
Changed: orders (+0 −1).

2 modules in another context
  b.ts: orders → returns
  d.ts: stock → returns

1 finding gone
  error CONTEXT_CYCLE: a, b in a cycle`);
});

describe('between two states of the code', () => {
  const edge = (from: string, to: string): Analysis['dependencies'][number] => ({
    from,
    to,
    kinds: ['value'],
    weight: 1,
    symbols: [],
    locations: [`${from}:1`, `${from}:9`],
  });
  const old = analysisOf(
    { orders: ['a.ts', 'b.ts'], users: ['c.ts'] },
    { dependencies: [edge('a.ts', 'b.ts'), edge('a.ts', 'c.ts')] },
  );
  const now = analysisOf(
    { people: ['c.ts'], sales: ['a.ts', 'd.ts'] },
    { dependencies: [edge('a.ts', 'c.ts'), edge('d.ts', 'c.ts')] },
  );

  it('modules that come and go are told apart from those that move', () => {
    const changes = compareAnalyses(old, now);
    expect(changes.moved).toEqual([{ path: 'a.ts', from: 'orders', to: 'sales' }]);
    expect(changes.modules).toEqual({
      appeared: [{ path: 'd.ts', context: 'sales' }],
      gone: [{ path: 'b.ts', context: 'orders' }],
    });
    expect(changes.contexts.renamed).toEqual([{ from: 'users', to: 'people' }]);
  });

  it('a crossing is new only where its two modules did not cross before', () => {
    expect(compareAnalyses(old, now).crossings).toEqual({
      appeared: [{ between: ['sales', 'people'], from: 'd.ts', to: 'c.ts', location: 'd.ts:1' }],
      gone: [],
    });
  });

  it('reads well in a pull request and in a terminal', async () => {
    const changes = compareAnalyses(old, now);
    await expect(changesMarkdown(changes)).toMatchFileSnapshot('../golden/changes.md');
    await expect(`${renderChanges(changes, { paint, width: 80 })}\n`).toMatchFileSnapshot(
      '../golden/changes-80.txt',
    );
  });

  it('Markdown shows the first fifty of a list', () => {
    const paths = Array.from({ length: 70 }, (_, index) => `x${String(index).padStart(2, '0')}.ts`);
    const text = changesMarkdown(
      compareAnalyses(old, analysisOf({ orders: ['a.ts', 'b.ts'], users: ['c.ts', ...paths] })),
    );
    expect(text.match(/^- `x/gm)).toHaveLength(50);
    expect(text).toContain('- and 20 more');
  });
});
