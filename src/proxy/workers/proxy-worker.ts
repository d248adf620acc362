import type { ProxyReport } from '../observe/proxy-status.ts';
import type { TelemetryApi } from '../observe/telemetry.ts';
import type { PreparedListeners } from '../listener-set.ts';
import type { MetricFamily } from '../observe/metric-family.ts';
import { ProcessMetrics } from '../observe/process-metrics.ts';
import type { LogSink } from '../observe/access-log.ts';
import { createProxy, type Proxy } from '../create-proxy.ts';
import type { Snapshot } from '../snapshot.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** What a worker's own process gives it. */
export interface WorkerSurroundings<Setup> {
  /** Its number, from 1; a worker that replaces another one takes over the number. */
  readonly number: string;
  readonly compile: (setup: Setup) => Snapshot;
  /** Where the access log goes; undefined: nowhere. */
  readonly openLog: (setup: Setup) => Promise<LogSink | undefined>;
  /** Undefined: no traces are made. */
  readonly loadTelemetry: (setup: Setup) => Promise<TelemetryApi | undefined>;
  readonly reopenLog: () => void;
  readonly closeLog: () => Promise<void>;
  readonly moreMetrics: () => readonly MetricFamily[];
  readonly say: (message: FromWorker) => void;
}

/** One worker of a proxy: does what its primary says, and nothing on its own. */
export class ProxyWorker<Setup> {
  readonly #surroundings: WorkerSurroundings<Setup>;
  readonly #process: ProcessMetrics;
  #proxy: Proxy | undefined;
  #prepared: { readonly generation: number; readonly next: PreparedListeners } | undefined;

  constructor(surroundings: WorkerSurroundings<Setup>) {
    this.#surroundings = surroundings;
    this.#process = new ProcessMetrics(surroundings.number);
    surroundings.say({ kind: 'loaded' });
  }

  async hear(message: ToWorker<Setup>): Promise<void> {
    const { say } = this.#surroundings;
    switch (message.kind) {
      case 'start':
        return this.#start(message.generation, message.setup);
      case 'prepare':
        return this.#prepare(message.generation, message.setup);
      case 'commit':
        if (this.#prepared?.generation === message.generation) this.#prepared.next.commit();
        this.#prepared = undefined;
        return;
      case 'discard':
        return this.#discard();
      case 'report':
        if (this.#proxy) say({ kind: 'report', id: message.id, report: this.#report(this.#proxy) });
        return;
      case 'reopen-log':
        this.#surroundings.reopenLog();
        return;
      case 'turn-away':
        this.#proxy?.turnAway();
        return;
      case 'stop':
        await this.stop(message);
    }
  }

  /** Drains; resolves once everything is closed and said. */
  async stop(options: { readonly graceMs: number }): Promise<void> {
    const proxy = this.#proxy;
    if (proxy === undefined) return;
    const drained = await proxy.stop(options);
    await this.#surroundings.closeLog();
    this.#surroundings.say({ kind: 'stopped', drained, report: this.#report(proxy) });
  }

  async #start(generation: number, setup: Setup): Promise<void> {
    const { compile, openLog, loadTelemetry, say } = this.#surroundings;
    try {
      const log = await openLog(setup);
      const telemetry = await loadTelemetry(setup);
      this.#proxy = createProxy({
        snapshot: compile(setup),
        ...(log && { log }),
        ...(telemetry && { telemetry }),
      });
      say({ kind: 'listening', generation, addresses: await this.#proxy.start() });
    } catch (error) {
      say({ kind: 'not-listening', reason: String(error) });
    }
  }

  async #prepare(generation: number, setup: Setup): Promise<void> {
    const { compile, say } = this.#surroundings;
    try {
      await this.#discard();
      const next = await this.#proxy?.prepare(compile(setup));
      if (next !== undefined) this.#prepared = { generation, next };
      say({ kind: 'prepared', generation });
    } catch (error) {
      say({ kind: 'refused', generation, reason: String(error) });
    }
  }

  async #discard(): Promise<void> {
    const { next } = this.#prepared ?? {};
    this.#prepared = undefined;
    await next?.discard();
  }

  #report(proxy: Proxy): ProxyReport {
    const { status, metrics } = proxy.report();
    return {
      status,
      metrics: [...metrics, ...this.#process.families(), ...this.#surroundings.moreMetrics()],
    };
  }
}
