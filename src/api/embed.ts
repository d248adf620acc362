import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { compileSnapshot, EmbeddedProxy, type ProxyReport, type TelemetryApi } from '../proxy/index.ts';
import type { ProxySetup } from './setup.ts';

export { BanyanError, type Problem } from '../errors/banyan-error.ts';
export { loadSetup, type ProxySetup, setupOf } from './setup.ts';
export type { ProxyReport };

export interface EmbedOptions {
  /** Receives the access log: whole lines of JSON, several at a time; must not wait. Absent: nothing is logged. */
  readonly log?: (lines: string) => void;
  /** `@opentelemetry/api` as a whole; makes traces where the configuration has `tracing: true`. */
  readonly telemetry?: TelemetryApi;
}

/** The proxy inside of the monolith's own server. */
export interface Embedded {
  /** Takes the request, and answers it, if its route has moved. If not, it returns false, and has neither read nor written anything. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** `handle` in the form of Express, Connect and Nest: calls `next` for what stays. */
  readonly middleware: (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  /** `handle` for the server's `upgrade` event (WebSocket). */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** New exchanges follow the new configuration, those in flight finish with theirs. */
  swap(setup: ProxySetup): void;
  /** Metrics and state at this moment. */
  report(): ProxyReport;
  /** Takes nothing more, and closes its connections; tunnels may go on for `graceMs`. Close the server first. */
  stop(options?: { readonly graceMs?: number }): Promise<void>;
}

/**
 * Makes a handler that takes over the routes that have moved, and leaves all others to the application, body unread.
 *
 * The same configuration as the proxy's own. Its cluster `monolith` is the application's own address: a fallback goes there, once. `listen`, `listeners`, `admin` and
 * `workers` mean nothing here.
 */
export function embed(setup: ProxySetup, { log, telemetry }: EmbedOptions = {}): Embedded {
  let { shutdown } = setup.config;
  const core = new EmbeddedProxy({
    snapshot: compileSnapshot(setup.config, setup.files),
    ...(log && { log }),
    ...(setup.config.tracing && telemetry && { telemetry }),
  });
  return {
    handle: (request, response) => core.handle(request, response),
    middleware(request, response, next) {
      if (!core.handle(request, response)) next();
    },
    upgrade: (request, socket, head) => core.upgrade(request, socket, head),
    swap({ config, files }) {
      core.swap(compileSnapshot(config, files));
      ({ shutdown } = config);
    },
    report: () => core.report(),
    async stop({ graceMs = shutdown.grace } = {}) {
      await core.stop({ graceMs });
    },
  };
}
