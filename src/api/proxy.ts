import {
  compileSnapshot,
  createProxy as createCore,
  type Drained,
  type HttpProxyLibrary,
  type ListenAddress,
  type ProxyReport,
  type TelemetryApi,
} from '../proxy/index.ts';
import type { ProxySetup } from './setup.ts';

export { BanyanError, type Problem } from '../errors/banyan-error.ts';
export { loadSetup, type ProxySetup, setupOf } from './setup.ts';
export type { Drained, ListenAddress, ProxyReport };

export interface ProxyOptions {
  /** Receives the access log: whole lines of JSON, several at a time; must not wait. Absent: nothing is logged. */
  readonly log?: (lines: string) => void;
  /** `@opentelemetry/api` as a whole; makes traces where the configuration has `tracing: true`. */
  readonly telemetry?: TelemetryApi;
  /** `http-proxy` 1.18 as a whole: sends what goes over HTTP/1.1 in the place of our own sockets, behind our own rules. Slower; for those who have to. */
  readonly httpProxy?: HttpProxyLibrary;
}

/** A strangler proxy in this process. */
export interface Proxy {
  /** Listens where the configuration says; resolves with the bound addresses in their order, rejects if one cannot be bound. */
  start(): Promise<readonly ListenAddress[]>;
  /** New exchanges follow the new configuration, those in flight finish with theirs; listening addresses stay. */
  swap(setup: ProxySetup): void;
  /** Metrics and state at this moment. */
  report(): ProxyReport;
  /** For `delayMs` it accepts and asks clients to connect anew; running exchanges may take `graceMs` more; then everything is closed. Default: as configured. */
  stop(options?: { readonly delayMs?: number; readonly graceMs?: number }): Promise<Drained>;
}

/**
 * Makes a proxy from a configuration; nothing listens before `start`.
 *
 * Of the configuration, `admin` and `workers` are for the command line: one process, and `report` in the place of a listener.
 */
export function createProxy(setup: ProxySetup, { log, telemetry, httpProxy }: ProxyOptions = {}): Proxy {
  let { shutdown } = setup.config;
  const core = createCore({
    snapshot: compileSnapshot(setup.config, setup.files),
    ...(log && { log }),
    ...(setup.config.tracing && telemetry && { telemetry }),
    ...(httpProxy && { httpProxy }),
  });
  return {
    start: () => core.start(),
    swap({ config, files }) {
      core.swap(compileSnapshot(config, files));
      ({ shutdown } = config);
    },
    report: () => core.report(),
    stop: ({ delayMs = shutdown.delay, graceMs = shutdown.grace } = {}) => core.stop({ delayMs, graceMs }),
  };
}
