import { Agent, createServer, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import httpProxy from 'http-proxy';

const [monolith, service, gone] = process.argv.slice(2);
const proxy = httpProxy.createProxyServer({
  agent: new Agent({ keepAlive: true, maxSockets: 256 }),
  proxyTimeout: 1_000,
  xfwd: true,
});
proxy.on('error', (_error, _request, response) => {
  if (!(response instanceof ServerResponse)) response.destroy();
  else if (response.headersSent) response.destroy();
  else response.writeHead(502).end();
});

function targetOf(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  const isAt = (prefix: string) => path === prefix || path.startsWith(`${prefix}/`);
  if (isAt('/api/orders') || isAt('/safe')) return `http://127.0.0.1:${service}`;
  if (isAt('/gone') || isAt('/lost')) return `http://127.0.0.1:${gone}`;
  return `http://127.0.0.1:${monolith}`;
}

const server = createServer((request, response) =>
  proxy.web(request, response, { target: targetOf(request.url ?? '/') }),
);
server.on('upgrade', (request, socket, head) =>
  proxy.ws(request, socket, head, { target: targetOf(request.url ?? '/') }),
);
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
