import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import type { BalancingPolicy } from '../../src/proxy/resilience/balancing-policy.ts';
import { Ledger, faultBackend, faults, type FaultBackend } from '../support/proxy/fault-backend.ts';
import { numbersFrom } from '../support/proxy/fuzzed-messages.ts';
import { rawClient, type RawClient } from '../support/proxy/raw-client.ts';
import {
  startProxy,
  type ClusterInput,
  type ProxyInput,
  type RunningProxy,
} from '../support/proxy/start-proxy.ts';

/** Another one can be tried with BANYAN_SEED; a failure names its seed and world. */
const SEED = Number(process.env['BANYAN_SEED'] ?? 2026);
const WORLDS = 12;
const EXCHANGES_PER_WORLD = 860;
const LANES = 48;
/** Longer than the sum of all waits of any world: the longest chain of attempts has five, each with its timeouts. */
const HANGING_MS = 15_000;

interface World {
  readonly name: string;
  readonly input: Omit<ProxyInput, 'monolith' | 'service'>;
  readonly service: Omit<ClusterInput, 'ports'> & { readonly count: number };
  readonly monolith: Omit<ClusterInput, 'ports'> & { readonly count: number };
  /** Nothing stands in the way of a safe request: the monolith is well, and there is room, time and budget. */
  readonly isKind: boolean;
}

type Next = (below: number) => number;
const pick = <T>(next: Next, list: readonly T[]): T => list[next(list.length)] as T;

function worldOf(next: Next, index: number): World {
  const isKind = index % 3 === 0;
  const idempotency = (['none', 'idempotent', 'key', 'none'] as const)[index % 4] ?? 'none';
  // With a store for each side a key may be used again on its own side only: that needs retries and another cluster to be shown.
  const isKeyed = idempotency === 'key';
  const sharesKeys = isKeyed && isKind;
  const kind = pick<BalancingPolicy['kind']>(next, [
    'power-of-two',
    'round-robin',
    'least-requests',
    'consistent-hash',
  ]);
  const breaker = { failurePercent: 60, minimumRequests: 10, windowMs: 500, openMs: 40, probes: 2 };
  const passive = {
    consecutiveFailures: 3,
    failurePercent: 70,
    minimumRequests: 10,
    windowMs: 500,
    ejectionMs: 60,
    maxEjectionMs: 200,
  };
  const concurrency = {
    maxConcurrent: 12,
    maxPerDestination: 8,
    fallbackPercent: 50,
    queueDepth: 20,
    queueMs: 60,
  };
  const retries = isKeyed ? 2 : next(3);
  const hasBreaker = next(2) === 0;
  const isTight = !isKind && next(2) === 0;
  const hasFallback = isKind || isKeyed || next(4) > 0;
  const cluster = (): Omit<ClusterInput, 'ports'> => ({
    timeouts: { connectMs: 500, firstByteMs: 80, idleMs: 80 },
    retry: {
      attempts: retries,
      backoffMs: 4,
      maxBackoffMs: 10,
      budgetPercent: isTight ? 10 : 100,
      budgetPerSecond: isTight ? 1 : 1000,
    },
    balancing: { kind },
    ...(hasBreaker ? { breaker } : {}),
    ...(next(2) === 0 ? { health: { passive } } : {}),
    ...(!isKind && next(2) === 0 ? { concurrency } : {}),
  });
  const hasDeadline = !isKind && next(2) === 0;
  return {
    name: `${index}: ${[idempotency, sharesKeys ? 'one store' : 'two stores', kind, `${retries} retries`, isKind ? 'kind' : '', hasBreaker ? 'breaker' : '', isTight ? 'tight budget' : '', hasFallback ? 'fallback' : ''].filter(Boolean).join(', ')}`,
    input: {
      idempotency,
      sharesKeys,
      hasFallback,
      ...(hasDeadline ? { exchangeTimeouts: { totalMs: 250, attemptMs: 100, includesUpload: false } } : {}),
    },
    service: { ...cluster(), count: isKeyed ? 3 : 1 + next(3) },
    monolith: {
      ...cluster(),
      breaker: undefined,
      count: 1 + next(2),
      ...(isKind ? { timeouts: { firstByteMs: HANGING_MS } } : {}),
    },
    isKind,
  };
}

interface Plan {
  readonly id: string;
  readonly method: string;
  readonly body: string;
  readonly isChunked: boolean;
  readonly faults: readonly string[];
  readonly leaves: boolean;
}

const names = Object.keys(faults);
const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE'];
const BODIES = ['', 'x', 'y'.repeat(3000), 'z'.repeat(90_000)];

function planOf(next: Next, id: string): Plan {
  const sequence = [pick(next, names)];
  while (sequence.length < 6) sequence.push(next(2) === 0 ? 'answers' : pick(next, names));
  const method = pick(next, METHODS);
  const body = next(8) === 0 ? (BODIES[3] ?? '') : pick(next, BODIES.slice(0, 3));
  return { id, method, body, isChunked: next(2) === 0, faults: sequence, leaves: next(25) === 0 };
}

const closing: (FaultBackend | { close(): Promise<void> })[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one.close();
});

async function backends(count: number, ledger: Ledger, store: string, isWell: boolean): Promise<number[]> {
  const all = await Promise.all(Array.from({ length: count }, () => faultBackend(ledger, store, isWell)));
  closing.push(...all);
  return all.map(({ port }) => port);
}

