import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, isListening, versionOf } from '../../test/conformance/subjects/spawned.ts';

/** A process that listens. */
export interface Peer {
  readonly name: string;
  readonly pid: number;
  readonly port: number;
}

const CLI = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const children: ChildProcess[] = [];

/** The proxy on the first core, all that is not measured on the second. */
export const cores = availableParallelism() > 1 && spawnSync('taskset', ['-V']).error === undefined;
export const onCore = (core: number, command: readonly string[]): readonly string[] =>
  cores ? ['taskset', '-c', String(core), ...command] : command;

function launch(command: readonly string[], withIpc = false): ChildProcess {
  const [program = '', ...argv] = command;
  const child = spawn(program, argv, {
    stdio: ['ignore', 'pipe', 'inherit', ...(withIpc ? ['ipc' as const] : [])],
  });
  children.push(child);
  return child;
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [line] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line')) as [
    string,
  ];
  return line;
}

const scriptOf = (role: string): string[] => [
  process.execPath,
  '--import',
  'tsx',
  fileURLToPath(new URL(`./${role}.ts`, import.meta.url)),
];

export async function startBackend(): Promise<number> {
  return Number(await firstLine(launch(onCore(1, scriptOf('backend')))));
}

export function startLoad(): ChildProcess {
  return launch(onCore(1, scriptOf('load')), true);
}

export async function startHttpProxy(backendPort: number): Promise<Peer> {
  const child = launch(onCore(0, [...scriptOf('http-proxy'), String(backendPort)]));
  return { name: 'http-proxy', pid: child.pid ?? 0, port: Number(await firstLine(child)) };
}

/** The command line as it is built, with a configuration and the access log written to nowhere, or without one. */
export async function startBanyan(
  name: string,
  folder: string,
  { config, hasLog, isPinned = true }: { config: object; hasLog: boolean; isPinned?: boolean },
): Promise<Peer> {
  const file = join(folder, `${name.replaceAll(/\W+/g, '-')}.json`);
  writeFileSync(file, JSON.stringify(config));
  const log = hasLog ? ['--access-log', '/dev/null'] : [];
  const command = [process.execPath, CLI, 'proxy', 'run', '--config', file, '--json', '--quiet', ...log];
  const child = launch(isPinned ? onCore(0, command) : command);
  const { listening } = JSON.parse(await firstLine(child)) as { listening: string };
  return { name, pid: child.pid ?? 0, port: Number(new URL(listening).port) };
}

const NGINX = '/usr/sbin/nginx';
export const nginxVersion = versionOf(NGINX, '-v');

/** As a backend that answers 1 KB itself, on the core of what is not measured. */
export function startPlainNginx(folder: string): Promise<Peer> {
  return launchNginx('backend', folder, 1, (port) => plainConfiguration(port));
}

/** One worker, kept connections to the backend, the access log written together as ours is. */
export function startNginx(folder: string, backendPort: number): Promise<Peer> {
  return launchNginx('nginx', folder, 0, (port) => proxyConfiguration(port, backendPort));
}

async function launchNginx(
  name: string,
  folder: string,
  core: number,
  http: (port: number) => string,
): Promise<Peer> {
  const port = await freePort();
  const home = join(folder, name);
  mkdirSync(home, { recursive: true });
  const configuration = join(home, 'nginx.conf');
  writeFileSync(
    configuration,
    `
daemon off; master_process off; worker_processes 1; worker_rlimit_nofile 65536; pid ${home}/nginx.pid;
events { worker_connections 32768; }
http {
  server_tokens off; keepalive_requests 100000000; keepalive_timeout 75s; client_body_temp_path ${home};
  proxy_temp_path ${home}; fastcgi_temp_path ${home}; uwsgi_temp_path ${home}; scgi_temp_path ${home};
  ${http(port)}
}`,
  );
  const child = launch(onCore(core, [NGINX, '-p', home, '-c', configuration, '-e', '/dev/null']));
  for (let attempt = 0; attempt < 500 && !(await isListening(port)); attempt++) await delay(10);
  return { name, pid: child.pid ?? 0, port };
}

function proxyConfiguration(port: number, backendPort: number): string {
  return `
  access_log /dev/null combined buffer=64k flush=100ms; proxy_max_temp_file_size 0;
  proxy_http_version 1.1; proxy_set_header Connection ''; proxy_set_header Host $host;
  proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Host $host;
  proxy_set_header X-Request-Id $request_id;
  upstream backend { server 127.0.0.1:${backendPort}; keepalive 256; keepalive_requests 100000000; }
  server { listen 127.0.0.1:${port} backlog=1024; location / { proxy_pass http://backend; } }`;
}

function plainConfiguration(port: number): string {
  return `
  access_log off; default_type application/json;
  server { listen 127.0.0.1:${port} backlog=1024; location / { return 200 "${'x'.repeat(1024)}"; } }`;
}

export async function stop(peer: Peer): Promise<void> {
  const child = children.find(({ pid }) => pid === peer.pid);
  if (child === undefined) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

export function stopAll(): void {
  for (const child of children) child.kill('SIGKILL');
}
