/**
 * Runs the built proxy for a long time between clients and backends that fail: `npm run soak -- [seconds, 600 by default] [--seed 1]`.
 *
 * Every tenth attempt on the service meets a fault; every eight seconds the service is gone for one, every twelve its configuration is reloaded, now
 * with one destination, now with two. Prints a table; exit code 1 if a safe request was lost, a write doubled, an answer wrong, or memory grew.
 */
import { parseArgs } from 'node:util';
import { Ledger, faultBackend } from '../test/support/proxy/fault-backend.ts';
import { numbersFrom } from '../test/support/proxy/fuzzed-messages.ts';
import { runLane, type Tally } from './soak/load.ts';
import { startProxyProcess } from './soak/proxy-process.ts';

const LANES = 32;
const PAUSE_MS = 60;
const GROWTH_MB = 24;

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const seconds = Number(positionals[0] ?? 600);
const next = numbersFrom(Number(values.seed));
const random = () => next(2 ** 32) / 2 ** 32;

const ledger = new Ledger();
const monolith = await faultBackend(ledger, 'monolith', true);
const steady = await faultBackend(ledger, 'service', false);
let unsteady = await faultBackend(ledger, 'service', false);
const ports = { monolith: monolith.port, steady: steady.port, unsteady: unsteady.port };

const configuration = (isWide: boolean): string => `version: banyan/v1
listen: {port: 0}
clusters:
  monolith: {destinations: [{address: "http://127.0.0.1:${ports.monolith}"}], concurrency: {max: 200}}
  service:
    destinations: [{address: "http://127.0.0.1:${ports.unsteady}"}${isWide ? `, {address: "http://127.0.0.1:${ports.steady}"}` : ''}]
    timeouts: {firstByte: 1s, idle: 1s}
routeSets:
  - {name: api, cluster: service, phase: full, routes: [{method: ANY, path: "/api/:id"}]}
`;

const proxy = await startProxyProcess(configuration(false));
const counts = { restarts: 0, reloads: 0 };
const memory: number[] = [];
const timers = [
  setInterval(() => memory.push(proxy.residentMegabytes()), 1000),
  setInterval(() => void restart(), 8000),
  setInterval(() => proxy.reload(configuration(++counts.reloads % 2 === 1)), 12_000),
];

/** The unsteady destination goes without a word and comes back at the same address. */
async function restart(): Promise<void> {
  counts.restarts++;
  await unsteady.close();
  setTimeout(async () => (unsteady = await faultBackend(ledger, 'service', false, ports.unsteady)), 1000);
}

const tally: Tally = {
  safe: 0,
  lostSafe: 0,
  writes: 0,
  surfacedWrites: 0,
  doubledWrites: 0,
  wrongAnswers: 0,
  examples: [],
};
const endMs = Date.now() + seconds * 1000;
const load = { port: proxy.port, ledger, random, faultRate: 0.1, pauseMs: PAUSE_MS };
const options = { ...load, isOver: () => Date.now() >= endMs };
await Promise.all(Array.from({ length: LANES }, (_, lane) => runLane(lane, options, tally)));
for (const timer of timers) clearInterval(timer);
await proxy.stop();

const part = (from: number, to: number): number => {
  const sorted = memory.slice(memory.length * from, memory.length * to).toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
};
const [early, late] = [part(0.25, 0.5), part(0.75, 1)];
const hasGrown = late - early > GROWTH_MB;
const rows: readonly (readonly [string, string | number])[] = [
  ['seconds', seconds],
  ['exchanges', tally.safe + tally.writes],
  ['restarts of the service, reloads', `${counts.restarts}, ${counts.reloads}`],
  ['safe requests, lost', `${tally.safe}, ${tally.lostSafe}`],
  ['writes, told an error', `${tally.writes}, ${tally.surfacedWrites}`],
  ['writes executed twice', tally.doubledWrites],
  ['wrong answers', tally.wrongAnswers],
  ['memory of the proxy, second and last quarter', `${early.toFixed(0)} MB, ${late.toFixed(0)} MB`],
];
console.log(`| soak, node ${process.version}, seed ${values.seed} | |\n|---|---|`);
for (const [what, value] of rows) console.log(`| ${what} | ${value} |`);
for (const example of tally.examples) console.log(`lost: ${example}`);
const isBroken = tally.lostSafe + tally.doubledWrites + tally.wrongAnswers > 0 || hasGrown;
process.exit(isBroken ? 1 : 0);
