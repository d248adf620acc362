import { once } from 'node:events';
import { mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePrometheusText } from '../../support/prometheus-text.ts';
import { keepAsking } from '../../support/proxy/keep-asking.ts';
import { CliProcess } from '../../support/spawn-cli.ts';

let folder: string;
let monolith: Server;
let running: CliProcess[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banyan-proxy-workers-'));
  running = [];
  answer = (request, response) => {
    request.resume().on('end', () => response.end('monolith'));
  };
  monolith = createServer((request, response) => answer(request, response));
  monolith.keepAliveTimeout = 60_000;
  await once(monolith.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  for (const { child } of running) child.kill('SIGKILL');
  monolith.closeAllConnections();
  monolith.close();
});

async function write(rest = '', workers = 2): Promise<void> {
  const { port } = monolith.address() as AddressInfo;
  await writeFile(
    join(folder, 'next.yaml'),
    `version: banyan/v1
listen: {port: 0}
admin: {port: 0}
workers: ${workers}
clusters: {monolith: {destinations: [{address: "http://127.0.0.1:${port}"}]}}
${rest}`,
  );
  await rename(join(folder, 'next.yaml'), join(folder, 'proxy.yaml'));
}

async function start(...flags: string[]) {
  const cli = new CliProcess(['proxy', 'run', ...flags], { cwd: folder });
  running.push(cli);
  const [, origin = ''] = await cli.next(/listening on (http:\S+)\n/);
  const [, admin = ''] = await cli.next(/health, metrics and state on (http:\S+)\n/);
  return { cli, origin, admin };
}

async function ask(url: string): Promise<string> {
  const [response] = (await once(get(url, { agent: false }), 'response')) as [IncomingMessage];
  return text(response);
}

interface Status {
  readonly state: string;
  readonly configuration: { readonly generation: number };
  readonly connections: number;
  readonly workers: readonly { number: number; pid: number; state: string; generation: number }[];
}
const statusOf = async (admin: string) => JSON.parse(await ask(`${admin}/status`)) as Status;

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function ended(pids: readonly number[]): Promise<void> {
  while (pids.some(lives)) await wait(10);
}

/** Resolves once nothing listens there any more; a connection that comes to nothing is no answer. */
async function refused(origin: string): Promise<void> {
  for (let isOpen = true; isOpen; ) {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
  }
}

