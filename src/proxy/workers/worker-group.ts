import { setTimeout as wait } from 'node:timers/promises';
import { mergeFamilies, type MetricFamily } from '../observe/metric-family.ts';
import type { Drained } from '../server.ts';
import type { ListenAddress } from '../snapshot.ts';
import { type GroupReport, mergeStatus } from './group-report.ts';
import { WorkerHandle, type WorkerProcess } from './worker-handle.ts';

export interface WorkerGroupOptions<Setup> {
  readonly count: number;
  /** Starts a process that says `loaded` once it can hear. */
  readonly spawn: (number: number) => WorkerProcess<Setup>;
  /** Something that a person should know: one sentence. */
  readonly onEvent: (text: string) => void;
  /** Lines of the access log of workers that cannot write it themselves. */
  readonly onLog: (lines: string) => void;
  readonly timing?: Partial<GroupTiming>;
}

/** All in milliseconds. */
interface GroupTiming {
  /** Before a worker that ended is replaced; doubled each time, up to `maxBackoffMs`, until one has lived for `steadyMs`. */
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
  readonly steadyMs: number;
  /** How often workers are asked for a sign of life, and after which silence they are replaced. */
  readonly pulseMs: number;
  readonly silenceMs: number;
  /** How long a report may take before the last one stands in for it. */
  readonly reportMs: number;
  /** How long a worker that is replaced on request still accepts, so that clients in conversation hear of it, and what it may take then. */
  readonly handoverMs: number;
  readonly handoverGraceMs: number;
}

const TIMING: GroupTiming = {
  backoffMs: 100,
  maxBackoffMs: 10_000,
  steadyMs: 30_000,
  pulseMs: 5000,
  silenceMs: 30_000,
  reportMs: 2000,
  handoverMs: 1000,
  handoverGraceMs: 60_000,
};

/**
 * Several workers that look like one proxy: one configuration in all of them or in none, one report, one end.
 *
 * A worker that ends on its own is replaced, after a pause that grows while that goes on.
 */
export class WorkerGroup<Setup> {
  readonly #options: WorkerGroupOptions<Setup>;
  readonly #timing: GroupTiming;
  readonly #workers = new Map<number, WorkerHandle<Setup>>();
  /** Replaced, but not yet gone: they still count. */
  readonly #leaving = new Set<WorkerHandle<Setup>>();
  readonly #failures = new Map<number, number>();
  readonly #ending = new AbortController();
  #current: { readonly generation: number; readonly setup: Setup } | undefined;
  /** What workers that are gone have counted: a sum that fell would be read as a restart. */
  #retired: MetricFamily[] = [];
  #replacements = 0;
  #pulse: NodeJS.Timeout | undefined;

  constructor(options: WorkerGroupOptions<Setup>) {
    this.#options = options;
    this.#timing = { ...TIMING, ...options.timing };
  }

