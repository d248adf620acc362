/**
 * What the proxy costs beside others: `npm run bench:proxy -- [--rounds 9] [--slot-ms 600] [--only speed,workers,features,idle,latency]`. Linux; about five minutes.
 *
 * Ours is the command line as it is built, with 1,000 routes, fallback protection, metrics and the access log; http-proxy 1.18.1 with a keep-alive agent and
 * nginx with one worker, kept connections and an access log run beside it, all in front of one backend. The proxies have a core of their own, where the machine has
 * two. They take turns in short slots; a figure is the CPU time that the system charged the process per request, a ratio is taken between neighbouring
 * slots, so that other work on the machine disturbs all alike. Throughput is not printed: on a shared machine it is noise.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { banyanConfig, FULL, type Features } from './bench-proxy/banyan-configs.ts';
import { Bench, busyness, median, micros, ratio } from './bench-proxy/bench.ts';
import type { LoadCase } from './bench-proxy/load.ts';
import {
  cores,
  nginxVersion,
  type Peer,
  startBackend,
  startBanyan,
  startHttpProxy,
  startLoad,
  startNginx,
  stop,
  stopAll,
} from './bench-proxy/peers.ts';
import { residentBytes } from './bench-proxy/process-cost.ts';
import { table } from './evaluate/table.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    'slot-ms': { type: 'string', default: '600' },
    only: { type: 'string', default: 'speed,workers,features,idle,latency' },
  },
});

const SMALL: LoadCase = {
  method: 'GET',
  path: '/api/orders/1k',
  bodyBytes: 0,
  connections: 64,
  warmUpRequests: 12_000,
};
const CASES: Readonly<Record<string, LoadCase>> = {
  'GET 1 KB': SMALL,
  'POST 1 KB': { ...SMALL, method: 'POST', bodyBytes: 1024 },
  'GET 100 KB': { ...SMALL, path: '/api/orders/100k', connections: 16, warmUpRequests: 2400 },
  'GET 10 MB': { ...SMALL, path: '/api/orders/10m', connections: 4, warmUpRequests: 50 },
};

const folder = mkdtempSync(join(tmpdir(), 'banyan-bench-'));
const banyan = (name: string, features: Features, hasLog = true): Promise<Peer> =>
  startBanyan(name, folder, { config: banyanConfig(bench.backendPort, features, folder), hasLog });

/** CPU per request beside the others. */
async function speed(): Promise<void> {
  const ours = await banyan('banyan', FULL);
  const httpProxy = await startHttpProxy(bench.backendPort);
  const nginx = nginxVersion === null ? undefined : await startNginx(folder, bench.backendPort);
  const rows: string[][] = [];
  for (const [name, load] of Object.entries(CASES)) {
    const costs = await bench.compare([ours, httpProxy, ...(nginx ? [nginx] : [])], load);
    const [our = [], theirs = [], nginxs] = costs;
    rows.push([
      name,
      micros(our),
      micros(theirs),
      nginxs ? micros(nginxs) : '-',
      ratio(theirs, our),
      nginxs ? ratio(nginxs, our) : '-',
    ]);
  }
  print('CPU per request, and how many times as fast as the others (median, middle half)', [
    ['', 'banyan', 'http-proxy', 'nginx', 'of http-proxy', 'of nginx'],
    ...rows,
  ]);
  for (const peer of [ours, httpProxy, nginx]) if (peer) await stop(peer);
}

/** What two workers can do together, were the machine theirs alone: twice what the CPU of one request of one worker is of one of two. */
async function workers(): Promise<void> {
  const start = (count: number): Promise<Peer> =>
    startBanyan(`workers ${count}`, folder, {
      config: banyanConfig(bench.backendPort, { ...FULL, workerCount: count }, folder),
      hasLog: true,
      isPinned: false,
    });
  const [one, two] = [await start(1), await start(2)];
  const [ofOne = [], ofTwo = []] = await bench.compare([one, two], SMALL);
  print('GET 1 KB with one worker and with two', [
    ['', 'one', 'two', 'two do as much as'],
    [
      'CPU per request',
      micros(ofOne),
      micros(ofTwo),
      `${ratio(
        ofOne.map((each) => 2 * each),
        ofTwo,
      )} times one`,
    ],
  ]);
  for (const peer of [one, two]) await stop(peer);
}

