import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, spawnListening, versionOf } from './spawned.ts';
import type { BackendPorts, Subject } from './subject.ts';

/** As its documentation recommends: keep-alive to the backends, replaced X-Forwarded-For, the monolith as backup server. */
export const nginx: Subject = {
  name: 'nginx',
  version: () => versionOf('/usr/sbin/nginx', '-v'),
  async start(backends) {
    const folder = await mkdtemp(join(tmpdir(), 'banyan-conformance-'));
    const [port, http2Port] = [await freePort(), await freePort()];
    const file = join(folder, 'nginx.conf');
    await writeFile(file, configuration(folder, port, http2Port, backends));
    const stop = await spawnListening(
      '/usr/sbin/nginx',
      ['-p', folder, '-c', file, '-e', join(folder, 'error.log')],
      port,
    );
    return {
      port,
      http2Port,
      async stop() {
        await stop();
        await rm(folder, { recursive: true });
      },
    };
  },
};

function configuration(
  folder: string,
  port: number,
  http2Port: number,
  { monolith, service, gone }: BackendPorts,
): string {
  const upstream = (name: string, ...servers: string[]) =>
    `upstream ${name} { ${servers.map((each) => `server ${each};`).join(' ')} keepalive 32; }`;
  const location = (path: string, to: string) =>
    `location = ${path} { proxy_pass http://${to}; } location ${path}/ { proxy_pass http://${to}; }`;
  const at = (one: number) => `127.0.0.1:${one} max_fails=0`;
  return `
daemon off; master_process off; worker_processes 1; pid ${folder}/nginx.pid;
events { worker_connections 512; }
http {
  access_log off; server_tokens off; default_type text/plain;
  client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  client_header_timeout 5s; client_body_timeout 5s;
  proxy_http_version 1.1; proxy_connect_timeout 500ms; proxy_read_timeout 1s; proxy_send_timeout 1s;
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  proxy_set_header Connection $connection_upgrade; proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Host $host; proxy_set_header X-Real-IP $remote_addr; proxy_set_header X-Forwarded-For $remote_addr;
  proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Host $host;
  ${upstream('monolith', at(monolith))}
  ${upstream('service', at(service))}
  ${upstream('safe', at(service), `${at(monolith)} backup`)}
  ${upstream('gone', at(gone), `${at(monolith)} backup`)}
  ${upstream('lost', at(gone))}
  server {
    listen 127.0.0.1:${port};
    listen 127.0.0.1:${http2Port} http2;
    proxy_next_upstream error timeout http_502 http_503 http_504;
    ${location('/api/orders', 'service')} ${location('/safe', 'safe')} ${location('/gone', 'gone')} ${location('/lost', 'lost')}
    location / { proxy_pass http://monolith; }
  }
}`;
}
