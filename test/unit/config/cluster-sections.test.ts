import { describe, expect, it } from 'vitest';
import { parseProxyConfig } from '../../../src/config/index.ts';
import { BanyanError } from '../../../src/errors/banyan-error.ts';
import { compileSnapshot } from '../../../src/proxy/index.ts';

const parse = (monolith: string, service = '{}') =>
  parseProxyConfig(
    `version: banyan/v1
clusters:
  monolith: {destinations: [{address: "http://monolith"}], ${monolith.slice(1)}
  service: {destinations: [{address: "http://service"}], ${service.slice(1)}
`,
    { name: 'proxy.yaml', environment: {} },
  );

function problems(section: string): string[] {
  try {
    parse(section);
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
