import { describe, expect, it } from 'vitest';
import { parseProxyConfig } from '../../../src/config/index.ts';
import { compileSnapshot } from '../../../src/proxy/compile.ts';
import { routeRequest } from '../../support/proxy/route-request.ts';

const snapshot = compileSnapshot(
  parseProxyConfig(
    `version: banyan/v1
listen: {host: "::1", port: 0}
limits: {replayLimit: 1KiB, replayTotal: 1MiB}
clusters:
  monolith: {destinations: [{address: "http://[::1]:3000"}, {address: "https://monolith.example"}]}
  catalog: {destinations: [{address: "http://catalog/"}], preserveHost: false, timeouts: {connect: 250ms}}
routeSets:
  - name: catalog
    cluster: catalog
    phase: canary
    canaryPercent: 12.5
    bucket: {salt: "2026", by: [{cookie: sid}, {header: Authorization}]}
    fallback: none
    routes:
      - {method: GET, path: "/api/products/:id"}
      - {method: POST, path: /api/products, idempotency: idempotent}
  - name: later
    phase: monolith
    routes: [{method: ANY, path: /api/later}]
`,
    { name: 'proxy.yaml', environment: {} },
  ),
);

describe('compileSnapshot', () => {
  it('resolves addresses to host, port and TLS', () => {
    expect(snapshot.clusters.get('monolith')?.destinations).toEqual([
      { name: '[::1]:3000', host: '::1', port: 3000, tls: undefined },
      { name: 'monolith.example', host: 'monolith.example', port: 443, tls: expect.any(Object) },
    ]);
    expect(snapshot.clusters.get('catalog')?.destinations[0]).toMatchObject({ host: 'catalog', port: 80 });
  });

  it('carries limits, timeouts and pools with their units', () => {
    expect(snapshot.listeners).toEqual([
      { host: '::1', port: 0, tls: undefined, announcers: undefined, http2: false },
    ]);
    expect(snapshot.limits).toEqual({
      maxHeadBytes: 16_384,
      maxHeaderCount: 100,
      replayBytes: 1024,
      replayTotalBytes: 1_048_576,
    });
    expect(snapshot.clusters.get('catalog')).toMatchObject({
      preserveHost: false,
      timeouts: { connectMs: 250, firstByteMs: 30_000, idleMs: 60_000 },
      pool: { maxSockets: 256, idleTimeoutMs: 4000 },
    });
  });

  it('matches routes with their route set, cluster and bucket', () => {
    const match = snapshot.match(routeRequest('GET /api/products/7'));
    expect(match).toMatchObject({ template: '/api/products/:id', idempotency: 'safe' });
    expect(match?.routeSet).toMatchObject({
      name: 'catalog',
      phase: 'canary',
      cluster: snapshot.clusters.get('catalog'),
      canaryPercent: 12.5,
      bucket: { salt: '2026', by: [{ cookie: 'sid' }, { header: 'Authorization' }] },
      hasFallback: false,
    });
    expect(snapshot.match(routeRequest('POST /api/products'))?.idempotency).toBe('idempotent');
    expect(snapshot.match(routeRequest('GET /api/other'))).toBeUndefined();
  });

  it('uses the name of a route set as its salt, and needs no cluster in phase monolith', () => {
    expect(snapshot.match(routeRequest('DELETE /api/later'))?.routeSet).toMatchObject({
      cluster: undefined,
      bucket: { salt: 'later', by: [] },
      hasFallback: true,
    });
  });

  it('is frozen', () => {
    const match = snapshot.match(routeRequest('GET /api/products/7'));
    for (const part of [snapshot, snapshot.limits, match, match?.routeSet, match?.routeSet.cluster?.pool])
      expect(Object.isFrozen(part)).toBe(true);
  });
});
