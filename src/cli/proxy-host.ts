import { availableParallelism } from 'node:os';
import type { LoadedProxyConfig, ProxyConfig } from '../config/index.ts';
import {
  compileSnapshot,
  counter,
  createProxy,
  type Drained,
  type ListenAddress,
  ProcessMetrics,
  type Proxy,
  type ProxyReport,
  type WorkerStatus,
} from '../proxy/index.ts';
import { loadTelemetry } from './load-telemetry.ts';
import type { AccessLogTarget } from './access-log-target.ts';

/** What a proxy is made of: plain data, the same in every process. */
export type ProxySetup = Pick<LoadedProxyConfig, 'config' | 'files'>;

export interface HostReport extends ProxyReport {
  readonly workers?: readonly WorkerStatus[];
}

/** A running proxy, in this process or in several; from outside there is no difference. */
export interface ProxyHost {
  start(setup: ProxySetup): Promise<readonly ListenAddress[]>;
  /** Rejects if the configuration cannot be put into force; then nothing has changed. */
  swap(setup: ProxySetup): Promise<void>;
  isReady(): boolean;
  report(): Promise<HostReport>;
  stop(options: { readonly delayMs: number; readonly graceMs: number }): Promise<Drained>;
  /** The access log has been moved away. */
  reopenLog(): void;
  /** Fresh processes in place of the running ones; without loss. */
  restart(): Promise<void>;
}

/** How many processes a configuration asks for. */
export function workerCount({ workers }: ProxyConfig): number {
  return workers === 'auto' ? availableParallelism() : workers;
}

/** The proxy in this process. */
export function hostHere(log: AccessLogTarget | undefined): ProxyHost {
  const process = new ProcessMetrics();
  let proxy: Proxy | undefined;
  return {
    async start({ config, files }) {
      const snapshot = compileSnapshot(config, files);
      const telemetry = config.tracing ? await loadTelemetry() : undefined;
      proxy = createProxy({
        snapshot,
        ...(log && { log: (lines) => log.write(lines) }),
        ...(telemetry && { telemetry }),
      });
      return proxy.start();
    },
    async swap({ config, files }) {
      (await proxy?.prepare(compileSnapshot(config, files)))?.commit();
    },
    isReady: () => proxy?.report().status.state === 'serving',
    async report() {
      if (proxy === undefined) throw new Error('the proxy has not been started');
      const { status, metrics } = proxy.report();
      return { status, metrics: [...metrics, ...process.families(), lostLines(log)] };
    },
    async stop(options) {
      const drained = await proxy?.stop(options);
      process.close();
      await log?.close();
      return drained ?? { finished: 0, cut: 0 };
    },
    reopenLog: () => log?.reopen(),
    restart: () => Promise.resolve(),
  };
}

/** What of the access log was lost, as a metric. */
export function lostLines(log: AccessLogTarget | undefined): ReturnType<typeof counter> {
  return counter('banyan_access_log_lost_lines_total', 'Lines of the access log that could not be kept.', [
    { labels: {}, value: log?.lostLines ?? 0 },
  ]);
}
