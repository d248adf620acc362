import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RunningNginx {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a real nginx on loopback that serves the given files with gzip, ranges and validators. */
export async function startNginx(
  executable: string,
  files: Readonly<Record<string, Buffer>>,
): Promise<RunningNginx> {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-nginx-'));
  mkdirSync(join(folder, 'html'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'html', name), content);
  const port = await freePort();
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port));
  const nginx = spawn(
    executable,
    ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')],
    {
      stdio: 'ignore',
    },
  );
  await untilListening(port);
  return {
    port,
    async stop() {
      const exit = once(nginx, 'exit');
      nginx.kill('SIGTERM');
      await exit;
      rmSync(folder, { recursive: true });
    },
  };
}

function configuration(folder: string, port: number): string {
  return `
daemon off; master_process off; worker_processes 1; pid ${folder}/nginx.pid;
events { worker_connections 256; }
http {
  access_log off; keepalive_timeout 30s; types { text/html html; text/plain txt; }
  client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  # Without gzip_proxied nginx compresses nothing for a request with Via, which a gateway must send (RFC 9110 section 7.6.3).
  gzip on; gzip_types text/plain; gzip_min_length 100; gzip_vary on; gzip_proxied any;
  server {
    listen 127.0.0.1:${port}; root ${folder}/html;
    location = /moved { return 301 /page.html; }
    location = /created { return 201 "made\\n"; }
    location = /nothing { return 204; }
    location = /broken { return 500 "broken\\n"; }
  }
}`;
}

/** nginx cannot be told to take any free port, so one is found first. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => setTimeout(resolve, 10, false));
    });
    if (isOpen) return;
  }
  throw new Error('nginx did not start');
}
