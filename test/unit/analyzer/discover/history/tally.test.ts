import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTally } from '../../../../../src/analyzer/discover/history/tally.ts';

const moduleCount = 5;
const commit = fc.record({
  author: fc.integer({ min: 0, max: 3 }),
  modules: fc.uniqueArray(fc.integer({ min: 0, max: moduleCount - 1 })),
});

it('counts what a look at every commit for every module and pair counts', () => {
  fc.assert(
    fc.property(fc.array(commit, { maxLength: 12 }), (commits) => {
      const tally = createTally(moduleCount);
      for (const { author, modules } of commits) tally.add(author, modules);
      const of = (...wanted: number[]) =>
        commits.filter(({ modules }) => wanted.every((module) => modules.includes(module)));
      const all = Array.from({ length: moduleCount }, (_, module) => module);
      const pairs = all.flatMap((a) => all.slice(a + 1).map((b) => ({ a, b, together: of(a, b).length })));
      expect(tally.result()).toEqual({
        commits: commits.filter(({ modules }) => modules.length > 0).length,
        commitsOf: all.map((module) => of(module).length),
        authorsOf: all.map((module) => new Set(of(module).map(({ author }) => author)).size),
        pairs: pairs.filter(({ together }) => together >= 2),
      });
    }),
    { seed: 3 },
  );
});
