import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import httpProxy from 'http-proxy';

/** The least that it can do: no routes, no log, no metrics; kept connections to the backend, which are not its default. */
const target = `http://127.0.0.1:${process.argv[2]}`;
const proxy = httpProxy.createProxyServer({ target, agent: new Agent({ keepAlive: true, maxSockets: 256 }) });
proxy.on('error', () => {});
const server = createServer((request, response) => proxy.web(request, response));
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
