import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/index.ts';
import { buildAnalysis, buildRoute } from '../../support/build-analysis.ts';
import { runCli } from '../../support/run-cli.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banyan-proxy-config-'));
});

const banyan = (...argv: string[]) => runCli(argv, commands, { workingFolder: folder });

async function writeAnalysis(...operations: string[]): Promise<void> {
  const routes = operations.map((operation) => buildRoute(operation, { context: 'catalog' }));
  await writeFile(join(folder, 'analysis.json'), JSON.stringify(buildAnalysis({ routes })));
}

const config = `version: banyan/v1
clusters:
  monolith: {destinations: [{address: "http://127.0.0.1:3000"}]}
  catalog: {destinations: [{address: "http://127.0.0.1:4000"}]}
routeSets:
  - name: catalog
    cluster: catalog
    phase: canary
    canaryPercent: 50
    bucket: {by: [{cookie: sid}]}
    routes:
      - {method: GET, path: "/api/products/:id", from: "src/products.ts:12"}
      - {method: POST, path: /api/products}
  - name: accounts
    phase: monolith
    routes: [{method: ANY, path: "/api/accounts/*rest"}]
`;

describe('banyan proxy init', () => {
  it('writes a configuration that banyan proxy validate accepts', async () => {
    await writeAnalysis('GET /api/products', 'GET /:a-:b');
    const written = await banyan(
      'proxy',
      'init',
      '--from',
      'analysis.json',
      '--monolith',
      'http://m:1',
      '--port',
      '81',
    );
    expect(written).toMatchObject({
      exitCode: 0,
      stdout: 'proxy.yaml: 1 route in 1 route set, all in phase monolith\n',
    });
    expect(written.stderr).toContain(
      '1 route in it only as a comment:\n  GET /:a-:b (a.ts:1): ":a-:b" must be',
    );
    expect(written.stderr).toContain('Next: banyan proxy run --config proxy.yaml');
    const text = await readFile(join(folder, 'proxy.yaml'), 'utf8');
    expect(text).toContain('address: http://m:1\n');
    expect(text).toContain('port: 81\n');
    const valid = await banyan('proxy', 'validate');
    expect(valid).toMatchObject({ exitCode: 0 });
    expect(valid.stdout).toBe(
      'proxy.yaml is valid: 1 route in 1 route set, 1 cluster\n  catalog  monolith  -> monolith  1 route\n',
    );
  });

  it('replaces an existing file only with --force', async () => {
    await writeAnalysis('GET /a');
    await writeFile(join(folder, 'proxy.yaml'), 'mine');
    const refused = await banyan('proxy', 'init', '--from', 'analysis.json');
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('error OUTPUT_UNWRITABLE: proxy.yaml exists already');
    expect(await readFile(join(folder, 'proxy.yaml'), 'utf8')).toBe('mine');
    expect((await banyan('proxy', 'init', '--from', 'analysis.json', '--force')).exitCode).toBe(0);
    expect(await readFile(join(folder, 'proxy.yaml'), 'utf8')).toContain('banyan/v1');
  });

  it('says what is wrong with an analysis that it cannot use', async () => {
    expect((await banyan('proxy', 'init')).stderr).toContain('error PATH_MISSING');
    await writeFile(join(folder, 'analysis.json'), '{"schemaVersion": 2}');
    const other = await banyan('proxy', 'init', '--from', 'analysis.json');
    expect(other.exitCode).toBe(2);
    expect(other.stderr).toContain('error DOCUMENT_INVALID');
    expect(other.stderr).toContain('analysis.json at schemaVersion');
    await writeFile(join(folder, 'analysis.json'), 'no JSON');
    expect((await banyan('proxy', 'init', '--from', 'analysis.json')).stderr).toContain(
      'analysis.json is not JSON',
    );
  });

  it('refuses a monolith or a port that no proxy could use', async () => {
    await writeAnalysis('GET /a');
    for (const flags of [
      ['--monolith', 'm:3000'],
      ['--monolith', 'http://m/path'],
      ['--port', '70000'],
      ['--port', 'x'],
    ]) {
      const refused = await banyan('proxy', 'init', '--from', 'analysis.json', ...flags);
      expect(refused.stderr).toContain('error USAGE');
      expect(refused.exitCode).toBe(2);
    }
  });
});

