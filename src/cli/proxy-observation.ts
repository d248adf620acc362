import type { ProxyConfig } from '../config/index.ts';
import type { ProxyHost } from './proxy-host.ts';
import { type AdminSource, counter, gauge, type MetricFamily } from '../proxy/index.ts';

/** What the admin listener tells: the proxy's own report, and which configuration is in force since when. */
export class ProxyObservation implements AdminSource {
  config: ProxyConfig;
  readonly #host: ProxyHost;
  readonly #version: string;
  readonly #name: string;
  #generation = 1;
  #refusals = 0;
  #loadedAt = new Date();
  #problem: string | null = null;

  constructor(host: ProxyHost, config: ProxyConfig, { version, name }: { version: string; name: string }) {
    this.#host = host;
    this.config = config;
    this.#version = version;
    this.#name = name;
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
    return this.#host.isReady();
  }

  async metrics(): Promise<readonly MetricFamily[]> {
    const { metrics } = await this.#host.report();
    const one = (value: number) => [{ labels: {}, value }];
    return [
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
      gauge(
        'banyan_route_set_canary_percent',
        'Share of clients that the service answers, by phase: 0 in monolith, 100 in full.',
        this.config.routeSets.map(({ name, phase, canaryPercent }) => ({
          labels: { route_set: name, phase },
          value: phase === 'full' ? 100 : phase === 'canary' ? (canaryPercent ?? 0) : 0,
        })),
      ),
      ...metrics,
    ];
  }

  async status(): Promise<object> {
    const {
      status: { state, ...status },
      metrics: _,
      ...others
    } = await this.#host.report();
    return {
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
      ...others,
    };
  }
}
