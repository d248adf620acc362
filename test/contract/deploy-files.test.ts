import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { proxyRun } from '../../src/cli/commands/proxy-run.ts';
import { parseProxyConfig, type ProxyConfig } from '../../src/config/index.ts';

const read = (file: string): string => readFileSync(join('deploy', file), 'utf8');
const environment = { MONOLITH_ORIGIN: 'http://10.0.0.1:3000', BANYAN_ADMIN_TOKEN: 'x'.repeat(16) };
const configOf = (text: string): ProxyConfig => parseProxyConfig(text, { name: 'proxy.yaml', environment });
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** Instructions with their words, continued lines joined, comments dropped. */
function instructionsOf(dockerfile: string): { name: string; rest: string }[] {
  const lines = dockerfile
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, ' ')
    .split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const found = /^([A-Z]+) (.+)$/.exec(line);
      if (!found) throw new Error(`not an instruction: ${line}`);
      return { name: found[1] ?? '', rest: found[2] ?? '' };
    });
}

/** The arguments of `banyan` exist, as the command line declares them. */
function expectRunArguments(words: readonly string[]): void {
  expect(words.slice(0, 2)).toEqual(['proxy', 'run']);
  const known = proxyRun.options.map(({ flags }) => flags.split(' ')[0]);
  for (const word of words.filter((each) => each.startsWith('--'))) expect(known).toContain(word);
}

const graceSeconds = ({ shutdown }: ProxyConfig): number => (shutdown.delay + shutdown.grace) / 1000;

describe('the Dockerfile', () => {
  const all = instructionsOf(read('Dockerfile'));
  const last = all.slice(all.findLastIndex(({ name }) => name === 'FROM'));
  const of = (list: typeof all, name: string) =>
    list.filter((each) => each.name === name).map(({ rest }) => rest);

  it('has a pinned base, and a last stage without package manager, sources or root', () => {
    expect(of(all, 'ARG')).toEqual([expect.stringMatching(/^NODE_IMAGE=node:\d+\.\d+\.\d+-bookworm-slim$/)]);
    expect(of(all, 'FROM')).toEqual(['${NODE_IMAGE} AS build', '${NODE_IMAGE}']);
    expect(of(last, 'USER')).toEqual([expect.stringMatching(/^[1-9]\d+:[1-9]\d+$/)]);
    expect(of(last, 'RUN').join()).toContain('/usr/local/lib/node_modules');
    expect(of(last, 'COPY')).toEqual([
      'LICENSE package.json ./',
      '--from=build /source/dist/proxy dist/proxy',
    ]);
    expect(of(all, 'ADD')).toEqual([]);
  });

  it('builds with a script of the package, from files that exist and that are sent to the builder', () => {
    const scripts = of(all, 'RUN').flatMap((command) => /npm run (\S+)/.exec(command)?.[1] ?? []);
    expect(scripts).toEqual(['build:proxy']);
    expect(manifest.scripts['build:proxy']).toContain('--outdir=dist/proxy');
    const sent = read('Dockerfile.dockerignore').trim().split('\n');
    expect(sent[0]).toBe('*');
    const copied = of(all, 'COPY')
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(' ').slice(0, -1));
    for (const file of copied) {
      expect(existsSync(file), file).toBe(true);
      expect(sent, file).toContain(`!${file}`);
    }
    const workspaces = (JSON.parse(readFileSync('package.json', 'utf8')) as { workspaces: string[] })
      .workspaces;
    for (const folder of workspaces) expect(copied).toContain(`${folder}/package.json`);
  });

  it('starts, stops and asks for health as the program does', () => {
    expect(of(last, 'STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(JSON.parse(of(last, 'ENTRYPOINT')[0] ?? '')).toEqual(['node', 'dist/proxy/proxy-bin.js']);
    expectRunArguments(JSON.parse(of(last, 'CMD')[0] ?? '') as string[]);
    expect(of(last, 'HEALTHCHECK')[0]).toContain('http://127.0.0.1:9901/healthz');
    expect(of(last, 'EXPOSE')).toEqual(['8080 9901']);
  });
});

describe('the compose file', () => {
  const { services } = parse(read('compose/compose.yaml')) as {
    services: { proxy: Record<string, unknown> };
  };
  const { proxy } = services;
  const config = configOf(read('compose/config/proxy.yaml'));

  it('publishes the ports of its configuration, the admin listener to this machine only', () => {
    expect(proxy['ports']).toEqual([
      `${config.listen.port}:${config.listen.port}`,
      `127.0.0.1:${config.admin?.port}:${config.admin?.port}`,
    ]);
    expect(proxy['build']).toEqual({ context: '../..', dockerfile: 'deploy/Dockerfile' });
  });

  it('waits longer than a drain takes, mounts the folder, and gives no rights', () => {
    expect(Number.parseInt(String(proxy['stop_grace_period']), 10)).toBeGreaterThan(graceSeconds(config));
    expect(proxy['volumes']).toEqual(['./config:/etc/banyan:ro']);
    expect(proxy).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    const used = [...read('compose/config/proxy.yaml').matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
    expect(new Set(Object.keys(proxy['environment'] as object))).toEqual(new Set(used));
  });
});

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  // oxlint-disable-next-line typescript/no-explicit-any -- manifests are read as they are written
  readonly [key: string]: any;
}

describe('the Kubernetes manifests', () => {
  const files = readdirSync('deploy/kubernetes').filter((file) => file !== 'kustomization.yaml');
  const manifests = files.flatMap((file) =>
    parseAllDocuments(read(`kubernetes/${file}`)).map((document) => document.toJS() as Manifest),
  );
  const one = (kind: string): Manifest => {
    const found = manifests.filter((each) => each.kind === kind);
    expect(found).toHaveLength(1);
    return found[0] as Manifest;
  };
  const config = configOf(String(one('ConfigMap')['data']['proxy.yaml']));
  const pod = one('Deployment')['spec'].template;
  const [container] = pod.spec.containers;

  it('are all listed', () => {
    const { resources } = parse(read('kubernetes/kustomization.yaml')) as { resources: string[] };
    expect([...resources].sort()).toEqual([...files].sort());
  });

  it('open the ports of the configuration and probe its admin listener', () => {
    const ports = Object.fromEntries(
      (container.ports as { name: string; containerPort: number }[]).map((port) => [
        port.name,
        port.containerPort,
      ]),
    );
    expect(ports).toEqual({ http: config.listen.port, admin: config.admin?.port });
    expect(config.listen.host).toBe('0.0.0.0');
    expect(config.admin?.host).toBe('0.0.0.0');
    expect(container.readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'admin' });
    expect(container.livenessProbe.httpGet).toEqual({ path: '/healthz', port: 'admin' });
    expect(container.startupProbe.httpGet).toEqual({ path: '/readyz', port: 'admin' });
    expect(one('Service')['spec'].ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
  });

  it('let a pod drain: it stays until endpoints have forgotten it, and is not killed before', () => {
    const failingSeconds = container.readinessProbe.periodSeconds * container.readinessProbe.failureThreshold;
    expect(config.shutdown.delay / 1000).toBeGreaterThan(failingSeconds);
    expect(pod.spec.terminationGracePeriodSeconds).toBeGreaterThan(graceSeconds(config));
  });

  it('mount folders that are updated, and the token where the configuration looks for it', () => {
    for (const mount of container.volumeMounts) expect(mount).not.toHaveProperty('subPath');
    const mounted = (container.volumeMounts as { mountPath: string }[]).map(({ mountPath }) => mountPath);
    expect(mounted).toContain('/etc/banyan');
    expect(mounted.some((path) => config.admin?.tokenFile === `${path}/token`)).toBe(true);
  });

  it('run without rights, within limits, and keep a pod while nodes are drained', () => {
    expect(pod.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65532 });
    expect(read('Dockerfile')).toContain('USER 65532:65532');
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(container.resources).toMatchObject({ requests: { memory: '128Mi' }, limits: { memory: '512Mi' } });
    const labels = pod.metadata.labels;
    expect(one('PodDisruptionBudget')['spec']).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: labels },
    });
    expect(one('Service')['spec'].selector).toEqual(labels);
    expect(one('Deployment')['spec'].selector.matchLabels).toEqual(labels);
    expect(one('Deployment')['spec'].replicas).toBeGreaterThan(1);
  });
});

