import { describe, expect, it } from 'vitest';
import { parseProxyConfig } from '../../../src/config/index.ts';
import { BanyanError } from '../../../src/errors/banyan-error.ts';
import { compileSnapshot } from '../../../src/proxy/index.ts';

const parse = (monolith: string, service = '{}', routeSet = '{}') =>
  parseProxyConfig(
    `version: banyan/v1
clusters:
  monolith: {destinations: [{address: "http://monolith"}], ${monolith.slice(1)}
  service: {destinations: [{address: "http://service"}], ${service.slice(1)}
routeSets:
  - {name: orders, cluster: service, phase: full, routes: [{method: POST, path: /orders, idempotency: key}], ${routeSet.slice(1)}
`,
    { name: 'proxy.yaml', environment: {} },
  );

function problems(section: string, routeSet?: string): string[] {
  try {
    parse(section, '{}', routeSet);
    return [];
  } catch (error) {
    if (!(error instanceof BanyanError) || error.code !== 'CONFIG_INVALID') throw error;
    return error.problems.map(({ what }) => what);
  }
}

const cluster = (name: string, monolith: string, service?: string) =>
  compileSnapshot(parse(monolith, service)).clusters.get(name);

describe('retry', () => {
  it('is compiled', () => {
    expect(cluster('monolith', '{retry: {attempts: 2, maxBackoff: 1s, budgetPercent: 5}}')?.retry).toEqual({
      attempts: 2,
      backoffMs: 25,
      maxBackoffMs: 1000,
      budgetPercent: 5,
      budgetPerSecond: 10,
    });
  });

  it('has limits', () => {
    expect(
      problems(
        '{retry: {attempts: 6, backoff: 0ms, maxBackoff: 1h, budgetPercent: 101, budgetPerSecond: -1}}',
      ),
    ).toEqual([
      'clusters.monolith.retry.attempts must be a whole number from 0 to 5',
      'clusters.monolith.retry.backoff must be a duration such as 250ms, 2s or 1m, from 1ms to 1440m',
      'clusters.monolith.retry.maxBackoff must be a duration such as 250ms, 2s or 1m, from 1ms to 1440m',
      'clusters.monolith.retry.budgetPercent must be a number from 0 to 100',
      'clusters.monolith.retry.budgetPerSecond must be a whole number from 0 to 10000',
    ]);
  });
});

describe('concurrency', () => {
  it('is off where it is absent, and compiled where it is not', () => {
    expect(cluster('monolith', '{}')?.concurrency).toBeUndefined();
    expect(cluster('monolith', '{concurrency: {max: 400}}')?.concurrency).toEqual({
      maxConcurrent: 400,
      maxPerDestination: Infinity,
      fallbackPercent: 50,
      queueDepth: 100,
      queueMs: 1000,
    });
  });

  it('has limits', () => {
    expect(
      problems('{concurrency: {max: 0, fallbackPercent: -1, queueDepth: -1, queueTimeout: 0s}}'),
    ).toEqual([
      'clusters.monolith.concurrency.max must be a whole number from 1 to 1000000',
      'clusters.monolith.concurrency.fallbackPercent must be a number from 0 to 100',
      'clusters.monolith.concurrency.queueDepth must be a whole number from 0 to 100000',
      'clusters.monolith.concurrency.queueTimeout must be a duration such as 250ms, 2s or 1m, from 1ms to 1440m',
    ]);
    expect(problems('{concurrency: {}}')).toEqual([
      'clusters.monolith.concurrency.max is missing; it must be a whole number from 1 to 1000000',
    ]);
  });
});

describe('circuitBreaker', () => {
  it('is on for services and off for the monolith, unless it is said otherwise', () => {
    expect(cluster('monolith', '{}')?.breaker).toBeUndefined();
    expect(cluster('service', '{}')?.breaker).toEqual({
      failurePercent: 50,
      minimumRequests: 20,
      windowMs: 10_000,
      openMs: 5000,
      probes: 3,
    });
    expect(cluster('monolith', '{circuitBreaker: {enabled: true, openFor: 1s}}')?.breaker?.openMs).toBe(1000);
    expect(cluster('service', '{}', '{circuitBreaker: {enabled: false}}')?.breaker).toBeUndefined();
  });

  it('has limits', () => {
    expect(
      problems(
        '{circuitBreaker: {enabled: 1, failurePercent: 0, minimumRequests: 0, window: 1, openFor: x, probes: 0}}',
      ),
    ).toEqual([
      'clusters.monolith.circuitBreaker.enabled must be true or false',
      'clusters.monolith.circuitBreaker.failurePercent must be a number from 1 to 100',
      'clusters.monolith.circuitBreaker.minimumRequests must be a whole number from 1 to 100000',
      'clusters.monolith.circuitBreaker.window must be a duration such as 250ms, 2s or 1m, from 1ms to 1440m',
      'clusters.monolith.circuitBreaker.openFor must be a duration such as 250ms, 2s or 1m, from 1ms to 1440m',
      'clusters.monolith.circuitBreaker.probes must be a whole number from 1 to 100',
    ]);
  });
});

