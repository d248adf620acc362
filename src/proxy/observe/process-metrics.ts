import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay, performance, type IntervalHistogram } from 'node:perf_hooks';
import { counter, gauge, type MetricFamily } from './metric-family.ts';

const NANOSECONDS = 1e9;
const LAG_RESOLUTION_MS = 20;

/**
 * What one process costs the machine: processor time, memory, files, and how late its event loop is.
 *
 * `worker` tells the processes of one proxy apart; absent where there is only one.
 */
export class ProcessMetrics {
  readonly #labels: Readonly<Record<string, string>>;
  readonly #lag: IntervalHistogram;
  #utilization = performance.eventLoopUtilization();

  constructor(worker?: string) {
    this.#labels = worker === undefined ? {} : { worker };
    this.#lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
    this.#lag.enable();
  }

  /** Lag and utilisation are those since the last call. */
  families(): MetricFamily[] {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
    const utilization = performance.eventLoopUtilization();
    const { utilization: share } = performance.eventLoopUtilization(utilization, this.#utilization);
    this.#utilization = utilization;
    const lag = (percentile: number): number =>
      this.#lag.count === 0 ? 0 : this.#late(this.#lag.percentile(percentile));
    const families = [
      counter(
        'process_cpu_seconds_total',
        'Processor time, user and system.',
        this.#one((user + system) / 1e6),
      ),
      gauge('process_resident_memory_bytes', 'Memory that the process occupies.', this.#one(rss)),
      gauge(
        'process_start_time_seconds',
        'When the process started, since 1970.',
        this.#one(performance.timeOrigin / 1000),
      ),
      gauge(
        'process_open_fds',
        'Open files and connections; Linux only.',
        openFiles().flatMap((n) => this.#one(n)),
      ),
      gauge('nodejs_heap_size_used_bytes', 'Used memory of the JavaScript heap.', this.#one(heapUsed)),
      gauge('nodejs_heap_size_total_bytes', 'Size of the JavaScript heap.', this.#one(heapTotal)),
      gauge('nodejs_external_memory_bytes', 'Memory outside of the heap.', this.#one(external)),
      gauge(
        'nodejs_eventloop_utilization',
        'Share of the time in which the event loop was busy.',
        this.#one(share),
      ),
      gauge('nodejs_eventloop_lag_p50_seconds', 'How late timers ran, median.', this.#one(lag(50))),
      gauge('nodejs_eventloop_lag_p99_seconds', 'How late timers ran, 99th percentile.', this.#one(lag(99))),
      gauge('nodejs_eventloop_lag_max_seconds', 'How late a timer ran at worst.', this.#one(lag(100))),
    ];
    this.#lag.reset();
    return families;
  }

  close(): void {
    this.#lag.disable();
  }

  #one(value: number): MetricFamily['samples'] {
    return [{ labels: this.#labels, value }];
  }

  /** The histogram holds the time between two timers, which is never less than their interval. */
  #late(nanoseconds: number): number {
    return Math.max(nanoseconds / NANOSECONDS - LAG_RESOLUTION_MS / 1000, 0);
  }
}

function openFiles(): number[] {
  if (process.platform !== 'linux') return [];
  try {
    return [readdirSync('/proc/self/fd').length];
  } catch {
    return [];
  }
}
