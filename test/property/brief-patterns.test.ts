import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { briefPatterns } from '../../src/lib/brief-patterns.ts';
import { pathsMeantBy } from '../../src/lib/path-patterns.ts';

const name = fc.constantFrom('a', 'b', 'c.ts', '[id].ts', '{x,y}', '!', '*');
const path = fc.array(name, { minLength: 2, maxLength: 3 }).map((names) => names.join('/'));
/** No file is a folder as well. */
const tree = fc
  .uniqueArray(path, { minLength: 20, maxLength: 60 })
  .map((all) => all.filter((each) => !all.some((other) => other.startsWith(`${each}/`))));

it('mean exactly the paths that they were made of, and are no longer than their list', () => {
  let shorter = 0;
  fc.assert(
    fc.property(tree, fc.infiniteStream(fc.integer({ min: 0, max: 9 })), (all, chance) => {
      const paths = all.filter(() => chance.next().value !== 0);
      const patterns = briefPatterns(paths, all);
      expect([...pathsMeantBy(patterns, all).meant].sort()).toEqual([...paths].sort());
      expect(patterns.length).toBeLessThanOrEqual(paths.length);
      if (patterns.some((each) => each.startsWith('!'))) shorter++;
    }),
    { seed: 5, numRuns: 500 },
  );
  expect(shorter).toBeGreaterThan(50);
});

it('name a folder with its exceptions where that is shorter', () => {
  const all = ['a', 'b', 'c', 'd', 'e'].map((file) => `src/orders/${file}.ts`);
  const most = all.filter((each) => !each.endsWith('c.ts'));
  expect(briefPatterns(most, [...all, 'src/main.ts'])).toEqual(['src/orders', '!src/orders/c.ts']);
  expect(briefPatterns(most.slice(0, 2), all)).toEqual(['src/orders/a.ts', 'src/orders/b.ts']);
  expect(briefPatterns(all, [...all, 'src/main.ts'])).toEqual(['src/orders']);
});
