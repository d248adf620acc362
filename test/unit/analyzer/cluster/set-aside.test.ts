import { describe, expect, it } from 'vitest';
import { proposeContexts } from '../../../../src/analyzer/cluster/propose.ts';
import type { Facts } from '../../../../src/analyzer/facts.ts';
import { buildFacts, entityFact, routeFact } from '../../../support/facts.ts';
import { shopFacts } from '../../../support/shop-facts.ts';

/** The layered shop with further dependencies, and the modules that they name. */
function shopWith(dependencies: readonly string[], parts: Partial<Facts> = {}): Facts {
  const shop = shopFacts();
  const known = new Set(shop.modules.map(({ path }) => path));
  const more = buildFacts({ dependencies });
  return {
    ...shop,
    ...parts,
    modules: [...shop.modules, ...more.modules.filter(({ path }) => !known.has(path))],
    dependencies: [...shop.dependencies, ...more.dependencies],
  };
}

const features = ['order', 'product', 'user', 'shipment'];
const roleIn = async (facts: Facts, path: string) => (await proposeContexts(facts)).roleOf.get(path);
const contextIn = async (facts: Facts, path: string) => {
  const { contexts } = (await proposeContexts(facts)).candidates.balanced;
  return contexts.find(({ modules }) => modules.includes(path))?.id;
};

describe('a module that everybody uses', () => {
  const hub = 'src/services/hub.ts';
  const used = features.map((feature) => `src/services/${feature}.service.ts -> ${hub}`);

  it('is shared', async () => {
    expect(await roleIn(shopWith(used), hub)).toBe('shared');
  });

  it('is shared where there are few contexts and two others use it', async () => {
    const few = ['order', 'product', 'user'].map((feature) => `src/services/${feature}.service.ts -> ${hub}`);
    const own = ['controller', 'job', 'policy'].map((layer) => `src/${layer}s/order.${layer}.ts -> ${hub}`);
    expect(await roleIn(shopWith([...few, ...own]), hub)).toBe('shared');
  });

  it('is not shared where one other uses it', async () => {
    const few = ['order', 'product'].map((feature) => `src/services/${feature}.service.ts -> ${hub}`);
    const own = ['controller', 'job', 'policy'].map((layer) => `src/${layer}s/order.${layer}.ts -> ${hub}`);
    expect(await roleIn(shopWith([...few, ...own]), hub)).toBe('domain');
  });

  it('is a hub of the business and stays in it when it writes an entity', async () => {
    const facts = shopWith(used);
    const entities = [...facts.entities, entityFact('Ledger', hub, { writers: [hub] })];
    expect(await roleIn({ ...facts, entities }, hub)).toBe('domain');
  });

  it('is a hub of the business when it answers a route', async () => {
    const facts = shopWith(used);
    expect(await roleIn({ ...facts, routes: [...facts.routes, routeFact('GET /hub', hub)] }, hub)).toBe(
      'domain',
    );
  });

  it('is a hub of the business when it is named after an entity', async () => {
    const named = 'src/services/user-lookup.ts';
    expect(
      await roleIn(shopWith(features.map((each) => `src/services/${each}.service.ts -> ${named}`)), named),
    ).toBe('domain');
  });

  it('takes along what only it uses', async () => {
    expect(
      await roleIn(shopWith([...used, `${hub} -> src/services/hub-detail.ts`]), 'src/services/hub-detail.ts'),
    ).toBe('shared');
  });
});

describe('what only the composition root uses', () => {
  it('is shared when it uses nothing of the business, like middleware', async () => {
    const facts = shopWith([
      'src/app.ts -> src/middleware/cors.ts',
      'src/middleware/cors.ts -> src/lib/logger.ts',
    ]);
    expect(await roleIn(facts, 'src/middleware/cors.ts')).toBe('shared');
  });

  it('stays in its context when it uses that, like a job', async () => {
    const facts = shopWith([
      'src/app.ts -> src/jobs/nightly.ts',
      'src/jobs/nightly.ts -> src/services/order.service.ts',
    ]);
    expect(await contextIn(facts, 'src/jobs/nightly.ts')).toBe('orders');
  });
});

