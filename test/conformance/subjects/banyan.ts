import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliProcess } from '../../support/spawn-cli.ts';
import type { BackendPorts, Subject } from './subject.ts';

/** The built command line with its defaults, but without circuit breakers: each case is about one request, not about what was learnt from those before it. */
export const banyan: Subject = {
  name: 'banyan',
  version: () => '',
  async start(backends) {
    const folder = await mkdtemp(join(tmpdir(), 'banyan-conformance-'));
    await writeFile(join(folder, 'proxy.yaml'), configuration(backends));
    const cli = new CliProcess(['proxy', 'run'], { cwd: folder });
    const listening = /banyan proxy listening on http:\S+:(\d+)\n/;
    const [[, port], [, http2Port]] = [await cli.next(listening), await cli.next(listening)];
    return {
      port: Number(port),
      http2Port: Number(http2Port),
      async stop() {
        cli.child.kill('SIGKILL');
        await cli.exitCode().catch(() => undefined);
        await rm(folder, { recursive: true });
      },
    };
  },
};

export function configuration({ monolith, service, gone }: BackendPorts): string {
  const cluster = (name: string, port: number) =>
    `  ${name}: {destinations: [{address: "http://127.0.0.1:${port}"}], timeouts: {connect: 500ms, firstByte: 1s, idle: 1s}, circuitBreaker: {enabled: false}}`;
  const routeSet = (name: string, to: string, path: string, fallback: string) =>
    `  - {name: ${name}, cluster: ${to}, phase: full, fallback: ${fallback}, routes: [{method: ANY, path: "${path}"}, {method: ANY, path: "${path}/*rest"}]}`;
  return [
    'version: banyan/v1',
    'listeners: [{port: 0}, {port: 0, http2: true}]',
    'clusters:',
    cluster('monolith', monolith),
    cluster('service', service),
    cluster('gone', gone),
    'routeSets:',
    routeSet('orders', 'service', '/api/orders', 'none'),
    routeSet('safe', 'service', '/safe', 'monolith'),
    routeSet('gone', 'gone', '/gone', 'monolith'),
    routeSet('lost', 'gone', '/lost', 'none'),
    '',
  ].join('\n');
}