describe('loadBalancing', () => {
  it('is power-of-two unless it is said otherwise', () => {
    expect(cluster('monolith', '{}')?.balancing).toEqual({
      kind: 'power-of-two',
      isByPath: false,
      by: [],
      maxLoadPercent: 125,
    });
    const hash = '{loadBalancing: {policy: consistent-hash, hashBy: [{cookie: sid}, {header: X-User}]}}';
    expect(cluster('monolith', hash)?.balancing).toMatchObject({
      kind: 'consistent-hash',
      by: [{ cookie: 'sid' }, { header: 'X-User' }],
    });
  });

  it('has no setting that means nothing', () => {
    expect(problems('{loadBalancing: {policy: random, maxLoadPercent: 99}}')).toEqual([
      'clusters.monolith.loadBalancing.policy must be one of power-of-two, least-requests, round-robin, consistent-hash',
      'clusters.monolith.loadBalancing.maxLoadPercent must be a whole number from 100 to 1000',
    ]);
    for (const setting of ['hashPath: true', 'hashBy: [{cookie: sid}]'])
      expect(problems(`{loadBalancing: {${setting}}}`)).toEqual([
        'clusters.monolith.loadBalancing must have policy consistent-hash for hashBy or hashPath to mean anything',
      ]);
  });
});

describe('healthCheck', () => {
  it('looks at attempts by default, and asks where it is told what to ask', () => {
    expect(cluster('monolith', '{}')?.health).toEqual({
      passive: {
        consecutiveFailures: 5,
        failurePercent: 85,
        minimumRequests: 20,
        windowMs: 10_000,
        ejectionMs: 30_000,
        maxEjectionMs: 300_000,
      },
      active: undefined,
      maxEjectedPercent: 50,
      panicPercent: 30,
    });
    const text =
      '{healthCheck: {passive: {enabled: false}, active: {path: /healthz, maxStatus: 204}, panicPercent: 0}}';
    expect(cluster('monolith', text)?.health).toMatchObject({
      passive: undefined,
      active: {
        path: '/healthz',
        intervalMs: 5000,
        timeoutMs: 2000,
        unhealthyThreshold: 3,
        healthyThreshold: 2,
        minStatus: 200,
        maxStatus: 204,
        startupGraceMs: 10_000,
      },
      panicPercent: 0,
    });
  });

  it('has limits', () => {
    expect(
      problems(
        '{healthCheck: {active: {path: "healthz", interval: 0s, unhealthyThreshold: 0}, passive: {maxEjectedPercent: 101}}}',
      ),
    ).toEqual([
      'clusters.monolith.healthCheck.active.path must be a path such as /healthz, with a query or without',
      'clusters.monolith.healthCheck.active.interval must be a duration such as 250ms, 2s or 1m, from 1ms to 1440m',
      'clusters.monolith.healthCheck.active.unhealthyThreshold must be a whole number from 1 to 100',
      'clusters.monolith.healthCheck.passive.maxEjectedPercent must be a number from 0 to 100',
    ]);
    expect(problems('{healthCheck: {active: {}}}')).toEqual([
      'clusters.monolith.healthCheck.active.path is missing; it must be a path such as /healthz, with a query or without',
    ]);
    expect(problems('{healthCheck: {active: {path: /, minStatus: 300}}}')).toEqual([
      'clusters.monolith.healthCheck.active must have minStatus not above maxStatus',
    ]);
  });
});

describe('a route set', () => {
  const routeSet = (text: string) => compileSnapshot(parse('{}', '{}', text)).routes[0]?.match.routeSet;

  it('may bound its exchanges, name the answers that are none, and rely on a key', () => {
    expect(routeSet('{}')).toMatchObject({
      fallbackStatuses: [502, 503, 504],
      timeouts: undefined,
      idempotencyKey: { name: 'idempotency-key', isShared: false },
    });
    expect(
      routeSet(
        '{timeouts: {total: 5s}, fallbackStatuses: [500], idempotencyKey: {header: X-Key, sharedStore: true}}',
      ),
    ).toMatchObject({
      fallbackStatuses: [500],
      timeouts: { totalMs: 5000, attemptMs: Infinity, includesUpload: false },
      idempotencyKey: { name: 'x-key', isShared: true },
    });
  });

  it('has no such setting that means nothing', () => {
    expect(
      problems(
        '{}',
        '{timeouts: {}, fallbackStatuses: [404], idempotencyKey: {header: "a b", sharedStore: 1}}',
      ),
    ).toEqual([
      'routeSets[0].timeouts must have total or attempt or both',
      'routeSets[0].fallbackStatuses[0] must be a whole number from 500 to 599',
      'routeSets[0].idempotencyKey.header must be the name of a header or cookie',
      'routeSets[0].idempotencyKey.sharedStore must be true or false',
    ]);
    expect(problems('{}', '{timeouts: {total: 0s, attempt: 1}}')).toHaveLength(2);
  });

  it('cannot change the key that it relies on', () => {
    const change = (edit: string) => problems('{}', `{filters: [{requestHeaders: {${edit}}}]}`);
    const told = [
      'changes Idempotency-Key, on which a route with idempotency: key relies; take it out, or declare the route otherwise',
    ];
    expect(change('remove: [idempotency-key]')).toEqual(told);
    expect(change('set: [{name: Idempotency-Key, value: x}]')).toEqual(told);
    expect(change('remove: [X-Other]')).toEqual([]);
  });
});
