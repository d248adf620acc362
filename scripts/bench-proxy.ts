/**
 * What the proxy costs beside others: `npm run bench:proxy -- [--rounds 9] [--slot-ms 600] [--only speed,workers,features,idle,latency]`. Linux; about five minutes.
 *
 * Ours is the command line as it is built, with 1,000 routes, fallback protection, metrics and the access log; http-proxy 1.18.1 with a keep-alive agent and
 * nginx with one worker, kept connections and an access log run beside it, all in front of one backend. The proxies have a core of their own, where the machine has
 * two. They take turns in short slots; a figure is the CPU time that the system charged the process per request, a ratio is taken between neighbouring
 * slots, so that other work on the machine disturbs all alike. Throughput is not printed: on a shared machine it is noise.
 *
 * Latency is asked for by a client in C, with nginx as the backend; on a machine with other work, `chrt -r 10` in front of the command lets all of them go first.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { banyanConfig, FULL, type Features } from './bench-proxy/banyan-configs.ts';
import { Bench, busyness, median, micros, ratio } from './bench-proxy/bench.ts';
import { addedLatency, canCompile, OpenLoop } from './bench-proxy/latency.ts';
import { type LoadCase, requestOf } from './bench-proxy/request.ts';
import {
  cores,
  nginxVersion,
  type Peer,
  startBackend,
  startBanyan,
  startHttpProxy,
  startLoad,
  startNginx,
  startPlainNginx,
  stop,
  stopAll,
} from './bench-proxy/peers.ts';
import { residentBytes } from './bench-proxy/process-cost.ts';
import { table } from './evaluate/table.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    'slot-ms': { type: 'string', default: '600' },
    'latency-rounds': { type: 'string', default: '40' },
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

/** What the proxy adds to the time of a request at half of what one core can do; nginx in its place shows what of it is the machine. */
async function latency(): Promise<void> {
  if (nginxVersion === null || !canCompile) {
    console.log('\nLatency is left out: it needs nginx and a C compiler');
    return;
  }
  const plain = await startPlainNginx(folder);
  const ours = await startBanyan('banyan', folder, {
    config: banyanConfig(plain.port, FULL, folder),
    hasLog: true,
  });
  const nginx = await startNginx(folder, plain.port);
  const [costs = []] = await bench.compare([ours], SMALL);
  const rate = Math.round(500_000 / median(costs));
  const openLoop = new OpenLoop(folder, requestOf(SMALL), rate);
  const rows = await addedLatency(openLoop, plain, [ours, nginx], Number(values['latency-rounds']));
  print(`Latency of GET 1 KB at ${rate} requests per second, half of what one core can do`, [
    ['', 'p50', 'p99', 'p50 added', 'p99 added', 'p99 added, calmest quarter'],
    ...rows,
  ]);
  for (const peer of [plain, ours, nginx]) await stop(peer);
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
