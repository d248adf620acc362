import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProxyConfig } from '../../../src/config/index.ts';
import { minimal, parse, problems } from '../../support/proxy-config.ts';

describe('a configuration', () => {
  it('has a default for everything but its version and the monolith', () => {
    expect(parse(minimal)).toEqual({
      version: 'banyan/v1',
      listen: { host: '127.0.0.1', port: 8080, proxyProtocol: false, http2: false },
      shutdown: { delay: 0, grace: 25_000 },
      workers: 1,
      tracing: false,
      clusters: {
        monolith: expect.objectContaining({
          destinations: [{ address: 'http://127.0.0.1:3000' }],
          preserveHost: true,
          protocol: 'http1',
          timeouts: { connect: 1000, firstByte: 30_000, idle: 60_000 },
          pool: { maxSockets: 256, idleTimeout: 4000 },
        }),
      },
      limits: { maxHeadBytes: 16_384, maxHeaderCount: 100, replayLimit: 65_536, replayTotal: 67_108_864 },
      trust: { proxies: [], forwardedBy: 'x-forwarded', identityHeaders: [] },
      routeMatching: {
        caseSensitive: false,
        trailingSlash: 'ignore',
        ambiguousPaths: 'refuse',
        encodedSlashes: 'refuse',
        pathParameters: 'check',
        methodOverride: 'check',
      },
      routeSets: [],
    });
  });

  it('may be JSON', () => {
    const text = JSON.stringify({
      version: 'banyan/v1',
      listen: { port: '${PORT}' },
      clusters: {
        monolith: { destinations: [{ address: 'http://127.0.0.1:3000' }], timeouts: { idle: '2m' } },
      },
    });
    const config = parse(text, { PORT: '9000' });
    expect(config.listen.port).toBe(9000);
    expect(config.clusters.monolith.timeouts.idle).toBe(120_000);
  });

  it('is read from a file', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'banyan-config-')), 'proxy.yaml');
    await writeFile(file, minimal);
    const { config } = await loadProxyConfig(file, { name: 'proxy.yaml', environment: {} });
    expect(config.listen.port).toBe(8080);
    await expect(
      loadProxyConfig(`${file}.missing`, { name: 'proxy.yaml', environment: {} }),
    ).rejects.toMatchObject({ code: 'PATH_MISSING' });
  });
});

describe('the admin listener of a configuration', () => {
  const admin = (text: string, environment?: Record<string, string>) =>
    problems(`${minimal}admin: ${text}\n`, environment);

  it('is absent unless it is asked for, and then on the loopback', () => {
    expect(parse(minimal).admin).toBeUndefined();
    expect(parse(`${minimal}admin: {}\n`).admin).toEqual({ host: '127.0.0.1', port: 9901, allowedHosts: [] });
  });

  it('needs one token, of some length, where others can reach it', () => {
    for (const host of ['0.0.0.0', '"::"', '10.0.0.1', 'proxy.internal'])
      expect(admin(`{host: ${host}}`)).toEqual([
        expect.stringMatching(/admin\.host is not a loopback address, which needs admin\.token/),
      ]);
    for (const host of ['127.0.0.1', '127.1.2.3', '"::1"', 'localhost'])
      expect(admin(`{host: ${host}}`)).toEqual([]);
    expect(admin('{host: 0.0.0.0, token: "${T}"}', { T: 'x'.repeat(16) })).toEqual([]);
    expect(admin('{token: short}')).toEqual([
      expect.stringContaining('admin.token must be a text of at least 16 characters'),
    ]);
    expect(admin(`{token: ${'x'.repeat(16)}, tokenFile: t}`)).toEqual([
      expect.stringContaining('are two tokens'),
    ]);
    expect(admin('{allowedHosts: ["a:1"]}')).toEqual([
      expect.stringContaining('admin.allowedHosts[0] must be a host name without a port'),
    ]);
  });
});

describe('the shutdown of a configuration', () => {
  it('may have no delay, but needs some grace', () => {
    expect(parse(`${minimal}shutdown: {delay: 0s, grace: 1m}\n`).shutdown).toEqual({
      delay: 0,
      grace: 60_000,
    });
    expect(problems(`${minimal}shutdown: {delay: soon, grace: 0s}\n`)).toEqual([
      expect.stringContaining('shutdown.delay must be a duration such as 250ms, 2s or 1m, from 0s to 1440m'),
      expect.stringContaining('shutdown.grace must be a duration such as 250ms, 2s or 1m, from 1ms to 1440m'),
    ]);
  });
});

describe('the workers of a configuration', () => {
  it('are a number, or as many as there are processors', () => {
    expect(parse(`${minimal}workers: auto\n`).workers).toBe('auto');
    expect(parse(`${minimal}workers: 4\n`).workers).toBe(4);
    for (const wrong of ['0', '257', '1.5', 'many', '[]'])
      expect(problems(`${minimal}workers: ${wrong}\n`)).toEqual([
        expect.stringContaining('workers must be auto or a whole number from 1 to 256'),
      ]);
  });
});