  /** Starts all workers; rejects, and leaves none, if one cannot listen. */
  async start(setup: Setup): Promise<readonly ListenAddress[]> {
    this.#current = { generation: 1, setup };
    const numbers = Array.from({ length: this.#options.count }, (_, index) => index + 1);
    const started = numbers.map((number) => this.#spawn(number));
    try {
      const [addresses = []] = await Promise.all(started.map(({ listening }) => listening));
      for (const worker of started) this.#watch(worker);
      this.#pulse = setInterval(() => this.#takePulse(), this.#timing.pulseMs).unref();
      return addresses;
    } catch (error) {
      for (const worker of started) worker.kill();
      throw error;
    }
  }

  /** Every worker that serves takes the new configuration, or, if one refuses it, none does and the reason is thrown. */
  async swap(setup: Setup): Promise<void> {
    const generation = (this.#current?.generation ?? 0) + 1;
    const serving = this.#serving();
    const prepared = await Promise.allSettled(serving.map((worker) => worker.prepare(generation, setup)));
    // Whoever ends over it starts again with what is in force then.
    const refused = prepared.find(
      (result, index) => result.status === 'rejected' && serving[index]?.state !== 'gone',
    );
    if (refused?.status === 'rejected') {
      for (const worker of serving) worker.discard();
      throw refused.reason;
    }
    this.#current = { generation, setup };
    for (const worker of serving) if (worker.state === 'serving') worker.commit(generation);
    for (const worker of this.#workers.values()) if (worker.state === 'starting') this.#catchUp(worker);
  }

  /** Replaces every worker by a fresh one, one after the other; nothing that is accepted is lost. */
  async restart(): Promise<void> {
    for (const worker of this.#serving()) {
      if (this.#ending.signal.aborted) return;
      this.#leaving.add(worker);
      const next = this.#spawn(worker.number);
      await next.listening;
      this.#watch(next);
      this.#catchUp(next);
      await worker.stop({ delayMs: this.#timing.handoverMs, graceMs: this.#timing.handoverGraceMs });
      this.#retire(worker);
      this.#options.onEvent(`worker ${worker.number} was replaced`);
    }
  }

  /** At least one worker accepts, and nothing is being drained. */
  isReady(): boolean {
    return !this.#ending.signal.aborted && this.#serving().length > 0;
  }

  async report(): Promise<GroupReport> {
    const workers = [...this.#workers.values(), ...this.#leaving];
    const reports = await Promise.all(workers.map((worker) => worker.report(this.#timing.reportMs)));
    const metrics = mergeFamilies([this.#retired, ...reports.map((report) => report?.metrics ?? [])]);
    const state = this.#ending.signal.aborted ? 'draining' : this.isReady() ? 'serving' : 'starting';
    return {
      status: mergeStatus(
        state,
        reports.flatMap((report) => report?.status ?? []),
      ),
      metrics,
      workers: workers.map(({ number, pid, state, generation }) => ({
        number,
        pid,
        state,
        generation,
      })),
      replacements: this.#replacements,
    };
  }

  async stop(options: { readonly delayMs: number; readonly graceMs: number }): Promise<Drained> {
    this.#ending.abort();
    clearInterval(this.#pulse);
    const workers = [...this.#workers.values(), ...this.#leaving];
    const drained = await Promise.all(workers.map((worker) => worker.stop(options)));
    const sum = (key: keyof Drained): number => drained.reduce((all, one) => all + (one?.[key] ?? 0), 0);
    return { finished: sum('finished'), cut: sum('cut') };
  }

  reopenLog(): void {
    for (const worker of this.#serving()) worker.reopenLog();
  }

  /** Ends every worker at once. */
  kill(): void {
    this.#ending.abort();
    for (const worker of [...this.#workers.values(), ...this.#leaving]) worker.kill();
  }

  #serving(): WorkerHandle<Setup>[] {
    return [...this.#workers.values()].filter(({ state }) => state === 'serving');
  }

  #spawn(number: number): WorkerHandle<Setup> {
    if (this.#current === undefined) throw new Error('the group has not been started');
    const { spawn, onLog } = this.#options;
    const worker = new WorkerHandle(number, spawn(number), this.#current, onLog);
    this.#workers.set(number, worker);
    return worker;
  }

  /** Sees to it that the worker is replaced when it ends without having been asked to. */
  #watch(worker: WorkerHandle<Setup>): void {
    const sinceMs = performance.now();
    void worker.gone.then(async (reason) => {
      if (this.#ending.signal.aborted || this.#workers.get(worker.number) !== worker) return;
      this.#retire(worker);
      const livedMs = performance.now() - sinceMs;
      const failures = livedMs >= this.#timing.steadyMs ? 0 : (this.#failures.get(worker.number) ?? 0);
      this.#failures.set(worker.number, failures + 1);
      await this.#replace(worker.number, `ended (${reason})`, failures);
    });
  }

  async #replace(number: number, what: string, failures: number): Promise<void> {
    const pauseMs = Math.min(this.#timing.backoffMs * 2 ** failures, this.#timing.maxBackoffMs);
    this.#options.onEvent(`worker ${number} ${what}; a new one starts in ${pauseMs / 1000} s`);
    this.#replacements++;
    await wait(pauseMs, undefined, { signal: this.#ending.signal }).catch(() => undefined);
    if (this.#ending.signal.aborted) return;
    const next = this.#spawn(number);
    this.#watch(next);
    try {
      await next.listening;
      this.#catchUp(next);
      this.#options.onEvent(`worker ${number} serves again`);
    } catch (error) {
      // Its end is what is watched.
      this.#options.onEvent(`worker ${number} cannot serve: ${error instanceof Error ? error.message : ''}`);
      next.kill();
    }
  }

  /** A worker that was starting while the configuration changed takes the one in force. */
  #catchUp(worker: WorkerHandle<Setup>): void {
    void worker.listening
      .then(async () => {
        const current = this.#current;
        if (current === undefined || worker.generation === current.generation) return;
        await worker.prepare(current.generation, current.setup);
        worker.commit(current.generation);
      })
      .catch(() => worker.kill());
  }

  #retire(worker: WorkerHandle<Setup>): void {
    this.#leaving.delete(worker);
    const counted = (worker.lastReport?.metrics ?? []).filter(
      ({ kind, samples }) =>
        kind !== 'gauge' && samples.every(({ labels }) => labels['worker'] === undefined),
    );
    this.#retired = mergeFamilies([this.#retired, counted]);
  }

  #takePulse(): void {
    for (const worker of this.#serving()) {
      if (performance.now() - worker.heardMs > this.#timing.silenceMs) {
        this.#options.onEvent(
          `worker ${worker.number} has said nothing for ${this.#timing.silenceMs / 1000} s`,
        );
        worker.kill();
      } else void worker.report(this.#timing.reportMs);
    }
  }
}
