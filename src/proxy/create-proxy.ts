import { setTimeout as wait } from 'node:timers/promises';
import { type ClientTimeouts, defaultClientTimeouts } from './client-timeouts.ts';
import { systemClock, type Clock } from './clock.ts';
import type { HttpProxyLibrary } from './forward/http-proxy/http-proxy-library.ts';
import { LiveState } from './live-state.ts';
import type { PreparedListeners } from './listener-set.ts';
import type { LogSink } from './observe/access-log.ts';
import { type Drained, ProxyServer } from './server.ts';
import { proxyReport } from './observe/proxy-report.ts';
import type { TelemetryApi } from './observe/telemetry.ts';
import type { ProxyReport, ProxyState } from './observe/proxy-status.ts';
import type { ListenAddress, Snapshot } from './snapshot.ts';

export interface ProxyOptions {
  readonly snapshot: Snapshot;
  /** Receives the access log: whole lines of JSON, several at a time. Absent: nothing is logged. */
  readonly log?: LogSink;
  readonly clock?: Clock;
  /** 0 (included) to 1 (excluded): spreads what would otherwise happen at one time. Default: Math.random. */
  readonly random?: () => number;
  /** Absent: no traces are made. */
  readonly telemetry?: TelemetryApi;
  /** `http-proxy` 1.18 as a whole: sends what goes over HTTP/1.1 in the place of our own sockets, behind our own rules. */
  readonly httpProxy?: HttpProxyLibrary;
  readonly clientTimeouts?: Partial<ClientTimeouts>;
}

/** A strangler proxy. */
export interface Proxy {
  /** Listens where the snapshot says; resolves with the bound addresses in their order, rejects if one cannot be bound. */
  start(): Promise<readonly ListenAddress[]>;
  /** New exchanges use the new snapshot, those in flight finish with theirs; certificates are replaced, listening addresses stay. */
  swap(snapshot: Snapshot): void;
  /** As `swap`, with the listening addresses: binds those that are new, and rejects if that is not possible. Nothing changes before `commit`. */
  prepare(snapshot: Snapshot): Promise<PreparedListeners>;
  /** Metrics and state at this moment. */
  report(): ProxyReport;
  /** From now on every response is the last on its connection, so that clients go where a load balancer sends them. */
  turnAway(): void;
  /**
   * Drains: for `delayMs` it goes on accepting but asks clients to connect anew, then running exchanges finish within `graceMs`; at last everything is
   * closed and the log is written out.
   */
  stop(options: { readonly delayMs?: number; readonly graceMs: number }): Promise<Drained>;
}

/** Makes a proxy that forwards as a snapshot says; nothing listens before `start`. */
export function createProxy(options: ProxyOptions): Proxy {
  const { snapshot, log = () => {}, clock = systemClock, random = Math.random } = options;
  const state = new LiveState(
    snapshot,
    log,
    { clock, random, telemetry: options.telemetry, httpProxy: options.httpProxy },
    { ...defaultClientTimeouts, ...options.clientTimeouts },
  );
  const server = new ProxyServer(snapshot.listeners, state);
  let lifecycle: ProxyState = 'starting';
  const turnAway = (): void => {
    lifecycle = 'draining';
    server.turnAway();
  };
  return {
    async start() {
      const addresses = await server.listen();
      state.begin();
      lifecycle = 'serving';
      return addresses;
    },
    swap(next) {
      state.swap(next);
      server.swap(next.listeners);
    },
    async prepare(next) {
      const listeners = await server.prepare(next.listeners);
      return {
        commit() {
          state.swap(next);
          listeners.commit();
        },
        discard: () => listeners.discard(),
      };
    },
    report: () => proxyReport(state, server, lifecycle, lifecycle === 'serving' ? server.addresses : []),
    turnAway,
    async stop({ delayMs = 0, graceMs }) {
      turnAway();
      if (delayMs > 0) await wait(delayMs);
      const drained = await server.drain(graceMs);
      state.close();
      lifecycle = 'stopped';
      return drained;
    },
  };
}
