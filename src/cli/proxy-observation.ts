import type { ProxyConfig } from '../config/index.ts';
import type { AccessLogTarget } from './access-log-target.ts';
import {
  type AdminSource,
  counter,
  gauge,
  type MetricFamily,
  type Proxy,
  ProcessMetrics,
} from '../proxy/index.ts';

/** What the admin listener tells: the proxy's own report, and which configuration is in force since when. */
export class ProxyObservation implements AdminSource {
  config: ProxyConfig;
  readonly #proxy: Proxy;
  readonly #version: string;
  readonly #name: string;
  readonly #log: AccessLogTarget | undefined;
  readonly #process = new ProcessMetrics();
  #generation = 1;
  #refusals = 0;
  #loadedAt = new Date();
  #problem: string | null = null;

  constructor(
    proxy: Proxy,
    config: ProxyConfig,
    { version, name, log }: { version: string; name: string; log: AccessLogTarget | undefined },
  ) {
    this.#proxy = proxy;
    this.config = config;
    this.#version = version;
    this.#name = name;
    this.#log = log;
  }

  reloaded(config: ProxyConfig): void {
    this.config = config;
    this.#generation++;
    this.#loadedAt = new Date();
    this.#problem = null;
  }

  /** A configuration was not taken. */
  refused(reason: string): void {
    this.#refusals++;
    this.#problem = reason;
  }

  isReady(): boolean {
    return this.#proxy.report().status.state === 'serving';
  }

  metrics(): Promise<readonly MetricFamily[]> {
    const one = (value: number) => [{ labels: {}, value }];
    return Promise.resolve([
      gauge('banyan_info', 'Always 1; the version is in the label.', [
        { labels: { version: this.#version, node: process.version }, value: 1 },
      ]),
      gauge('banyan_ready', '1 while requests should come here.', one(this.isReady() ? 1 : 0)),
      gauge(
        'banyan_configuration_generation',
        'How many configurations have been in force.',
        one(this.#generation),
      ),
      gauge(
        'banyan_configuration_loaded_timestamp_seconds',
        'When the one in force was loaded, since 1970.',
        one(this.#loadedAt.getTime() / 1000),
      ),
      counter(
        'banyan_configuration_refusals_total',
        'Configurations that were not taken.',
        one(this.#refusals),
      ),
      counter(
        'banyan_access_log_lost_lines_total',
        'Lines of the access log that could not be kept.',
        one(this.#log?.lostLines ?? 0),
      ),
      gauge(
        'banyan_route_set_canary_percent',
        'Share of clients that the service answers, by phase: 0 in monolith, 100 in full.',
        this.config.routeSets.map(({ name, phase, canaryPercent }) => ({
          labels: { route_set: name, phase },
          value: phase === 'full' ? 100 : phase === 'canary' ? (canaryPercent ?? 0) : 0,
        })),
      ),
      ...this.#proxy.report().metrics,
      ...this.#process.families(),
    ]);
  }

  status(): Promise<object> {
    const { state, ...status } = this.#proxy.report().status;
    return Promise.resolve({
      schemaVersion: 1,
      version: this.#version,
      state,
      configuration: {
        name: this.#name,
        generation: this.#generation,
        loadedAt: this.#loadedAt.toISOString(),
        problem: this.#problem,
      },
      routeSets: this.config.routeSets.map(({ name, phase, cluster, canaryPercent, routes }) => ({
        name,
        phase,
        cluster: cluster ?? null,
        canaryPercent: phase === 'canary' ? (canaryPercent ?? 0) : null,
        routes: routes.length,
      })),
      ...status,
    });
  }

  close(): void {
    this.#process.close();
  }
}
