import { describe, expect, it } from 'vitest';
import { type KnownContexts, withKnownIds } from '../../../../src/analyzer/cluster/carry-over.ts';
import type { NamedGroup } from '../../../../src/analyzer/cluster/name-contexts.ts';
import { proposeContexts, type Proposal } from '../../../../src/analyzer/cluster/propose.ts';
import { shopFacts } from '../../../support/shop-facts.ts';

const shop = await proposeContexts(shopFacts());
const undecided = {
  contextOf: new Map<string, string>(),
  renamed: new Map<string, string>(),
  staying: new Set<string>(),
};
const contextsOf = ({ candidates }: Pick<Proposal, 'candidates'>) => candidates.balanced.contexts;

const known = (contexts: readonly NamedGroup[]): KnownContexts => ({
  coarse: { contexts },
  balanced: { contexts },
  fine: { contexts },
});

const idsAfter = (contexts: readonly NamedGroup[], wishes = undecided): Record<string, string> => {
  const named = contextsOf(withKnownIds(shop, known(contexts), wishes));
  return Object.fromEntries(
    contextsOf(shop).map(({ id, modules }) => [
      id,
      named.find((each) => each.modules.join() === modules.join())?.id ?? '',
    ]),
  );
};

describe('the ids of an earlier analysis', () => {
  it('change nothing where nothing changed', () => {
    expect(withKnownIds(shop, shop.candidates, undecided)).toEqual(shop);
  });

  it('go on with most of the modules, whatever the name would be', () => {
    const before = contextsOf(shop).map(({ id, modules }) => ({
      id: `old-${id}`,
      modules: modules.slice(1),
    }));
    expect(idsAfter(before)).toEqual({
      orders: 'old-orders',
      products: 'old-products',
      shipments: 'old-shipments',
      users: 'old-users',
    });
  });

  it('are given to one context each, so that the overlap is greatest in all', () => {
    const [orders, products] = contextsOf(shop) as [NamedGroup, NamedGroup];
    const mixed = { id: 'mixed', modules: [...orders.modules, ...products.modules.slice(1)] };
    const rest = { id: 'rest', modules: products.modules };
    expect(idsAfter([mixed, rest])).toMatchObject({ orders: 'mixed', products: 'rest' });
  });

  it('are never given to a context that is another one', () => {
    const [orders, ...others] = contextsOf(shop) as [NamedGroup, ...NamedGroup[]];
    const before = [
      { id: 'orders', modules: ['gone/a.ts', 'gone/b.ts'] },
      { id: 'purchases', modules: orders.modules },
      ...others.filter(({ id }) => id !== 'users').map(({ id, modules }) => ({ id, modules })),
      { id: 'users', modules: ['gone/c.ts'] },
    ];
    expect(idsAfter(before)).toMatchObject({ orders: 'purchases', users: 'users-2', products: 'products' });
  });

  it('mean nothing where they are of other code', () => {
    expect(idsAfter([{ id: 'orders', modules: ['elsewhere/a.ts'] }])).toEqual({
      orders: 'orders',
      products: 'products',
      shipments: 'shipments',
      users: 'users',
    });
  });

  it('yield to what the team decides', () => {
    const wishes = { ...undecided, renamed: new Map([['sales', 'orders']]) };
    expect(idsAfter([...contextsOf(shop)], wishes)).toMatchObject({ orders: 'sales', users: 'users' });
  });

  it('change in everything that names a context', () => {
    const before = contextsOf(shop).map(({ id, modules }) => ({ id: `${id}-x`, modules }));
    const { testsOf, rivalOf, borders } = withKnownIds(shop, known(before), undecided).candidates.balanced;
    const said = [
      ...testsOf.values(),
      ...[...rivalOf.values()].map(({ context }) => context),
      ...borders.flatMap(({ between }) => between),
    ];
    expect(said.filter((id) => !id.endsWith('-x'))).toEqual([]);
    expect(said.length).toBeGreaterThan(0);
  });
});
