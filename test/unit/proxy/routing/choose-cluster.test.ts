import { describe, expect, it } from 'vitest';
import { chooseCluster } from '../../../../src/proxy/routing/choose-cluster.ts';
import type { RouteMatch, RouteSet } from '../../../../src/proxy/snapshot.ts';
import { clusterOf } from '../../../support/proxy/start-proxy.ts';

const cluster = (name: string) => clusterOf(name, { ports: [1] });
const [monolith, catalog] = [cluster('monolith'), cluster('catalog')];
const match = (routeSet: Partial<RouteSet>): RouteMatch => ({
  template: '/api/products',
  idempotency: 'safe',
  order: 0,
  routeSet: {
    name: 'catalog',
    phase: 'full',
    cluster: catalog,
    canaryPercent: 0,
    bucket: { salt: 'catalog', by: [{ cookie: 'sid' }] },
    hasFallback: true,
    fallbackStatuses: [],
    timeouts: undefined,
    idempotencyKey: { name: 'idempotency-key', isShared: false },
    ...routeSet,
  },
});
const from = (sid: string) => ({
  header: (name: string) => (name === 'cookie' ? `sid=${sid}` : undefined),
  clientAddress: '192.0.2.1',
});

describe('chooseCluster', () => {
  it('sends what no route set claims to the monolith, without a fallback', () => {
    expect(chooseCluster(undefined, from('a'), monolith)).toEqual({
      cluster: monolith,
      fallback: undefined,
      why: 'no-route',
    });
  });

  it('sends everything to the monolith in phase monolith, service or not', () => {
    for (const service of [catalog, undefined])
      expect(
        chooseCluster(match({ phase: 'monolith', cluster: service }), from('a'), monolith),
      ).toMatchObject({ cluster: monolith, fallback: undefined, why: 'phase-monolith' });
  });

  it('sends everything to the service in phase full, with the fallback that the route set allows', () => {
    expect(chooseCluster(match({}), from('a'), monolith)).toMatchObject({
      cluster: catalog,
      fallback: monolith,
      why: 'phase-full',
    });
    expect(chooseCluster(match({ hasFallback: false }), from('a'), monolith).fallback).toBeUndefined();
  });

  it('divides clients in phase canary, each always on the same side', () => {
    const clients = Array.from({ length: 1000 }, (_, id) => `user-${id}`);
    const side = (percent: number, client: string) =>
      chooseCluster(match({ phase: 'canary', canaryPercent: percent }), from(client), monolith);
    const early = clients.filter((client) => side(10, client).cluster === catalog);
    expect(early.length).toBeGreaterThan(60);
    expect(early.length).toBeLessThan(140);
    for (const client of early)
      expect(side(50, client)).toMatchObject({ why: 'canary-in', fallback: monolith });
    for (const client of clients) {
      expect(side(0, client)).toMatchObject({ cluster: monolith, fallback: undefined, why: 'canary-out' });
      expect(side(100, client).cluster).toBe(catalog);
    }
  });
});
