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
const roleIn = (facts: Facts, path: string) => proposeContexts(facts).roleOf.get(path);
const contextIn = (facts: Facts, path: string) =>
  proposeContexts(facts).candidates.balanced.contexts.find(({ modules }) => modules.includes(path))?.id;

describe('a module that everybody uses', () => {
  const hub = 'src/services/hub.ts';
  const used = features.map((feature) => `src/services/${feature}.service.ts -> ${hub}`);

  it('is shared', () => {
    expect(roleIn(shopWith(used), hub)).toBe('shared');
  });

  it('is a hub of the business and stays in it when it writes an entity', () => {
    const facts = shopWith(used);
    const entities = [...facts.entities, entityFact('Ledger', hub, { writers: [hub] })];
    expect(roleIn({ ...facts, entities }, hub)).toBe('domain');
  });

  it('is a hub of the business when it answers a route', () => {
    const facts = shopWith(used);
    expect(roleIn({ ...facts, routes: [...facts.routes, routeFact('GET /hub', hub)] }, hub)).toBe('domain');
  });

  it('is a hub of the business when it is named after an entity', () => {
    const named = 'src/services/user-lookup.ts';
    expect(
      roleIn(shopWith(features.map((each) => `src/services/${each}.service.ts -> ${named}`)), named),
    ).toBe('domain');
  });

  it('takes along what only it uses', () => {
    expect(
      roleIn(shopWith([...used, `${hub} -> src/services/hub-detail.ts`]), 'src/services/hub-detail.ts'),
    ).toBe('shared');
  });
});

describe('what only the composition root uses', () => {
  it('is shared when it uses nothing of the business, like middleware', () => {
    const facts = shopWith([
      'src/app.ts -> src/middleware/cors.ts',
      'src/middleware/cors.ts -> src/lib/logger.ts',
    ]);
    expect(roleIn(facts, 'src/middleware/cors.ts')).toBe('shared');
  });

  it('stays in its context when it uses that, like a job', () => {
    const facts = shopWith([
      'src/app.ts -> src/jobs/nightly.ts',
      'src/jobs/nightly.ts -> src/services/order.service.ts',
    ]);
    expect(contextIn(facts, 'src/jobs/nightly.ts')).toBe('orders');
  });
});

describe('what does not run in production', () => {
  it('goes where it is about, like a seed', () => {
    const facts = shopWith(['src/seeds/fill.ts -> src/entitys/order.entity.ts']);
    expect(contextIn(facts, 'src/seeds/fill.ts')).toBe('orders');
  });

  it('is in no context when it is about several', () => {
    const facts = shopWith(
      features.map((feature) => `src/seeds/fill.ts -> src/entitys/${feature}.entity.ts`),
    );
    expect(contextIn(facts, 'src/seeds/fill.ts')).toBeUndefined();
  });

  it('is no context of its own: a program without entities and routes that nothing else touches', () => {
    const load = ['plan', 'visit', 'report', 'client'];
    const facts = shopWith(load.flatMap((from) => load.map((to) => `load/${from}.ts -> load/${to}.ts`)));
    expect(load.map((name) => contextIn(facts, `load/${name}.ts`))).toEqual(load.map(() => undefined));
  });
});

it('a start file of one application among several belongs to that application', () => {
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
  expect(apps.map((app) => contextIn(facts, `${app}/main.ts`))).toEqual(apps);
});