/** What is switched on, row by row, and what it adds. */
async function features(): Promise<void> {
  const steps: { name: string; features: Features; hasLog: boolean; load?: LoadCase }[] = [
    { name: 'all to the monolith', features: { routeCount: 0, hasFallback: false }, hasLog: false },
    { name: 'one route', features: { routeCount: 1, hasFallback: false }, hasLog: false },
    { name: '1,000 routes', features: { routeCount: 1000, hasFallback: false }, hasLog: false },
    { name: 'fallback protection', features: FULL, hasLog: false },
    { name: 'access log', features: FULL, hasLog: true },
    { name: 'canary by cookie', features: { ...FULL, isCanary: true }, hasLog: true },
    {
      name: 'TLS to the client, instead of the canary',
      features: { ...FULL, hasTls: true },
      hasLog: true,
      load: { ...SMALL, tls: true },
    },
  ];
  const rows: string[][] = [];
  let before: { peer: Peer; load: LoadCase } | undefined;
  for (const step of steps) {
    const peer = await banyan(step.name, step.features, step.hasLog);
    const load = step.load ?? SMALL;
    const [costs = [], earlier = []] = await bench.alternate([{ peer, load }, ...(before ? [before] : [])]);
    rows.push([step.name, micros(costs), before ? ratio(costs, earlier) : '']);
    if (step.load === undefined) {
      if (before) await stop(before.peer);
      before = { peer, load };
    }
  }
  print('GET 1 KB: the price of each feature, on top of the row above', [
    ['', 'CPU', 'times the row above'],
    ...rows,
  ]);
}

/** Memory that connections without a request take. */
async function idle(): Promise<void> {
  const count = 10_000;
  const rows: string[][] = [];
  for (const start of [
    () => banyan('banyan', FULL),
    () => startHttpProxy(bench.backendPort),
    ...(nginxVersion === null ? [] : [() => startNginx(folder, bench.backendPort)]),
  ]) {
    const peer = await start();
    await bench.slot(peer, SMALL, 1000);
    const before = residentBytes(peer.pid);
    const load = { ...SMALL, connections: count };
    const { failures } = await bench.order({ order: 'connect', port: peer.port, load, asksOnce: true });
    const after = residentBytes(peer.pid);
    await bench.order({ order: 'close' });
    rows.push([
      peer.name,
      megabytes(before),
      megabytes(after),
      `${((after - before) / count / 1024).toFixed(1)} KB`,
    ]);
    if (failures > 0) console.error(`${peer.name}: ${failures} of ${count} connections failed`);
    await stop(peer);
  }
  print('Memory with 10,000 idle connections, each after one request', [
    ['', 'before', 'with them', 'each'],
    ...rows,
  ]);
}

/** Latency at a fixed rate, half of what one core can do. */
async function latency(): Promise<void> {
  const ours = await banyan('banyan', FULL);
  const [costs = []] = await bench.compare([ours], SMALL);
  const rate = Math.round(1_000_000 / median(costs) / 2);
  const load: LoadCase = { ...SMALL, rate };
  const direct = { pid: ours.pid, port: bench.backendPort };
  const added: { p50: number; p99: number; direct99: number }[] = [];
  for (let round = 0; round < 7; round++) {
    const without = await bench.slot(direct, load, 2000);
    const through = await bench.slot(ours, load, 2000);
    added.push({
      p50: through.p50Ms - without.p50Ms,
      p99: through.p99Ms - without.p99Ms,
      direct99: without.p99Ms,
    });
  }
  const of = (pick: (each: (typeof added)[number]) => number): string[] => {
    const sorted = added.map(pick).sort((a, b) => a - b);
    return [sorted[sorted.length >> 1], sorted[0], sorted.at(-1)].map((each) => `${each?.toFixed(2)} ms`);
  };
  print(`Latency of GET 1 KB at ${rate} requests per second, half of what one core can do`, [
    ['', 'median', 'least', 'most'],
    ['p50 added to the backend', ...of(({ p50 }) => p50)],
    ['p99 added to the backend', ...of(({ p99 }) => p99)],
    ['p99 of the backend alone', ...of(({ direct99 }) => direct99)],
  ]);
  await stop(ours);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(0)} MB`;
}

function print(title: string, [head = [], ...rows]: string[][]): void {
  console.log(`\n${title} (${busyness()})\n\n${table(head, rows)}`);
}

const bench = new Bench(await startBackend(), startLoad(), {
  rounds: Number(values.rounds),
  slotMs: Number(values['slot-ms']),
});
const sections = { speed, workers, features, idle, latency };

try {
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores, ${cores ? 'the proxy alone on one' : 'not separated'}, ${values.rounds} rounds of ${values['slot-ms']} ms, ${busyness()}`,
  );
  if (nginxVersion === null) console.log('nginx is not installed: its columns are left out');
  for (const [name, run] of Object.entries(sections)) if (values.only.split(',').includes(name)) await run();
} finally {
  stopAll();
  rmSync(folder, { recursive: true });
}
process.exit();
