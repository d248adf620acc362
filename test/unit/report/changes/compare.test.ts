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
  expect(changes).toMatchObject({
    numbers: [],
    metrics: [],
    moved: [],
    findings: { appeared: [], solved: [], changed: [] },
  });
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
      renamed: [],
    });
    expect(changes.contexts.renamed).toEqual([{ from: 'users', to: 'people' }]);
  });

  it('a crossing is new only where its two modules did not cross before', () => {
    expect(compareAnalyses(old, now).crossings).toEqual({
      appeared: [{ between: ['sales', 'people'], from: 'd.ts', to: 'c.ts', location: 'd.ts:1' }],
      gone: [],
      opened: [],
      closed: [],
    });
  });

  it('what somebody wrote is told apart from what crosses because a border moved', () => {
    const parted = analysisOf(
      { orders: ['a.ts'], stock: ['b.ts'], users: ['c.ts'] },
      { dependencies: [edge('a.ts', 'b.ts')] },
    );
    const crossing = { between: ['orders', 'stock'], from: 'a.ts', to: 'b.ts', location: 'a.ts:1' };
    expect(compareAnalyses(old, parted).crossings).toEqual({
      appeared: [],
      gone: [{ between: ['orders', 'users'], from: 'a.ts', to: 'c.ts', location: 'a.ts:1' }],
      opened: [crossing],
      closed: [],
    });
    expect(compareAnalyses(parted, old).crossings).toMatchObject({ opened: [], closed: [crossing] });
  });

  it('a file that only lies elsewhere is no new module, and what it uses no new crossing', () => {
    const elsewhere = analysisOf(
      { orders: ['lib/a.ts', 'b.ts'], users: ['c.ts'] },
      { dependencies: [edge('lib/a.ts', 'b.ts'), edge('lib/a.ts', 'c.ts')] },
    );
    const changes = compareAnalyses(old, elsewhere);
    expect(changes).toMatchObject({
      modules: { appeared: [], gone: [], renamed: [{ from: 'a.ts', to: 'lib/a.ts' }] },
      crossings: { appeared: [], gone: [], opened: [], closed: [] },
      moved: [],
    });
    const twice = analysisOf({ orders: ['lib/a.ts', 'app/a.ts', 'b.ts'], users: ['c.ts'] });
    expect(compareAnalyses(old, twice).modules.renamed).toEqual([]);
  });

  it('a front end, tests and generated files are no news', () => {
    const beside = (role: Analysis['modules'][number]['role'], context: string): Analysis => ({
      ...old,
      modules: [
        ...old.modules,
        { path: `${role}.ts`, lines: 1, role, context, confidence: 1, because: [] },
        { path: `${role}-${context}.ts`, lines: 1, role, context, confidence: 1, because: [] },
      ],
    });
    for (const role of ['front-end', 'test', 'generated'] as const)
      expect(isSame(compareAnalyses(beside(role, 'orders'), beside(role, 'users')))).toBe(true);
  });

  it('a finding about the same files with other numbers has changed', () => {
    const about = (title: string, file: string) => ({
      ...finding,
      code: 'HUB',
      title,
      locations: [`${file}:3`],
    });
    const changes = compareAnalyses(
      { ...old, findings: [about('a is used by 3', 'a.ts'), about('b is used by 4', 'b.ts')] },
      { ...old, findings: [about('b is used by 5', 'b.ts'), about('c is used by 3', 'c.ts')] },
    );
    expect(changes.findings).toEqual({
      appeared: [{ severity: 'error', code: 'HUB', title: 'c is used by 3' }],
      solved: [{ severity: 'error', code: 'HUB', title: 'a is used by 3' }],
      changed: [{ severity: 'error', code: 'HUB', title: 'b is used by 5', before: 'b is used by 4' }],
    });
  });

  it('reads well in a pull request and in a terminal', async () => {
    const about = (title: string, file: string) => ({
      ...finding,
      code: 'CORE_HUB',
      title,
      locations: [`${file}:3`],
    });
    const earlier = {
      ...analysisOf(
        { orders: ['a.ts', 'b.ts', 'price.ts', 'old/cart.ts'], users: ['c.ts', 'e.ts', 'f.ts'] },
        {
          dependencies: [
            edge('a.ts', 'b.ts'),
            edge('a.ts', 'c.ts'),
            edge('b.ts', 'e.ts'),
            edge('old/cart.ts', 'f.ts'),
          ],
          metrics: { cutShare: 0.2, modularity: 0.5 },
        },
      ),
      findings: [finding, about('b.ts of orders is a hub: 3 contexts use it', 'b.ts')],
    };
    const later = {
      ...analysisOf(
        {
          people: ['c.ts', 'e.ts', 'f.ts'],
          orders: ['b.ts', 'new/cart.ts', 'd.ts', 'g.ts'],
          sales: ['a.ts'],
        },
        {
          dependencies: [
            edge('a.ts', 'b.ts'),
            edge('a.ts', 'c.ts'),
            edge('new/cart.ts', 'f.ts'),
            edge('d.ts', 'c.ts'),
            edge('d.ts', 'e.ts'),
            edge('g.ts', 'a.ts'),
          ],
          metrics: { cutShare: 0.25, modularity: 0.5 },
          verdict: { decision: 'split-some', why: [], wouldChangeIf: [] },
        },
      ),
      findings: [
        about('b.ts of orders is a hub: 4 contexts use it', 'b.ts'),
        about('c.ts of people is a hub: 3 contexts use it', 'c.ts'),
      ],
    };
    const changes = compareAnalyses(earlier, later);
    await expect(changesMarkdown(changes)).toMatchFileSnapshot('../golden/changes.md');
    await expect(`${renderChanges(changes, { paint, width: 80 })}\n`).toMatchFileSnapshot(
      '../golden/changes-80.txt',
    );
  });

  it('names from an untrusted repository stay text, in their own line', () => {
    const evil = '<img src=x onerror=alert(1)>|`](javascript:x)\n# Heading\u001b[31m\u202e </details>';
    const hostile = {
      ...analysisOf({ [evil]: [evil, 'b.ts'], users: ['c.ts'] }, { dependencies: [edge(evil, 'c.ts')] }),
      findings: [{ ...finding, title: evil }],
    };
    for (const changes of [compareAnalyses(old, hostile), compareAnalyses(hostile, old)]) {
      const markdown = changesMarkdown(changes);
      // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
      const control = /[\u0000-\u0009\u000b-\u001f\u202e]/;
      expect(markdown).not.toMatch(control);
      expect(renderChanges(changes, { paint, width: 80 })).not.toMatch(control);
      const outside = markdown.replace(/(`+)(?:(?!\1).)*\1/g, '');
      expect(outside).not.toMatch(/<img|^# /m);
      expect(outside.match(/<\/details>/g)?.length).toBe(outside.match(/<details>/g)?.length);
    }
  });

  it('Markdown shows the first fifty of a list, and less where a comment would not hold it', () => {
    const long = (length: number) =>
      Array.from({ length: 70 }, (_, index) => `${'x'.repeat(length)}${String(index).padStart(2, '0')}.ts`);
    const withMore = (paths: string[]) =>
      changesMarkdown(
        compareAnalyses(old, analysisOf({ orders: ['a.ts', 'b.ts'], users: ['c.ts', ...paths] })),
      );
    expect(withMore(long(1)).match(/^- `x/gm)).toHaveLength(50);
    expect(withMore(long(1))).toContain('- and 20 more');
    expect(withMore(long(1_500)).match(/^- `x/gm)).toHaveLength(20);
    expect(withMore(long(9_000)).match(/^- `x/gm)).toHaveLength(5);
    expect(withMore(long(30_000)).length).toBeLessThan(65_536);
  });
});
