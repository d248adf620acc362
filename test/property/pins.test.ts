import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { resolvePins, type Wishes } from '../../src/analyzer/cluster/pins/resolve-pins.ts';
import { carryOver } from '../../src/analyzer/cluster/carry-over.ts';
import { proposeContexts, type Proposal } from '../../src/analyzer/cluster/propose.ts';
import { BanyanError } from '../../src/errors/banyan-error.ts';
import { grains } from '../../src/model/analysis.ts';
import type { Pin } from '../../src/model/pins.ts';
import { shopFacts } from '../support/shop-facts.ts';

const facts = shopFacts();
const paths = facts.modules.map(({ path }) => path);
const some = (minLength: number) => fc.uniqueArray(fc.constantFrom(...paths), { minLength, maxLength: 5 });
const noNames = { names: [], because: null };
const pin: fc.Arbitrary<Pin> = fc.oneof(
  some(2).map((group): Pin => ({ kind: 'together', at: '', groups: [group], context: null, ...noNames })),
  fc
    .tuple(some(1), some(1))
    .map((groups): Pin => ({ kind: 'apart', at: '', groups, context: null, ...noNames })),
  fc
    .tuple(some(1), fc.constantFrom('orders', 'users', 'billing'))
    .map(([group, context]): Pin => ({ kind: 'pin', at: '', groups: [group], context, ...noNames })),
  some(1).map((group): Pin => ({ kind: 'shared', at: '', groups: [group], context: null, ...noNames })),
  some(1).map((group): Pin => ({ kind: 'ignore', at: '', groups: [group], context: null, ...noNames })),
);
const pins = fc
  .array(pin, { minLength: 1, maxLength: 5 })
  .map((list) => list.map((each, index): Pin => ({ ...each, at: `banyan.yaml:${index + 1}` })));

/** Null where the pins contradict each other. */
function wishesOf(list: readonly Pin[]): Wishes | null {
  try {
    return resolvePins(list, facts.modules);
  } catch (error) {
    if (error instanceof BanyanError && error.problems.length > 0) return null;
    throw error;
  }
}

const isTest = (path: string) =>
  facts.modules.some((module) => module.path === path && module.role === 'test');
const base = await proposeContexts(facts);

function broken(proposal: Proposal, wishes: Wishes): string[] {
  return grains.flatMap((grain) => {
    const { contexts, testsOf } = proposal.candidates[grain];
    const contextOf = new Map(
      contexts.flatMap(({ id, modules }) => modules.map((path) => [path, id] as const)),
    );
    const found: string[] = [];
    const expectThat = (holds: boolean, what: string) => void (holds || found.push(`${grain}: ${what}`));
    expectThat(new Set(contexts.map(({ id }) => id)).size === contexts.length, 'ids are unique');
    for (const group of wishes.together)
      expectThat(new Set(group.map((path) => contextOf.get(path))).size <= 1, `together ${group.join()}`);
    for (const sides of wishes.apart)
      for (const { id, modules } of contexts) {
        const seen = new Set(modules.flatMap((path) => sides.get(path) ?? []));
        expectThat(seen.size <= 1, `apart in ${id}`);
      }
    const ids = new Set(contexts.map(({ id }) => id));
    const withTests = new Map([...contextOf, ...testsOf]);
    for (const [path, id] of wishes.contextOf)
      expectThat(withTests.get(path) === id || (isTest(path) && !ids.has(id)), `${path} in ${id}`);
    for (const path of [...wishes.shared, ...wishes.ignored])
      expectThat(!contextOf.has(path), `${path} in no context`);
    for (const path of wishes.shared) expectThat(proposal.roleOf.get(path) === 'shared', `${path} shared`);
    return found;
  });
}

it('keeps every pin exactly, whatever the team wants', { timeout: 120_000 }, async () => {
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(pins, async (list) => {
      const wishes = wishesOf(list);
      if (wishes === null) return;
      kept++;
      expect(
        broken(await proposeContexts(facts, undefined, { wishes, base, isQuick: false }), wishes),
      ).toEqual([]);
    }),
    { seed: 4, numRuns: 150 },
  );
  expect(kept).toBeGreaterThan(50);
});

it('moves what pins name and nothing else, where the rest stays', { timeout: 120_000 }, async () => {
  const production = facts.modules.filter(({ role }) => role !== 'test').map(({ path }) => path);
  const home = new Map(
    base.candidates[base.recommended].contexts.flatMap(({ id, modules }) =>
      modules.map((path) => [path, id] as const),
    ),
  );
  const move = fc.tuple(
    fc.constantFrom(...production),
    fc.constantFrom('orders', 'users', 'billing', 'shared', 'ignore'),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(move, { minLength: 1, maxLength: 8, selector: ([path]) => path }),
      async (moves) => {
        const list = [
          ...moves.map(([path, to], index): Pin => {
            const isAside = to === 'shared' || to === 'ignore';
            return {
              kind: isAside ? to : 'pin',
              at: `x:${index}`,
              groups: [[path]],
              context: isAside ? null : to,
              ...noNames,
            };
          }),
          { kind: 'stay', at: 'x:99', groups: [['**']], context: null, ...noNames } satisfies Pin,
        ];
        const wishes = resolvePins(list, facts.modules);
        const found = await proposeContexts(facts, undefined, { wishes, base, isQuick: true });
        const { candidates, recommended } = carryOver(found, base, wishes);
        const expected = new Map(home);
        for (const [path, to] of moves)
          if (to === 'shared' || to === 'ignore') expected.delete(path);
          else expected.set(path, to);
        const actual = candidates[recommended].contexts.flatMap(({ id, modules }) =>
          modules.map((path) => [path, id] as const),
        );
        expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected));
      },
    ),
    { seed: 11, numRuns: 120 },
  );
});
