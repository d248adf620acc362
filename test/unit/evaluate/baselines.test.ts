import { expect, it } from 'vitest';
import { scoreBaselines } from '../../../scripts/evaluate/baselines.ts';
import type { Truth } from '../../../scripts/evaluate/corpus.ts';
import { buildAnalysis } from '../../support/build-analysis.ts';
import { buildFacts } from '../../support/facts.ts';

const truth: Truth = {
  repo: 'owner/shop',
  commit: '0',
  roots: ['.'],
  contexts: { orders: ['orders/**'], users: ['users/**'] },
  shared: [],
  moduleLevels: [],
  moduleExclusions: [],
  ambiguous: {},
  routes: [],
  routeContext: {},
  entities: [],
  isComplete: false,
};

it('baselines divide the modules of the proposal: folders that are the answer are right, one part is chance', () => {
  const paths = ['orders', 'users'].flatMap((folder) =>
    ['a', 'b', 'c', 'd'].map((name) => `${folder}/${name}.ts`),
  );
  const mixed = [0, 1].map((side) => ({
    id: `mixed-${side}`,
    modules: paths.filter((_, index) => index % 2 === side),
  }));
  const { dependencies } = buildFacts({
    dependencies: ['orders/a.ts -> orders/b.ts', 'users/a.ts -> users/b.ts'],
  });
  const modules = paths.map((path) => ({
    path,
    lines: 1,
    role: 'domain' as const,
    context: null,
    confidence: 1,
    because: [],
  }));
  const candidates = { ...buildAnalysis().candidates, fine: { contexts: mixed } };
  const scores = scoreBaselines(
    { modules, candidates, dependencies: [...dependencies] },
    'fine',
    truth,
    (path) => path,
  );
  expect(scores.get('folders')?.coarse).toMatchObject({ files: 8, ari: 1, mojoFm: 100 });
  expect(scores.get('all-in-one')?.coarse.ari).toBe(0);
  expect(scores.get('louvain-on-imports')?.coarse.ari).toBeLessThan(1);
});