describe('banyan proxy run with workers', () => {
  it('is one proxy: one address, one configuration, one sum of everything', async () => {
    await write();
    const { cli, origin, admin } = await start();
    for (let count = 0; count < 20; count++) expect(await ask(`${origin}/a`)).toBe('monolith');
    const status = await statusOf(admin);
    expect(status.state).toBe('serving');
    expect(status.workers.map(({ number, state, generation }) => [number, state, generation])).toEqual([
      [1, 'serving', 1],
      [2, 'serving', 1],
    ]);
    const metrics = parsePrometheusText(await ask(`${admin}/metrics`));
    const sum = [...(metrics.get('banyan_exchanges_total')?.samples.values() ?? [])].reduce(
      (a, b) => a + b,
      0,
    );
    expect(sum).toBe(20);
    expect(metrics.get('process_resident_memory_bytes')?.samples.size).toBe(2);
    const documented = await readFile('docs/reference/proxy-metrics.md', 'utf8');
    for (const name of metrics.keys()) expect(documented, name).toContain(`\`${name}\``);
    cli.signal('SIGTERM');
    expect(await cli.exitCode()).toBe(0);
    await ended(status.workers.map(({ pid }) => pid));
  });

  it('takes a hundred configurations and fresh workers under load without losing a request', async () => {
    await write();
    const { cli, origin, admin } = await start();
    const load = keepAsking(origin, 'monolith');
    for (let round = 0; round < 100; round++) {
      await write(`limits: {maxHeaderCount: ${100 + round}}\n`);
      cli.signal('SIGHUP');
      await cli.next(/proxy\.yaml reloaded/);
    }
    cli.signal('SIGUSR2');
    await cli.next(/worker 1 was replaced/);
    await cli.next(/worker 2 was replaced/);
    const { answers, failures } = await load.stop();
    expect(failures).toEqual([]);
    expect(answers).toBeGreaterThan(100);
    const status = await statusOf(admin);
    expect(status.workers.map(({ state }) => state)).toEqual(['serving', 'serving']);
    expect(new Set(status.workers.map(({ generation }) => generation))).toEqual(
      new Set([status.configuration.generation]),
    );
    const metrics = parsePrometheusText(await ask(`${admin}/metrics`));
    const sum = [...(metrics.get('banyan_exchanges_total')?.samples.values() ?? [])].reduce(
      (a, b) => a + b,
      0,
    );
    expect(sum).toBe(answers);
  });

  it('moves to another address in all workers, or in none', async () => {
    await write();
    const { cli, origin, admin } = await start();
    const text = await readFile(join(folder, 'proxy.yaml'), 'utf8');
    const listen = async (where: string) => {
      await writeFile(join(folder, 'next.yaml'), text.replace('listen: {port: 0}', `listen: ${where}`));
      await rename(join(folder, 'next.yaml'), join(folder, 'proxy.yaml'));
    };
    await listen('{port: 0, host: 127.0.0.2}');
    const [, moved = ''] = await cli.next(/listening on (http:\/\/127\.0\.0\.2:\d+)\n/);
    for (let count = 0; count < 6; count++) expect(await ask(`${moved}/a`)).toBe('monolith');
    await expect(ask(`${origin}/a`)).rejects.toThrow('ECONNREFUSED');
    const other = createServer();
    await once(other.listen(0, '127.0.0.1'), 'listening');
    await listen(`{port: ${(other.address() as AddressInfo).port}}`);
    await cli.next(/was not reloaded, the configuration from before stays in force\n.*EADDRINUSE/);
    other.close();
    expect(await ask(`${moved}/a`)).toBe('monolith');
    const { configuration, workers } = await statusOf(admin);
    expect([configuration.generation, ...workers.map(({ generation }) => generation)]).toEqual([2, 2, 2]);
  });

  it('names a worker that dies, replaces it, and goes on answering', async () => {
    await write();
    const { cli, origin, admin } = await start();
    const [first] = (await statusOf(admin)).workers;
    process.kill(first?.pid ?? 0, 'SIGKILL');
    await cli.next(/worker 1 ended \(SIGKILL\); a new one starts in 0\.1 s/);
    expect(await ask(`${origin}/a`)).toBe('monolith');
    await cli.next(/worker 1 serves again/);
    const { workers } = await statusOf(admin);
    expect(workers.map(({ state }) => state)).toEqual(['serving', 'serving']);
    expect(workers.find(({ number }) => number === 1)?.pid).not.toBe(first?.pid);
  });

  it('drains all workers on SIGTERM', async () => {
    let release = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      answer = (request, response) => {
        if (request.url === '/slow') {
          release = () => response.end('late but whole');
          resolve();
        } else response.end();
      };
    });
    await write();
    const { cli, origin } = await start();
    const late = ask(`${origin}/slow`);
    await arrived;
    cli.signal('SIGTERM');
    await refused(origin);
    release();
    expect(await late).toBe('late but whole');
    expect(await cli.exitCode()).toBe(0);
    expect(cli.stderr).toMatch(/stopped: [1-9][0-9]* busy connections? finished, 0 cut/);
  });

  it('leaves no connection without anybody while its workers close', async () => {
    let release = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      answer = (request, response) => {
        if (request.url === '/slow') {
          release = () => response.end('late but whole');
          resolve();
        } else response.end('monolith');
      };
    });
    await write();
    const { cli, origin } = await start();
    const slow = ask(`${origin}/slow`);
    await arrived;
    const knockUntilRefused = async (): Promise<void> => {
      for (;;) {
        const said = await ask(`${origin}/`).catch((error: NodeJS.ErrnoException) => error.code);
        if (said !== 'monolith') return;
      }
    };
    const knocking = Promise.all(Array.from({ length: 40 }, knockUntilRefused));
    await wait(50);
    cli.signal('SIGTERM');
    await knocking;
    release();
    // Not cut after the grace that a forgotten connection would have taken.
    expect(await slow).toBe('late but whole');
    expect(await cli.exitCode()).toBe(0);
  });

  it('ends at once on a second signal, and leaves no worker behind even when it is killed', async () => {
    answer = () => undefined;
    await write();
    const { cli, origin, admin } = await start();
    const { workers } = await statusOf(admin);
    const cut = ask(`${origin}/never`).catch(() => 'cut');
    await expect.poll(async () => (await statusOf(admin)).connections).toBe(1);
    cli.signal('SIGINT');
    await cli.next(/stopping/);
    cli.signal('SIGINT');
    expect(await cli.exitCode()).toBe(130);
    expect(await cut).toBe('cut');
    await ended(workers.map(({ pid }) => pid));
    const other = await start();
    const orphans = (await statusOf(other.admin)).workers;
    other.cli.signal('SIGKILL');
    await ended(orphans.map(({ pid }) => pid));
  });

  it('keeps one access log, in a file that is moved away or on stdout', async () => {
    await write();
    const { cli, origin } = await start('--access-log', 'access.log');
    const paths = Array.from({ length: 40 }, (_, index) => `/${index}`);
    await Promise.all(paths.slice(0, 20).map((path) => ask(origin + path)));
    await rename(join(folder, 'access.log'), join(folder, 'access.log.1'));
    cli.signal('SIGHUP');
    await cli.next(/proxy\.yaml reloaded/);
    await Promise.all(paths.slice(20).map((path) => ask(origin + path)));
    cli.signal('SIGTERM');
    await cli.exitCode();
    const logs = await Promise.all(
      ['access.log.1', 'access.log'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    const logged = (lines: string) =>
      lines
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { path: string }).path);
    expect(logged(logs.join('')).sort()).toEqual([...paths].sort());
    expect(logged(logs[1] ?? '')).toEqual(expect.arrayContaining(paths.slice(20)));

    const onStdout = await start('--access-log', '-');
    await Promise.all(paths.map((path) => ask(onStdout.origin + path)));
    onStdout.cli.signal('SIGTERM');
    await onStdout.cli.exitCode();
    expect(logged(onStdout.cli.stdout).sort()).toEqual([...paths].sort());
  });

  it('does not start with one worker less', async () => {
    const { port } = monolith.address() as AddressInfo;
    await write();
    const config = await readFile(join(folder, 'proxy.yaml'), 'utf8');
    await writeFile(
      join(folder, 'proxy.yaml'),
      config
        .replace('listen: {port: 0}', `listen: {port: ${port}, host: "127.0.0.1"}`)
        .replace(/address: "[^"]*"/, 'address: "http://127.0.0.1:9"'),
    );
    const cli = new CliProcess(['proxy', 'run'], { cwd: folder });
    running.push(cli);
    expect(await cli.exitCode()).toBe(2);
    expect(cli.stderr).toContain('ADDRESS_UNAVAILABLE');
  });
});
