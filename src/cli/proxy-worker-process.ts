import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { WorkerGroup, type FromWorker, type WorkerProcess } from '../proxy/index.ts';
import type { AccessLogTarget } from './access-log-target.ts';
import { lostLines, type ProxyHost, type ProxySetup } from './proxy-host.ts';

/** What every worker is made of. */
export interface WorkerSetup extends ProxySetup {
  /** `stdout`: lines go to the primary, since a pipe mixes what several processes write. */
  readonly log: { readonly file: string; readonly name: string } | 'stdout' | null;
}

/** The proxy in `count` processes that share its addresses; this one accepts for them, and does nothing else. */
export function hostInWorkers(
  count: number,
  log: WorkerSetup['log'],
  standardOutput: AccessLogTarget | undefined,
  onEvent: (text: string) => void,
): ProxyHost {
  cluster.schedulingPolicy = cluster.SCHED_RR;
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  cluster.setupPrimary({
    exec: new URL(`./proxy-worker.${extension}`, import.meta.url).pathname,
    args: [],
    serialization: 'advanced',
  });
  const group = new WorkerGroup<WorkerSetup>({
    count,
    spawn: (number) => processOf(cluster.fork({ BANYAN_WORKER: String(number) })),
    onEvent,
    onLog: (lines) => standardOutput?.write(lines),
  });
  // Whoever asks twice does not want to wait; workers must not outlive that.
  process.on('exit', () => group.kill());
  return {
    start: (setup) => group.start({ ...setup, log }),
    swap: (setup) => group.swap({ ...setup, log }),
    isReady: () => group.isReady(),
    async report() {
      const report = await group.report();
      return log === 'stdout'
        ? { ...report, metrics: [...report.metrics, lostLines(standardOutput)] }
        : report;
    },
    stop: (options) => group.stop(options),
    reopenLog: () => group.reopenLog(),
    restart: () => group.restart(),
  };
}

function processOf(worker: Worker): WorkerProcess<WorkerSetup> {
  // A message to a worker that has just ended.
  worker.on('error', () => {});
  return {
    pid: worker.process.pid ?? 0,
    send(message) {
      if (worker.isConnected()) worker.send(message);
    },
    onMessage(listener) {
      worker.on('message', (message: FromWorker) => listener(message));
    },
    onExit(listener) {
      void once(worker, 'exit').then(([code, signal]) =>
        listener(typeof signal === 'string' ? signal : `code ${String(code)}`),
      );
    },
    acceptNoMore() {
      if (worker.isConnected()) removeFromRotation(worker);
    },
    kill() {
      worker.process.kill('SIGKILL');
    },
  };
}

/**
 * The first half of what `disconnect` does, without telling the worker: this process stops to give it connections, and accepts none once no worker is left.
 *
 * In the order of `node:cluster`, where a worker closes first, a connection that is on its way meanwhile comes back, and has nobody if no other worker is left: its
 * client would wait until this process ends.
 */
function removeFromRotation(worker: Worker): void {
  const channel = worker.process;
  const send = channel.send.bind(channel);
  channel.send = () => true;
  try {
    worker.disconnect();
  } finally {
    channel.send = send;
  }
}