const wholeTurn = () =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** What keeps the process awake: sockets of either side, and timers. */
function openResources(): number {
  return process.getActiveResourcesInfo().filter((name) => /^TCP|^Timeout$/.test(name)).length;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapMegabytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

describe(`whatever backends do (seed ${SEED})`, () => {
  const next = numbersFrom(SEED);
  const heapAfter: number[] = [];
  const worlds = Array.from({ length: WORLDS }, (_, index) => worldOf(next, index));

  it.each(worlds)('in world $name', { timeout: 60_000 }, async (world) => {
    const before = openResources();
    const ledger = new Ledger();
    const store = (side: string) => (world.input.sharesKeys === true ? 'one' : side);
    const proxy = await startProxy({
      ...world.input,
      service: {
        ...world.service,
        ports: await backends(world.service.count, ledger, store('service'), false),
      },
      monolith: {
        ...world.monolith,
        ports: await backends(world.monolith.count, ledger, store('monolith'), world.isKind),
      },
    });
    closing.push({ close: () => proxy.stop() });
    const plans = Array.from({ length: EXCHANGES_PER_WORLD }, (_, index) => planOf(next, `${index}`));
    const queue = plans.values();
    await Promise.all(Array.from({ length: LANES }, () => runLane(proxy, queue, world, ledger)));
    await expect
      .poll(() => proxy.proxy.report().status)
      .toMatchObject({ exchangesInFlight: 0, replayBytes: 0 });
    for (const cluster of proxy.clusters()) {
      expect(cluster).toMatchObject({ inFlight: 0, waiting: 0 });
      for (const { inFlight } of cluster.destinations) expect(inFlight).toBe(0);
    }
    await proxy.stop();
    // A client that left before its request was read was no exchange.
    const logged = proxy.lines().length;
    expect(logged).toBeLessThanOrEqual(plans.length);
    expect(logged).toBeGreaterThanOrEqual(plans.filter(({ leaves }) => !leaves).length);
    for (const one of closing.splice(0).reverse()) await one.close();
    await expect.poll(openResources, { timeout: 5000 }).toBeLessThanOrEqual(before);
    heapAfter.push(heapMegabytes());
  });

  it('the memory of all worlds is given back', () => {
    const [first = 0] = heapAfter;
    expect(heapAfter).toHaveLength(WORLDS);
    expect(heapAfter.at(-1)).toBeLessThan(first + 16);
  });
});

/** One exchange after the other, on one connection as long as it lasts: an answer that belongs to another exchange would be seen. */
async function runLane(
  proxy: RunningProxy,
  plans: Iterator<Plan>,
  world: World,
  ledger: Ledger,
): Promise<void> {
  let client: RawClient | undefined;
  for (let one = plans.next(); one.done !== true; one = plans.next()) {
    client = await run(proxy, one.value, world, ledger, client);
  }
  client?.socket.destroy();
}

async function run(
  proxy: RunningProxy,
  plan: Plan,
  world: World,
  ledger: Ledger,
  kept: RawClient | undefined,
): Promise<RawClient | undefined> {
  const client = kept ?? rawClient(proxy.port);
  const what = `seed ${SEED}, world ${world.name}, ${JSON.stringify({ ...plan, body: plan.body.length })}`;
  client.send(messageOf(plan));
  if (plan.leaves) {
    await wholeTurn();
    client.socket.destroy();
    return undefined;
  }
  let timer: NodeJS.Timeout | undefined;
  const hanging = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`hangs: ${what}`)), HANGING_MS);
  });
  const answer = client.response(plan.method === 'HEAD').catch(() => undefined);
  const response = await Promise.race([answer, hanging]);
  clearTimeout(timer);
  check(plan, response, world, ledger.executed(plan.id), what);
  const isOver =
    response === undefined || response.headers['connection'] === 'close' || client.socket.destroyed;
  if (isOver) client.socket.destroy();
  return isOver ? undefined : client;
}

function check(
  plan: Plan,
  response: Awaited<ReturnType<RawClient['response']>> | undefined,
  world: World,
  executions: number,
  what: string,
): void {
  const status = response?.status ?? 0;
  const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(plan.method);
  const isDeclared = world.input.idempotency === 'idempotent' && ['PUT', 'DELETE'].includes(plan.method);
  if (!isSafe && !isDeclared) expect(executions, what).toBeLessThanOrEqual(1);
  if (status === 200) {
    expect(executions, what).toBeGreaterThanOrEqual(1);
    expect(response?.headers['x-operation'], what).toBe(plan.id);
    if (plan.method !== 'HEAD') expect(response?.body, what).toBe(`done ${plan.id}`);
  }
  if (isSafe && world.isKind && plan.body.length <= 65_536) expect(status, what).toBe(200);
}

function messageOf(plan: Plan): string {
  const { method, body, id } = plan;
  const framed = plan.isChunked
    ? `Transfer-Encoding: chunked\r\n\r\n${body === '' ? '' : `${body.length.toString(16)}\r\n${body}\r\n`}0\r\n\r\n`
    : `Content-Length: ${body.length}\r\n\r\n${body}`;
  const fields = `X-Operation: ${id}\r\nX-Faults: ${plan.faults.join(',')}\r\nIdempotency-Key: ${id}\r\n`;
  return `${method} /new/${id} HTTP/1.1\r\nHost: a\r\n${fields}${framed}`;
}