describe('the systemd unit', () => {
  const unit = read('systemd/banyan-proxy.service');
  const value = (key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(unit)?.[1] ?? '';

  it('starts and reloads as the program does, and waits for a drain', () => {
    const words = value('ExecStart').split(' ');
    expect(words.slice(0, 2)).toEqual(['/usr/bin/node', '/opt/banyan/dist/proxy/proxy-bin.js']);
    expectRunArguments(words.slice(2));
    expect(value('ExecReload')).toBe('/bin/kill -HUP $MAINPID');
    const { shutdown } = configOf(
      'version: banyan/v1\nclusters: {monolith: {destinations: [{address: "http://a:1"}]}}\n',
    );
    expect(Number(value('TimeoutStopSec'))).toBeGreaterThan((shutdown.delay + shutdown.grace) / 1000);
    expect(value('KillMode')).toBe('mixed');
    expect(unit).not.toMatch(/^MemoryDenyWriteExecute=yes/m);
  });

  it.skipIf(!existsSync('/usr/bin/systemd-analyze'))(
    'is what systemd accepts, and as closed as it can be',
    () => {
      const file = join(mkdtempSync(join(tmpdir(), 'banyan-unit-')), 'banyan-proxy.service');
      writeFileSync(file, unit.replaceAll('/usr/bin/node', process.execPath));
      const verified = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
      expect(verified.stderr).toBe('');
      expect(verified.status).toBe(0);
      const judged = spawnSync('systemd-analyze', ['security', '--offline=true', file], { encoding: 'utf8' });
      const level = Number(/exposure level for banyan-proxy\.service: ([0-9.]+)/.exec(judged.stdout)?.[1]);
      expect(level).toBeLessThan(2.5);
    },
  );
});
