import { once } from 'node:events';
import { mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../support/proxy/certificates.ts';
import { CliProcess } from '../../support/spawn-cli.ts';

let folder: string;
let running: CliProcess[];
let servers: Server[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banyan-proxy-run-'));
  running = [];
  servers = [];
});
afterEach(() => {
  for (const { child } of running) child.kill('SIGKILL');
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function backend(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const named = (name: string) => (_: IncomingMessage, response: ServerResponse) => response.end(name);

async function writeConfig(
  monolith: string,
  service: string,
  phase: string,
  listen = '{port: 0}',
): Promise<void> {
  const content = `version: banyan/v1
listen: ${listen}
clusters:
  monolith: {destinations: [{address: "${monolith}"}]}
  catalog: {destinations: [{address: "${service}"}]}
routeSets:
  - name: catalog
    cluster: catalog
    phase: ${phase}
    routes: [{method: GET, path: /api/products}]
`;
  // Replaced in one step, as deployment tools do: a reader never sees half of it.
  await writeFile(join(folder, 'next.yaml'), content);
  await rename(join(folder, 'next.yaml'), join(folder, 'proxy.yaml'));
}

async function start(...flags: string[]): Promise<{ cli: CliProcess; origin: string }> {
  const cli = new CliProcess(['proxy', 'run', ...flags], { cwd: folder });
  running.push(cli);
  const [, origin = ''] = await cli.next(/banyan proxy listening on (https?:\S+)\n/);
  return { cli, origin };
}

async function ask(url: string): Promise<string> {
  const [response] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage];
  return text(response);
}

describe('banyan proxy run', () => {
  it('forwards by phase and says on stderr where it listens and what moves', async () => {
    await writeConfig(await backend(named('monolith')), await backend(named('service')), 'full');
    const { cli, origin } = await start();
    await cli.next(/ {2}catalog {2}full {2}-> catalog {2}1 route\n/);
    expect(await ask(`${origin}/api/products`)).toBe('service');
    expect(await ask(`${origin}/API/Products/`)).toBe('service');
    expect(await ask(`${origin}/api/orders`)).toBe('monolith');
    cli.signal('SIGTERM');
    expect(await cli.exitCode()).toBe(0);
    expect(cli.stderr).toMatch(/stopped: 0 busy connections finished, 0 cut after 25 s\n$/);
    expect(cli.stdout).toBe('');
  });

  it('reads the configuration again when the file changes', async () => {
    const [monolith, service] = [await backend(named('monolith')), await backend(named('service'))];
    await writeConfig(monolith, service, 'monolith');
    const { cli, origin } = await start();
    expect(await ask(`${origin}/api/products`)).toBe('monolith');
    await writeConfig(monolith, service, 'full');
    await cli.next(/proxy\.yaml reloaded\n {2}catalog {2}full/);
    expect(await ask(`${origin}/api/products`)).toBe('service');
  });

  it('listens where a changed configuration says, or stays where it is when that is not possible', async () => {
    const monolith = await backend(named('monolith'));
    await writeConfig(monolith, monolith, 'monolith');
    const { cli, origin } = await start();
    await writeConfig(monolith, monolith, 'monolith', '{port: 0, host: 127.0.0.2}');
    const [, moved = ''] = await cli.next(/reloaded\n[^]*listening on (http:\/\/127\.0\.0\.2:\d+)\n/);
    expect(await ask(`${moved}/a`)).toBe('monolith');
    await expect(ask(`${origin}/a`)).rejects.toThrow('ECONNREFUSED');
    const taken = await backend(named('other'));
    await writeConfig(monolith, monolith, 'monolith', `{port: ${new URL(taken).port}}`);
    await cli.next(/was not reloaded, the configuration from before stays in force\n.*EADDRINUSE/);
    expect(await ask(`${moved}/a`)).toBe('monolith');
  });

  it('keeps its configuration when the changed file has problems, and lists all of them', async () => {
    const [monolith, service] = [await backend(named('monolith')), await backend(named('service'))];
    await writeConfig(monolith, service, 'full');
    const { cli, origin } = await start();
    await writeConfig(monolith, 'nowhere', 'fulll');
    await cli.next(
      /was not reloaded, the configuration from before stays in force\nerror CONFIG_INVALID: .* 2 problems/,
    );
    await cli.next(/proxy\.yaml:5:\d+: clusters\.catalog\.destinations\[0\]\.address must be an origin/);
    await cli.next(/proxy\.yaml:9:\d+: routeSets\[0\]\.phase must be one of/);
    expect(await ask(`${origin}/api/products`)).toBe('service');
    await writeConfig(monolith, service, 'monolith');
    await cli.next(/proxy\.yaml reloaded/);
    expect(await ask(`${origin}/api/products`)).toBe('monolith');
  });

  it('reloads and opens its access log again on SIGHUP', async () => {
    const monolith = await backend(named('monolith'));
    await writeConfig(monolith, monolith, 'monolith');
    const { cli, origin } = await start('--access-log', 'access.log');
    await ask(`${origin}/before?token=secret`);
    await rename(join(folder, 'access.log'), join(folder, 'access.log.1'));
    cli.signal('SIGHUP');
    await cli.next(/proxy\.yaml reloaded/);
    await ask(`${origin}/after`);
    cli.signal('SIGINT');
    expect(await cli.exitCode()).toBe(0);
    const logs = await Promise.all(
      ['access.log.1', 'access.log'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    const lines = logs
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ method, path, status, side }) => ({ method, path, status, side }))).toEqual([
      { method: 'GET', path: '/before', status: 200, side: 'monolith' },
      { method: 'GET', path: '/after', status: 200, side: 'monolith' },
    ]);
    expect(logs.join('')).not.toContain('secret');
    expect(logs[1]).toContain('/after');
  });

  it('terminates TLS, and takes renewed certificates without a restart, but no broken ones', async () => {
    const monolith = await backend(named('monolith'));
    const write = async (name: string, content: string) => {
      await writeFile(join(folder, `${name}.next`), content);
      await rename(join(folder, `${name}.next`), join(folder, name));
    };
    const first = makeCertificate({ name: 'first', alternatives: ['127.0.0.1'] });
    const second = makeCertificate({ name: 'second', alternatives: ['127.0.0.1'] });
    await write('shop.pem', first.certificate);
    await write('shop.key', first.key);
    const tls = '{certificates: [{certificate: shop.pem, key: shop.key}]}';
    await writeConfig(monolith, monolith, 'monolith', `{port: 0, tls: ${tls}}`);
    const { cli, origin } = await start();
    const { hostname, port } = new URL(origin);
    const shown = async (): Promise<string> => {
      const socket = connectTls({ host: hostname, port: Number(port), rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      const { CN } = socket.getPeerCertificate().subject;
      socket.destroy();
      return String(CN);
    };
    expect(origin).toMatch(/^https:/);
    expect(await shown()).toBe('first');
    await write('shop.pem', second.certificate);
    await cli.next(/was not reloaded[^]*proxy\.yaml:2:\d+: shop\.key is not the key of shop\.pem\n/);
    expect(await shown()).toBe('first');
    await write('shop.key', second.key);
    await cli.next(/proxy\.yaml reloaded/);
    expect(await shown()).toBe('second');
  });

  it('writes the access log to stdout for -', async () => {
    const monolith = await backend(named('monolith'));
    await writeConfig(monolith, monolith, 'monolith');
    const { cli, origin } = await start('--access-log', '-');
    await ask(`${origin}/a`);
    cli.signal('SIGTERM');
    await cli.exitCode();
    expect(JSON.parse(cli.stdout)).toMatchObject({ method: 'GET', path: '/a', status: 200 });
  });

  it('lets a running exchange finish on SIGTERM', async () => {
    const arrived = new AbortController();
    let release: () => void = () => undefined;
    const monolith = await backend((_, response) => {
      release = () => response.end('late but whole');
      arrived.abort();
    });
    await writeConfig(monolith, monolith, 'monolith');
    const { cli, origin } = await start();
    const answer = ask(`${origin}/slow`);
    await once(arrived.signal, 'abort');
    cli.signal('SIGTERM');
    await cli.next(/stopping/);
    release();
    expect(await answer).toBe('late but whole');
    expect(await cli.exitCode()).toBe(0);
    expect(cli.stderr).toContain('stopped: 1 busy connection finished, 0 cut');
  });

  it('ends at once, with 130, on a second signal', async () => {
    const arrived = new AbortController();
    const monolith = await backend(() => arrived.abort());
    await writeConfig(monolith, monolith, 'monolith');
    const { cli, origin } = await start();
    const answer = ask(`${origin}/never`).catch(() => 'cut');
    await once(arrived.signal, 'abort');
    cli.signal('SIGINT');
    await cli.next(/stopping/);
    cli.signal('SIGINT');
    expect(await cli.exitCode()).toBe(130);
    expect(await answer).toBe('cut');
  });

  it('does not start on an address that is taken, or with a configuration or a log that it cannot use', async () => {
    const taken = await backend(named('other'));
    await writeConfig('http://127.0.0.1:9', 'http://127.0.0.1:9', 'full', `{port: ${new URL(taken).port}}`);
    const busy = new CliProcess(['proxy', 'run'], { cwd: folder });
    expect(await busy.exitCode()).toBe(2);
    expect(busy.stderr).toContain(`error ADDRESS_UNAVAILABLE: Cannot listen on ${taken}`);
    const blocked = new CliProcess(['proxy', 'run', '--access-log', 'missing/access.log'], { cwd: folder });
    expect(await blocked.exitCode()).toBe(2);
    expect(blocked.stderr).toContain('error OUTPUT_UNWRITABLE');
    await writeConfig('x', 'y', 'z');
    const broken = new CliProcess(['proxy', 'run'], { cwd: folder });
    expect(await broken.exitCode()).toBe(2);
    expect(broken.stderr).toContain('3 problems');
  });
});
