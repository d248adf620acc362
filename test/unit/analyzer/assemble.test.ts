import { describe, expect, it } from 'vitest';
import { analysisSchema } from '../../../src/model/analysis.ts';
import { buildFacts, entityFact, routeFact } from '../../support/facts.ts';
import { analysisOf, shopAnalysis } from '../../support/shop-analysis.ts';

const analysis = await shopAnalysis();
const service = (feature: string) => `src/services/${feature}.service.ts`;

describe('the document', () => {
  it('is valid against its schema', () => {
    expect(analysisSchema.parse(analysis)).toEqual(analysis);
  });

  it('is valid for a project without anything in it but one module', async () => {
    const tiny = await analysisOf(buildFacts({ modules: ['main.ts'] }));
    expect(analysisSchema.parse(tiny)).toEqual(tiny);
    expect(tiny.verdict.decision).toBe('do-not-split');
  });

  it('lists every module once', () => {
    const paths = analysis.modules.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toHaveLength(43);
  });

  it('says in contexts what it says in modules, at every grain', () => {
    for (const { id, modules } of analysis.contexts) {
      expect(modules).toEqual(
        analysis.modules.filter(({ context }) => context === id).map(({ path }) => path),
      );
    }
    for (const { contexts } of Object.values(analysis.candidates)) {
      const members = contexts.flatMap(({ modules }) => modules);
      expect(new Set(members).size).toBe(members.length);
    }
  });
});

describe('a module', () => {
  it('says what ties it to its context and what pulls it elsewhere', () => {
    const { because } = analysis.modules.find(({ path }) => path === service('order')) ?? { because: [] };
    const inward = because.filter(({ pull }) => pull === 'in');
    const outward = because.filter(({ pull }) => pull === 'elsewhere');
    expect(inward).toHaveLength(3);
    expect(inward.map(({ context }) => context)).toEqual(['orders', 'orders', 'orders']);
    expect(outward).toEqual([
      {
        pull: 'elsewhere',
        module: 'src/repositorys/product.repository.ts',
        context: 'products',
        source: 'import',
        weight: expect.any(Number) as number,
        location: `${service('order')}:1`,
      },
    ]);
    expect(inward[0]?.weight).toBeGreaterThan(outward[0]?.weight ?? 1);
  });
});

describe('data', () => {
  it('belongs to the context of most of its writers, the ones named after it before others', () => {
    expect(analysis.entities.map(({ name, context }) => `${name} ${context}`)).toEqual([
      'Order orders',
      'Product products',
      'Shipment shipments',
      'User users',
    ]);
  });

  it('belongs to its readers when nobody writes it, and to its declaration when nobody uses it', async () => {
    const { entities } = await analysisOf(
      buildFacts({
        dependencies: ['orders/a.ts -> orders/b.ts', 'users/c.ts -> users/d.ts'],
        entities: [
          entityFact('Read', 'users/c.ts', { readers: ['orders/a.ts', 'orders/b.ts', 'users/c.ts'] }),
          entityFact('Order', 'orders/a.ts'),
          entityFact('Unused', 'users/d.ts'),
          entityFact('Elsewhere', 'prisma/schema.prisma'),
        ],
      }),
    );
    expect(entities.map(({ name, context }) => [name, context])).toEqual([
      ['Order', 'orders'],
      ['Elsewhere', null],
      ['Read', 'orders'],
      ['Unused', 'users'],
    ]);
  });
});

describe('a route', () => {
  it('belongs to the context of its file and touches what its handler reaches', async () => {
    const facts = buildFacts({
      dependencies: ['orders/a.ts -> orders/b.ts', 'users/c.ts -> users/d.ts'],
      entities: [entityFact('User', 'users/d.ts', { writers: ['users/d.ts'] })],
      routes: [routeFact('POST /orders', 'orders/a.ts', { modules: ['orders/b.ts'], entities: ['User'] })],
    });
    expect((await analysisOf(facts)).routes[0]).toMatchObject({
      context: 'orders',
      touches: ['orders', 'users'],
    });
  });
});

describe('the shared kernel', () => {
  it('says who uses a member, directly or through other members, and what to do with it', () => {
    expect(analysis.sharedKernel).toEqual([
      {
        path: 'src/lib/logger.ts',
        decision: 'library',
        usedBy: ['orders', 'products', 'shipments', 'users'],
        why: '4 contexts use its 10 lines and it holds no data.',
      },
    ]);
  });
});

it('modules in no context are named in a diagnostic', async () => {
  const { diagnostics, modules } = await analysisOf(
    buildFacts({
      modules: ['seeds/fill.ts'],
      dependencies: ['orders/a.ts -> orders/b.ts'],
      entities: [entityFact('Order', 'orders/b.ts')],
    }),
  );
  expect(modules.find(({ path }) => path === 'seeds/fill.ts')?.context).toBeNull();
  expect(diagnostics).toMatchObject([{ severity: 'note', code: 'NOT_PART_OF_THE_APPLICATION' }]);
  expect(diagnostics[0]?.message).toContain('seeds/fill.ts');
});
