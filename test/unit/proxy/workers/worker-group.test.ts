import { EventEmitter, once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { counter, gauge } from '../../../../src/proxy/observe/metric-family.ts';
import type { FromWorker, ToWorker } from '../../../../src/proxy/workers/messages.ts';
import { WorkerGroup, type WorkerGroupOptions } from '../../../../src/proxy/workers/worker-group.ts';
import type { WorkerProcess } from '../../../../src/proxy/workers/worker-handle.ts';

/** What stands in for a configuration: `refuses` names the worker that finds it bad. */
interface Setup {
  readonly name: string;
  readonly refuses?: number;
}

/** A worker without a process: it answers as `ProxyWorker` does, unless `isMute`. */
class FakeWorker implements WorkerProcess<Setup> {
  readonly pid: number;
  readonly number: number;
  name = '';
  isMute = false;
  isAccepting = true;
  /** Was asked to stop while it could still be given connections. */
  isStoppedTooEarly = false;
  exchanges = 0;
  #prepared = '';
  readonly #events = new EventEmitter();

  constructor(number: number, pid: number) {
    this.number = number;
    this.pid = pid;
    queueMicrotask(() => this.say({ kind: 'loaded' }));
  }

  onMessage(listener: (message: FromWorker) => void): void {
    this.#events.on('message', listener);
  }

  onExit(listener: (reason: string) => void): void {
    this.#events.once('exit', listener);
  }

  acceptNoMore(): void {
    this.isAccepting = false;
  }

  kill(): void {
    this.end('SIGKILL');
  }

  end(reason: string): void {
    this.#events.emit('exit', reason);
  }

  say(message: FromWorker): void {
    this.#events.emit('message', message);
  }

  send(message: ToWorker<Setup>): void {
    if (this.isMute) return;
    queueMicrotask(() => this.#answer(message));
  }

  #answer(message: ToWorker<Setup>): void {
    const { generation = 0, setup } = message as { generation?: number; setup?: Setup };
    if (setup?.refuses === this.number) {
      if (message.kind === 'prepare') this.say({ kind: 'refused', generation, reason: 'no' });
      else this.say({ kind: 'not-listening', reason: 'EADDRINUSE' });
      return;
    }
    switch (message.kind) {
      case 'start':
        this.name = message.setup.name;
        return this.say({ kind: 'listening', generation, addresses: [{ host: '127.0.0.1', port: 8080 }] });
      case 'prepare':
        this.#prepared = message.setup.name;
        return this.say({ kind: 'prepared', generation });
      case 'commit':
        this.name = this.#prepared;
        return;
      case 'report':
        return this.say({ kind: 'report', id: message.id, report: this.#report() });
      case 'stop':
        this.isStoppedTooEarly = this.isAccepting;
        return this.say({
          kind: 'stopped',
          drained: { finished: this.number, cut: 1 },
          report: this.#report(),
        });
      case 'discard':
        this.#prepared = '';
        return;
      case 'turn-away':
      case 'reopen-log':
    }
  }

  #report() {
    const status = {
      state: 'serving' as const,
      listeners: [{ host: '127.0.0.1', port: 8080 }],
      connections: 1,
      exchangesInFlight: 2,
      replayBytes: 3,
      clusters: [cluster(this.number === 1 ? 'open' : 'closed')],
      destinations: [{ cluster: 'monolith', destination: 'a', busy: 1, idle: 2, waiting: 0 }],
    };
    const metrics = [
      counter('exchanges_total', 'E.', [{ labels: {}, value: this.exchanges }]),
      gauge('open', 'O.', [{ labels: {}, value: 1 }]),
      counter('cpu_total', 'C.', [{ labels: { worker: String(this.number) }, value: this.pid }]),
    ];
    return { status, metrics };
  }
}

const cluster = (breaker: 'open' | 'closed') => ({
  name: 'monolith',
  breaker,
  inFlight: 1,
  waiting: 0,
  isPanicking: false,
  budgetLeft: 10,
  retries: 0,
  fallbacks: 0,
  deniedRepeats: 0,
  refusals: { 'connect/target/breaker-open': 2 },
  destinations: [{ name: 'a', state: 'fit' as const, inFlight: 1, ejections: 0 }],
});

const groups: WorkerGroup<Setup>[] = [];
afterEach(() => {
  for (const group of groups.splice(0)) group.kill();
});

function groupOf(count: number, timing: WorkerGroupOptions<Setup>['timing'] = {}) {
  const workers: FakeWorker[] = [];
  const events: string[] = [];
  const said = new EventEmitter();
  const group = new WorkerGroup<Setup>({
    count,
    spawn(number) {
      const worker = new FakeWorker(number, workers.length + 100);
      workers.push(worker);
      return worker;
    },
    onEvent(text) {
      events.push(text);
      said.emit('event', text);
    },
    onLog: () => {},
    timing: { backoffMs: 1, handoverMs: 0, ...timing },
  });
  groups.push(group);
  return { group, workers, events, said };
}

const value = (metrics: readonly { name: string; samples: readonly { value: unknown }[] }[], name: string) =>
  metrics.find((family) => family.name === name)?.samples[0]?.value;

describe('a group of workers', () => {
  it('looks like one proxy: one address, one sum', async () => {
    const { group, workers } = groupOf(3);
    expect(group.isReady()).toBe(false);
    expect(await group.start({ name: 'first' })).toEqual([{ host: '127.0.0.1', port: 8080 }]);
    expect(group.isReady()).toBe(true);
    for (const worker of workers) worker.exchanges = worker.number;
    const { status, metrics, workers: told, replacements } = await group.report();
    expect(status).toEqual({
      state: 'serving',
      listeners: [{ host: '127.0.0.1', port: 8080 }],
      connections: 3,
      exchangesInFlight: 6,
      replayBytes: 9,
      clusters: [
        {
          name: 'monolith',
          breaker: 'closed | open',
          inFlight: 3,
          waiting: 0,
          isPanicking: false,
          budgetLeft: 30,
          retries: 0,
          fallbacks: 0,
          deniedRepeats: 0,
          refusals: { 'connect/target/breaker-open': 6 },
          destinations: [{ name: 'a', state: 'fit', inFlight: 3, ejections: 0 }],
        },
      ],
      destinations: [{ cluster: 'monolith', destination: 'a', busy: 3, idle: 6, waiting: 0 }],
    });
    expect(value(metrics, 'exchanges_total')).toBe(6);
    expect(told.map(({ number, state, generation }) => [number, state, generation])).toEqual([
      [1, 'serving', 1],
      [2, 'serving', 1],
      [3, 'serving', 1],
    ]);
    expect(replacements).toBe(0);
    expect(await group.stop({ delayMs: 0, graceMs: 0 })).toEqual({ finished: 6, cut: 3 });
    expect(workers.some(({ isStoppedTooEarly }) => isStoppedTooEarly)).toBe(false);
    expect(group.isReady()).toBe(false);
  });

  it('starts whole or not at all', async () => {
    const { group } = groupOf(3);
    await expect(group.start({ name: 'first', refuses: 2 })).rejects.toThrow('EADDRINUSE');
    expect(group.isReady()).toBe(false);
  });

  it('takes a configuration in all workers or in none', async () => {
    const { group, workers } = groupOf(3);
    await group.start({ name: 'first' });
    await expect(group.swap({ name: 'bad', refuses: 3 })).rejects.toThrow('no');
    expect(workers.map(({ name }) => name)).toEqual(['first', 'first', 'first']);
    await group.swap({ name: 'second' });
    const { workers: told } = await group.report();
    expect(workers.map(({ name }) => name)).toEqual(['second', 'second', 'second']);
    expect(told.map(({ generation }) => generation)).toEqual([2, 2, 2]);
  });

  it('takes a configuration although a worker dies over it; its successor has the new one', async () => {
    const { group, workers, said } = groupOf(2);
    await group.start({ name: 'first' });
    const dying = workers[1] as FakeWorker;
    dying.isMute = true;
    const swapped = group.swap({ name: 'second' });
    const serves = once(said, 'event').then(() => once(said, 'event'));
    dying.end('SIGSEGV');
    await swapped;
    await serves;
    await group.report();
    expect(workers.map(({ name }) => name)).toEqual(['second', 'first', 'second']);
  });

  it('replaces a worker that ends, later each time, and says so', async () => {
    const { group, workers, events, said } = groupOf(1);
    await group.start({ name: 'first' });
    for (let round = 0; round < 3; round++) {
      const serves = once(said, 'event').then(() => once(said, 'event'));
      workers.at(-1)?.end('code 1');
      await serves;
    }
    expect(events.filter((text) => text.includes('ended'))).toEqual([
      'worker 1 ended (code 1); a new one starts in 0.001 s',
      'worker 1 ended (code 1); a new one starts in 0.002 s',
      'worker 1 ended (code 1); a new one starts in 0.004 s',
    ]);
    expect((await group.report()).replacements).toBe(3);
  });

  it('never counts backwards when a worker is gone, and forgets what was its own', async () => {
    const { group, workers, said } = groupOf(2);
    await group.start({ name: 'first' });
    for (const worker of workers) worker.exchanges = 10;
    expect(value((await group.report()).metrics, 'exchanges_total')).toBe(20);
    const serves = once(said, 'event').then(() => once(said, 'event'));
    workers[0]?.end('SIGKILL');
    await serves;
    const { metrics } = await group.report();
    expect(value(metrics, 'exchanges_total')).toBe(20);
    expect(value(metrics, 'open')).toBe(2);
    expect(metrics.find(({ name }) => name === 'cpu_total')?.samples.map((sample) => sample.value)).toEqual([
      102, 101,
    ]);
  });

  it('replaces a worker that no longer says anything', async () => {
    const { group, workers, events, said } = groupOf(1, { pulseMs: 5, silenceMs: 20, reportMs: 1 });
    await group.start({ name: 'first' });
    const told = once(said, 'event');
    (workers[0] as FakeWorker).isMute = true;
    await told;
    expect(events[0]).toBe('worker 1 has said nothing for 0.02 s');
    await once(said, 'event');
    expect(events[1]).toContain('worker 1 ended (SIGKILL)');
  });

  it('replaces all workers on request, each only once its successor accepts', async () => {
    const { group, workers } = groupOf(2);
    await group.start({ name: 'first' });
    for (const worker of workers) worker.exchanges = 5;
    await group.restart();
    expect(workers).toHaveLength(4);
    const { metrics, workers: told, replacements } = await group.report();
    expect(value(metrics, 'exchanges_total')).toBe(10);
    expect(told.map(({ pid, state }) => [pid, state])).toEqual([
      [102, 'serving'],
      [103, 'serving'],
    ]);
    expect(replacements).toBe(0);
  });
});