describe('what does not run in production', () => {
  it('is in no context, like a seed that fills tables', async () => {
    const facts = shopWith(['src/seeds/fill.ts -> src/entitys/order.entity.ts']);
    expect(await contextIn(facts, 'src/seeds/fill.ts')).toBeUndefined();
  });

  it('goes with its feature folder, like a migration', async () => {
    const features = ['orders', 'users', 'catalog'];
    const facts = buildFacts({
      modules: ['orders/migrations/001.ts'],
      dependencies: features.flatMap((feature) => [
        `${feature}/handler.ts -> ${feature}/logic.ts`,
        `${feature}/logic.ts -> ${feature}/record.ts`,
      ]),
      entities: features.map((feature) => entityFact(feature, `${feature}/record.ts`)),
    });
    expect(await contextIn(facts, 'orders/migrations/001.ts')).toBe('orders');
  });

  it('is no context of its own: a program without entities and routes that nothing else touches', async () => {
    const load = ['plan', 'visit', 'report', 'client'];
    const facts = shopWith(load.flatMap((from) => load.map((to) => `load/${from}.ts -> load/${to}.ts`)));
    expect(await Promise.all(load.map((name) => contextIn(facts, `load/${name}.ts`)))).toEqual(
      load.map(() => undefined),
    );
  });
});

it('a folder that answers requests is no tool, whatever its name', async () => {
  const features = ['orders', 'users', 'benchmarks'];
  const inside = (feature: string) => [
    `${feature}/handler.ts -> ${feature}/logic.ts`,
    `${feature}/logic.ts -> ${feature}/record.ts`,
  ];
  const facts = buildFacts({
    dependencies: features.flatMap(inside),
    routes: features.map((feature) => routeFact(`GET /${feature}`, `${feature}/handler.ts`)),
  });
  expect(await contextIn(facts, 'benchmarks/logic.ts')).toBe('benchmarks');
});

it('a service that many use is no start file, however much it makes', async () => {
  const path = 'src/services/order-rules.ts';
  const users = ['controllers/order.controller', 'jobs/order.job', 'policys/order.policy'];
  const facts = shopWith(users.map((user) => `src/${user}.ts -> ${path}`));
  const modules = facts.modules.map((module) =>
    module.path === path ? { ...module, role: 'composition-root' as const } : module,
  );
  expect(await contextIn({ ...facts, modules }, path)).toBe('orders');
});

it('a start file of one application among several belongs to that application', async () => {
  const apps = ['orders', 'users', 'catalog'];
  const inside = (app: string) => [
    `${app}/main.ts -> ${app}/handler.ts`,
    `${app}/handler.ts -> ${app}/logic.ts`,
    `${app}/logic.ts -> ${app}/record.ts`,
  ];
  const facts = buildFacts({
    modules: apps.map((app) => ({ path: `${app}/main.ts`, role: 'composition-root' as const })),
    dependencies: apps.flatMap(inside),
    entities: apps.map((app) => entityFact(app, `${app}/record.ts`)),
  });
  expect(await Promise.all(apps.map((app) => contextIn(facts, `${app}/main.ts`)))).toEqual(apps);
});

it('a start file in a folder of layers belongs to the application that it alone uses', async () => {
  const apps = ['order', 'user', 'catalog'];
  const layers = ['controllers', 'services', 'models'];
  const file = (app: string, layer: string) => `src/${layer}/${app}.ts`;
  const inside = (app: string) =>
    layers.flatMap((from) =>
      layers.filter((to) => to !== from).map((to) => `${file(app, from)} -> ${file(app, to)}`),
    );
  const start = (app: string) => `src/lib/main-${apps.indexOf(app)}.ts`;
  const facts = buildFacts({
    modules: apps.map((app) => ({ path: start(app), role: 'composition-root' as const })),
    dependencies: [
      ...apps.flatMap(inside),
      ...apps.map((app) => `${start(app)} -> ${file(app, 'controllers')}`),
    ],
    entities: apps.map((app) => entityFact(app, file(app, 'models'))),
  });
  const found = await Promise.all(
    apps.flatMap((app) => [contextIn(facts, start(app)), contextIn(facts, file(app, 'models'))]),
  );
  expect(found).toEqual(apps.flatMap((_, index) => [found[2 * index + 1], found[2 * index + 1]]));
  expect(new Set(found).size).toBe(3);
  expect(found).not.toContain(undefined);
});
