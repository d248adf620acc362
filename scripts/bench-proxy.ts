/**
 * What the proxy costs, relative to http-proxy with a keep-alive agent: `npx tsx scripts/bench-proxy.ts [--rounds 9] [--slot-ms 1500]`.
 *
 * Both proxies, the backend and the load generator are processes of their own. The peers take turns in short slots (A B A B …); a slot's figure is the CPU time that the
 * operating system charged the proxy process, per request. Ratios are taken between neighbouring slots, and their median is printed. Wall throughput is not
 * printed: on a shared machine it is noise.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { LoadCase } from './bench-proxy/load.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, 'slot-ms': { type: 'string', default: '1500' } },
});
const rounds = Number(values.rounds);
const slotMs = Number(values['slot-ms']);

const cases: Record<string, LoadCase> = {
  'GET 1 KB': { method: 'GET', path: '/api/orders/1k', bodyBytes: 0, connections: 64 },
  'POST 1 KB': { method: 'POST', path: '/api/orders/1k', bodyBytes: 1024, connections: 64 },
  'GET 100 KB': { method: 'GET', path: '/api/orders/100k', bodyBytes: 0, connections: 16 },
};

const children: ChildProcess[] = [];

/** Starts a role; resolves with its first message. */
async function start(role: string, ...args: string[]): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(new URL(`./bench-proxy/${role}.ts`, import.meta.url), args);
  children.push(child);
  const [message] = (await once(child, 'message')) as [{ port: number }];
  return { child, port: message.port };
}

async function request<T>(child: ChildProcess, message: object): Promise<T> {
  child.send(message);
  const [answer] = (await once(child, 'message')) as [T];
  return answer;
}

const median = (numbers: number[]): number =>
  numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

async function main(): Promise<void> {
  const backend = await start('backend');
  const load = await start('load');
  const peers = {
    banyan: await start('banyan', String(backend.port)),
    httpProxy: await start('http-proxy', String(backend.port)),
  };
  const slot = async (peer: { child: ChildProcess; port: number }, work: LoadCase, ms: number) => {
    const before = await request<{ cpuMicros: number }>(peer.child, { ask: 'cpu' });
    const done = await request<{ requests: number; failures: number }>(load.child, {
      port: peer.port,
      ms,
      ...work,
    });
    const after = await request<{ cpuMicros: number }>(peer.child, { ask: 'cpu' });
    if (done.failures > 0) console.error(`${done.failures} failed requests`);
    return (after.cpuMicros - before.cpuMicros) / done.requests;
  };
  console.log(`node ${process.version}, ${rounds} rounds of ${slotMs} ms`);
  for (const [name, work] of Object.entries(cases)) {
    for (const peer of Object.values(peers)) await slot(peer, work, slotMs);
    const costs = { banyan: [] as number[], httpProxy: [] as number[], ratio: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      const ours = await slot(peers.banyan, work, slotMs);
      const theirs = await slot(peers.httpProxy, work, slotMs);
      costs.banyan.push(ours);
      costs.httpProxy.push(theirs);
      costs.ratio.push(theirs / ours);
    }
    const low = Math.min(...costs.ratio).toFixed(2);
    const high = Math.max(...costs.ratio).toFixed(2);
    console.log(
      `${name.padEnd(10)}  banyan ${median(costs.banyan).toFixed(1)} µs  http-proxy ${median(costs.httpProxy).toFixed(1)} µs  ratio ${median(costs.ratio).toFixed(2)} (${low}–${high})`,
    );
  }
}

try {
  await main();
} finally {
  for (const child of children) child.kill();
}
