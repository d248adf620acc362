import { openSync, write } from 'node:fs';
import { proxySchema } from '../../src/config/index.ts';
import { compileSnapshot } from '../../src/proxy/compile.ts';
import { createProxy } from '../../src/proxy/index.ts';
import { reportCpu } from './report-cpu.ts';

/** As in production: 1,000 routes, a service with fallback to the monolith, and the access log written. */
const backend = { destinations: [{ address: `http://127.0.0.1:${process.argv[2]}` }] };
const others = Array.from({ length: 999 }, (_, index) => ({ method: 'GET', path: `/api/area-${index}/:id` }));
const config = proxySchema.parse({
  version: 'banyan/v1',
  listen: { port: 0 },
  clusters: { monolith: backend, orders: backend },
  routeSets: [
    {
      name: 'orders',
      cluster: 'orders',
      phase: 'full',
      routes: [{ method: 'ANY', path: '/api/orders/:id' }],
    },
    { name: 'others', phase: 'monolith', routes: others },
  ],
});
const log = openSync('/dev/null', 'w');
const proxy = createProxy({
  snapshot: compileSnapshot(config),
  log: (lines) => write(log, lines, () => {}),
});
const [address] = await proxy.start();
reportCpu(address?.port ?? 0);
