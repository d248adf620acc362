import { once } from 'node:events';
import { mkdtemp, rename, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePrometheusText } from '../../support/prometheus-text.ts';
import { CliProcess } from '../../support/spawn-cli.ts';

let folder: string;
let monolith: Server;
let running: CliProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banyan-proxy-admin-'));
  monolith = createServer((_, response) => response.end('monolith'));
  await once(monolith.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  running?.child.kill('SIGKILL');
  monolith.closeAllConnections();
  monolith.close();
});

async function write(admin: string, rest = ''): Promise<void> {
  const { port } = monolith.address() as AddressInfo;
  await writeFile(
    join(folder, 'next.yaml'),
    `version: banyan/v1
listen: {port: 0}
clusters: {monolith: {destinations: [{address: "http://127.0.0.1:${port}"}]}}
${admin === '' ? '' : `admin: ${admin}\n`}${rest}`,
  );
  await rename(join(folder, 'next.yaml'), join(folder, 'proxy.yaml'));
}

async function start(environment: Record<string, string> = {}) {
  running = new CliProcess(['proxy', 'run'], { cwd: folder, environment });
  const [, origin = ''] = await running.next(/listening on (http:\S+)\n/);
  const [, admin = ''] = await running.next(/health, metrics and state on (http:\S+)\n/);
  return { cli: running, origin, admin };
}

async function get(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const sent = request(url, { headers, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}

describe('the admin listener of banyan proxy run', () => {
  it('says whether the proxy lives and is ready, what it counts and what it does', async () => {
    await write('{port: 0}');
    const { cli, origin, admin } = await start();
    await get(`${origin}/a`);
    expect(await get(`${admin}/healthz`)).toEqual({ status: 200, body: 'ok\n' });
    expect(await get(`${admin}/readyz`)).toEqual({ status: 200, body: 'ready\n' });
    expect((await get(`${admin}/else`)).status).toBe(404);
    const metrics = parsePrometheusText((await get(`${admin}/metrics`)).body);
    const value = (name: string) => [...(metrics.get(name)?.samples.values() ?? [])][0];
    expect(value('banyan_exchanges_total')).toBe(1);
    expect(value('banyan_configuration_generation')).toBe(1);
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    const status = JSON.parse((await get(`${admin}/status`)).body);
    expect(status).toMatchObject({
      schemaVersion: 1,
      state: 'serving',
      configuration: { name: 'proxy.yaml', generation: 1, problem: null },
      listeners: [{ host: '127.0.0.1', port: Number(new URL(origin).port) }],
      exchangesInFlight: 0,
      destinations: [{ cluster: 'monolith', busy: 0, idle: 1, waiting: 0 }],
    });
    cli.signal('SIGTERM');
    expect(await cli.exitCode()).toBe(0);
  });

  it('follows a reload to another address and access, and tells of one that was refused', async () => {
    await write('{port: 0}');
    const { cli, admin } = await start();
    await write('{port: 0, allowedHosts: [ops.example]}', 'limits: {maxHeaderCount: 99}\n');
    await cli.next(/proxy\.yaml reloaded/);
    expect((await get(`${admin}/status`, { host: 'ops.example' })).status).toBe(200);
    await write('{port: 0}', 'nonsense: 1\n');
    await cli.next(/was not reloaded/);
    const status = JSON.parse((await get(`${admin}/status`)).body);
    expect(status.configuration.generation).toBe(2);
    expect(status.configuration.problem).toContain('nonsense is not a known key');
    const metrics = parsePrometheusText((await get(`${admin}/metrics`)).body);
    expect(metrics.get('banyan_configuration_refusals_total')?.samples.values().next().value).toBe(1);
    await write('{port: 0, host: "::1"}');
    await cli.next(/proxy\.yaml reloaded/);
    await expect(get(`${admin}/healthz`)).rejects.toThrow('ECONNREFUSED');
  });

  it('beyond the loopback asks for a token from the environment or a file', async () => {
    await write('{port: 0, host: 0.0.0.0}');
    const open = new CliProcess(['proxy', 'run'], { cwd: folder });
    expect(await open.exitCode()).toBe(2);
    expect(open.stderr).toContain('admin.host is not a loopback address, which needs admin.token');
    await write('{port: 0, host: 0.0.0.0, token: "${ADMIN_TOKEN}"}');
    const { cli, admin } = await start({ ADMIN_TOKEN: 'a-token-of-the-environment' });
    const url = admin.replace('0.0.0.0', '127.0.0.1');
    expect((await get(`${url}/metrics`)).status).toBe(401);
    expect((await get(`${url}/readyz`)).status).toBe(200);
    const authorization = 'Bearer a-token-of-the-environment';
    expect((await get(`${url}/metrics`, { authorization })).status).toBe(200);
    await writeFile(join(folder, 'token'), 'a-token-of-a-file-that-changes\n');
    await write('{port: 0, host: 0.0.0.0, tokenFile: token}');
    await cli.next(/proxy\.yaml reloaded/);
    expect((await get(`${url}/metrics`, { authorization })).status).toBe(401);
    const next = { authorization: 'Bearer a-token-of-a-file-that-changes' };
    expect((await get(`${url}/metrics`, next)).status).toBe(200);
    await write('{port: 0, host: 0.0.0.0, tokenFile: missing}');
    await cli.next(/was not reloaded[^]*Cannot read the admin token in missing/);
    expect((await get(`${url}/metrics`, next)).status).toBe(200);
  });

  it('is not ready while the proxy still accepts before it drains', async () => {
    await write('{port: 0}', 'shutdown: {delay: 2s, grace: 1s}\n');
    const { cli, origin, admin } = await start();
    cli.signal('SIGTERM');
    await cli.next(/stopping in 2 s: not ready any more, still accepting/);
    expect((await get(`${admin}/readyz`)).status).toBe(503);
    expect((await get(`${admin}/healthz`)).status).toBe(200);
    expect(await get(`${origin}/a`)).toEqual({ status: 200, body: 'monolith' });
    expect(await cli.exitCode()).toBe(0);
  });
});
