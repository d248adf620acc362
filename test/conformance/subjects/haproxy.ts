import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, spawnListening, versionOf } from './spawned.ts';
import type { BackendPorts, Subject } from './subject.ts';

/** With its normalisation of targets, which is off by default, replaced X-Forwarded-For and a backup server. */
export const haproxy: Subject = {
  name: 'haproxy',
  version: () => versionOf('/usr/sbin/haproxy', '-v'),
  async start(backends) {
    const folder = await mkdtemp(join(tmpdir(), 'banyan-conformance-'));
    const port = await freePort();
    const file = join(folder, 'haproxy.cfg');
    await writeFile(file, configuration(port, backends));
    const stop = await spawnListening('/usr/sbin/haproxy', ['-db', '-q', '-f', file], port);
    return {
      port,
      // It knows the preface.
      http2Port: port,
      async stop() {
        await stop();
        await rm(folder, { recursive: true });
      },
    };
  },
};

function configuration(port: number, { monolith, service, gone }: BackendPorts): string {
  const backend = (name: string, ...servers: string[]) =>
    [
      `backend ${name}`,
      ...servers.map(
        (each, index) =>
          `  server s${index} 127.0.0.1:${each}${servers.length > 1 && index === 0 ? ' check inter 200' : ''}`,
      ),
      ...(servers.length > 1
        ? [
            '  retries 1',
            '  option redispatch 1',
            '  option allbackups',
            '  retry-on conn-failure empty-response response-timeout 502 503 504',
          ]
        : []),
    ].join('\n');
  const to = (path: string, name: string) =>
    `  use_backend ${name} if { path ${path} } || { path_beg ${path}/ }`;
  return `
global
  expose-experimental-directives
defaults
  mode http
  option abortonclose
  timeout connect 500ms
  timeout client 5s
  timeout server 1s
  timeout http-request 5s
  timeout http-keep-alive 60s
  timeout tunnel 60s
frontend front
  bind 127.0.0.1:${port}
  http-request normalize-uri path-merge-slashes
  http-request normalize-uri path-strip-dot
  http-request normalize-uri path-strip-dotdot full
  http-request normalize-uri percent-decode-unreserved strict
  http-request normalize-uri percent-to-uppercase strict
  http-request normalize-uri fragment-strip
  http-request del-header x-forwarded-host
  http-request set-header x-forwarded-for %[src]
  http-request set-header x-forwarded-proto http
${to('/api/orders', 'service')}
${to('/safe', 'safe')}
${to('/gone', 'gone')}
${to('/lost', 'lost')}
  default_backend monolith
${backend('monolith', String(monolith))}
${backend('service', String(service))}
${backend('safe', String(service), `${monolith} backup`)}
${backend('gone', String(gone), `${monolith} backup`)}
${backend('lost', String(gone))}
`;
}
