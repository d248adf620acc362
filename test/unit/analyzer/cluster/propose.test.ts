import { describe, expect, it } from 'vitest';
import { proposeContexts } from '../../../../src/analyzer/cluster/propose.ts';
import type { Facts } from '../../../../src/analyzer/facts.ts';
import { createRandom } from '../../../../src/analyzer/graph/random.ts';
import { buildFacts, entityFact } from '../../../support/facts.ts';
import { shopFacts } from '../../../support/shop-facts.ts';

const shuffled = <T>(values: readonly T[], seed: number): T[] => {
  const random = createRandom(seed);
  return values
    .map((value) => ({ value, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
};

const proposal = await proposeContexts(shopFacts());

describe('a layered shop', () => {
  it('is cut by feature, not by folder, and named after its routes', () => {
    const { contexts } = proposal.candidates[proposal.recommended];
    expect(contexts.map(({ id }) => id)).toEqual(['orders', 'products', 'shipments', 'users']);
    for (const { id, modules } of contexts) {
      const feature = id.replace(/s$/, '');
      const strangers = modules.filter((path) => !path.includes(feature));
      expect(strangers).toEqual([]);
    }
  });

  it('keeps what wires everything and what everybody uses out of the contexts', () => {
    expect(proposal.roleOf.get('src/app.ts')).toBe('composition-root');
    expect(proposal.roleOf.get('src/lib/logger.ts')).toBe('shared');
  });

  it('is more stable under noise than a random graph with the same degrees', () => {
    const { stability } = proposal.candidates[proposal.recommended];
    expect(stability).toBeGreaterThan(proposal.randomStability + 0.15);
  });
});

it('recommends the few large contexts where these are surer than more of them, and hold few entities', async () => {
  const random = createRandom(7);
  const dependencies = ['left', 'right'].flatMap((side) =>
    Array.from({ length: 160 }, () => {
      const [from, to] = [Math.floor(random.next() * 40), Math.floor(random.next() * 40)];
      return `src/${side}${from}.ts -> src/${side}${to}.ts`;
    }),
  );
  const { recommended, candidates } = await proposeContexts(buildFacts({ dependencies }));
  expect(candidates.balanced.stability).toBeLessThan(candidates.coarse.stability);
  expect(recommended).toBe('coarse');
  expect(proposal.recommended).toBe('balanced');
  const entities = Array.from({ length: 11 }, (_, number) =>
    entityFact(`Left${number}`, `src/left${number}.ts`),
  );
  const withMuchData = await proposeContexts(buildFacts({ dependencies, entities }));
  expect(withMuchData.recommended).toBe('balanced');
});

it.each([1, 2, 3])('proposes the same whatever the order of the facts (shuffle %i)', async (seed) => {
  const facts = shopFacts();
  const reordered: Facts = {
    ...facts,
    modules: shuffled(facts.modules, seed),
    dependencies: shuffled(facts.dependencies, seed + 10),
    routes: shuffled(facts.routes, seed + 20),
    entities: shuffled(facts.entities, seed + 30),
  };
  expect(await proposeContexts(reordered)).toEqual(await proposeContexts(facts));
});

it('does not look at how long files are, which a remembered proposal counts on', async () => {
  const facts = shopFacts();
  const modules = facts.modules.map((module, index) => ({ ...module, lines: (index * 7_919) % 3_000 }));
  expect(await proposeContexts({ ...facts, modules })).toEqual(await proposeContexts(facts));
});

it('does not look at lines, on which a remembered proposal counts as well', async () => {
  const facts = shopFacts();
  const lower = <Found extends { readonly line: number }>(all: readonly Found[]) =>
    all.map((each) => ({ ...each, line: 1_000 + 3 * each.line }));
  const moved: Facts = {
    ...facts,
    dependencies: facts.dependencies.map((each) => ({ ...each, locations: [`${each.from}:1000`] })),
    routes: lower(facts.routes),
    operations: lower(facts.operations),
    entities: lower(facts.entities),
    accesses: lower(facts.accesses),
    calls: lower(facts.calls),
  };
  expect(await proposeContexts(moved)).toEqual(await proposeContexts(facts));
});

it('does not move anything when a hub that everybody imports is added', async () => {
  const facts = shopFacts();
  const hub = 'src/metrics/gauge.ts';
  const domain = facts.modules.filter(({ role, path }) => role === 'domain' && path !== 'src/app.ts');
  const withHub: Facts = {
    ...facts,
    modules: [
      ...facts.modules,
      { path: hub, lines: 10, role: 'domain', isBarrel: false, isTypeOnly: false, terms: new Map() },
    ],
    dependencies: [
      ...facts.dependencies,
      ...domain.map(({ path }) => ({
        from: path,
        to: hub,
        kinds: ['value' as const],
        weight: 1,
        symbols: [],
        locations: [`${path}:2`],
      })),
    ],
  };
  const before = (await proposeContexts(facts)).candidates.balanced.contexts;
  const after = await proposeContexts(withHub);
  expect(after.candidates.balanced.contexts).toEqual(before);
  expect(after.roleOf.get(hub)).toBe('shared');
});

it('proposes nothing for a project without domain modules', async () => {
  const facts = shopFacts();
  const proposal = await proposeContexts({
    ...facts,
    modules: [],
    dependencies: [],
    routes: [],
    entities: [],
  });
  expect(proposal.candidates.balanced.contexts).toEqual([]);
});

it('keeps an entity with its only writer without tying unrelated folders together', async () => {
  const features = ['orders', 'users', 'catalog'];
  const files = ['handler', 'logic', 'mapping', 'record'];
  const { candidates } = await proposeContexts(
    buildFacts({
      dependencies: features.flatMap((feature) =>
        files.slice(1).map((file, index) => `${feature}/${files[index]}.ts -> ${feature}/${file}.ts`),
      ),
      entities: features.map((feature) =>
        entityFact(feature, `${feature}/record.ts`, { writers: [`${feature}/handler.ts`] }),
      ),
    }),
  );
  expect(candidates.balanced.contexts).toEqual(
    [...features].sort().map((feature) => ({
      id: feature,
      modules: files.map((file) => `${feature}/${file}.ts`),
    })),
  );
});

it('proposes the same whatever folder the project stands in', async () => {
  const facts = shopFacts();
  const prefixed = JSON.parse(
    JSON.stringify({
      ...facts,
      modules: facts.modules.map((module) => ({ ...module, terms: [] })),
    }).replaceAll('"src/', '"warehouse/monolith/src/'),
  ) as Facts;
  const modules = prefixed.modules.map((module) => ({ ...module, terms: new Map<string, number>() }));
  const { candidates } = await proposeContexts({ ...prefixed, modules });
  expect(candidates.balanced.contexts).toEqual(
    proposal.candidates.balanced.contexts.map(({ id, modules }) => ({
      id,
      modules: modules.map((path) => `warehouse/monolith/${path}`),
    })),
  );
});
