import { expect, it } from 'vitest';
import { history } from '../../../src/report/markdown-history.ts';
import { otherSystems } from '../../../src/report/markdown-outbound.ts';
import type { AnalysisModule } from '../../../src/model/analysis.ts';
import { buildAnalysis } from '../../support/build-analysis.ts';

const module = (path: string, context: string): AnalysisModule => ({
  path,
  context,
  lines: 1,
  role: 'domain',
  confidence: 1,
  because: [],
});
const pair = (a: string, b: string, isLinked: boolean) => ({
  a,
  b,
  isLinked,
  commits: 4,
  lift: 12.3,
  confidence: { ofA: 1, ofB: 1 },
});

it('the report names modules of two contexts that change together though neither uses the other', () => {
  const analysis = buildAnalysis({
    modules: [module('a.ts', 'orders'), module('b.ts', 'stock'), module('c.ts', 'orders')],
    history: {
      ...buildAnalysis().history,
      state: 'read',
      reason: null,
      since: '2024-01-01',
      commits: 40,
      coverage: 0.5,
      isShallow: true,
      coChanges: [pair('a.ts', 'b.ts', false), pair('a.ts', 'c.ts', false), pair('b.ts', 'c.ts', true)],
    },
  });
  expect(history(analysis)).toEqual([
    '## History',
    '',
    '40 commits since 2024-01-01, of a shallow clone; 50 % of the modules were changed three times or more.',
    '',
    'Modules of different contexts that change together though neither uses the other:',
    '',
    '- `a.ts` and `b.ts`: 4 commits, 12 times more than by chance',
  ]);
});

it('the report lists what the code calls outside, with its places', () => {
  const outbound = [
    {
      kind: 'http',
      method: 'POST',
      target: 'https://pay.example.com/charges',
      via: 'fetch',
      locations: ['a.ts:1', 'b.ts:2'],
    },
    { kind: 'sdk', method: null, target: 'stripe', via: 'stripe', locations: ['a.ts:3'] },
  ] as const;
  expect(
    otherSystems(
      buildAnalysis({ outbound: outbound.map((each) => ({ ...each, locations: [...each.locations] })) }),
    ),
  ).toEqual([
    '## 2 calls of other systems',
    '',
    '- `POST https://pay.example.com/charges` by `fetch`: `a.ts:1` and 1 more place',
    '- `stripe` by `stripe`: `a.ts:3`',
  ]);
  expect(otherSystems(buildAnalysis())).toEqual([]);
});