describe('banyan proxy validate', () => {
  it('shows every problem at once, with its place', async () => {
    await writeFile(join(folder, 'proxy.yaml'), 'version: banyan/v2\nclusters: {}\nports: 1\n');
    const { exitCode, stderr, stdout } = await banyan('proxy', 'validate');
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('proxy.yaml:1:10: version must be banyan/v1');
    expect(stderr).toContain('proxy.yaml:2:11: clusters.monolith is missing');
    expect(stderr).toContain('proxy.yaml:3:1: ports is not a known key');
    const json = await banyan('proxy', 'validate', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ schemaVersion: 1, error: { code: 'CONFIG_INVALID' } });
  });

  it('lists the route sets with their phases', async () => {
    await writeFile(join(folder, 'proxy.yaml'), config);
    expect(
      (await banyan('proxy', 'validate')).stdout,
    ).toBe(`proxy.yaml is valid: 3 routes in 2 route sets, 2 clusters
  catalog   canary 50 %  -> catalog   2 routes
  accounts  monolith     -> monolith  1 route
`);
    expect(JSON.parse((await banyan('proxy', 'validate', '--json')).stdout)).toEqual({
      schemaVersion: 1,
      clusters: ['monolith', 'catalog'],
      routeSets: [
        { name: 'catalog', phase: 'canary', cluster: 'catalog', canaryPercent: 50, routes: 2 },
        { name: 'accounts', phase: 'monolith', cluster: null, canaryPercent: null, routes: 1 },
      ],
    });
  });
});

describe('banyan proxy explain', () => {
  beforeEach(() => writeFile(join(folder, 'proxy.yaml'), config));
  const explain = async (request: string, ...flags: string[]) =>
    (await banyan('proxy', 'explain', request, ...flags)).stdout;

  it('says which side answers and why, the same way for the same client', async () => {
    const answers = new Set<string>();
    for (const sid of ['a', 'b', 'c', 'd', 'e', 'f']) {
      const flags = ['--header', `Cookie: sid=${sid}`, '--json'];
      const one = JSON.parse(await explain('GET /API/Products/7/?q=1', ...flags));
      const other = JSON.parse(await explain('GET /api/products/8', ...flags, '--client', '192.0.2.9'));
      expect(other).toMatchObject({ cluster: one.cluster, canary: one.canary });
      expect(one.cluster).toBe(one.canary.point < 50 ? 'catalog' : 'monolith');
      expect(one).toMatchObject({
        route: {
          routeSet: 'catalog',
          template: '/api/products/:id',
          from: 'src/products.ts:12',
          idempotency: 'safe',
        },
        canary: { key: sid, percent: 50 },
      });
      answers.add(one.cluster);
    }
    expect([...answers].sort()).toEqual(['catalog', 'monolith']);
  });

  it('says so in words', async () => {
    expect(
      await explain(
        'POST /api/products',
        '-H',
        'cookie: sid=a',
        '--host',
        'shop.test',
        '--client',
        '192.0.2.7',
      ),
    ).toBe(`POST /api/products
  client    192.0.2.7
  route     POST /api/products of route set catalog
  answered  by catalog: this client falls at 4.89 of 100, inside the canary of 50 %
  sends     /api/products to 127.0.0.1:4000, Host shop.test
  waits     1 s to connect, 30 s for the first byte, 60 s between bytes; 1 more attempt
  fallback  monolith, if nothing of the request reached the service, or it answered 421
  no match  2 routes of other paths
`);
    expect(await explain('DELETE /api/accounts/7')).toContain(`
  route     ANY /api/accounts/*rest of route set accounts
  answered  by monolith: the route set is in phase monolith
  sends     /api/accounts/7 to 127.0.0.1:3000, Host localhost
`);
    expect(await explain('DELETE /api/products/7')).toContain(
      '  no match  GET /api/products/:id of route set catalog: it is for GET\n',
    );
    expect(await explain('GET /elsewhere')).toContain(
      'answered  by monolith: no route set claims this request',
    );
    expect(await explain('GET /api/%2e%2e/products')).toContain('refused   dot segment; no backend');
    expect(await explain('GET *')).toContain('refused   asterisk without options');
    expect(await explain('OPTIONS *')).toContain('answered  by monolith');
    expect(await explain('GET /a\u001b[2Jb')).not.toContain('\u001b');
  });

  it('refuses what is no request and no header', async () => {
    for (const argv of [['GET'], ['/a'], ['GET /a', '--header', 'nonsense']])
      expect(await banyan('proxy', 'explain', ...argv)).toMatchObject({ exitCode: 2, stdout: '' });
  });
});
