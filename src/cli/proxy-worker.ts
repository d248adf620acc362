import { compileSnapshot, ProxyWorker, type ToWorker } from '../proxy/index.ts';
import { openAccessLog } from './access-log-file.ts';
import type { AccessLogTarget } from './access-log-target.ts';
import { lostLines } from './proxy-host.ts';
import { loadTelemetry } from './load-telemetry.ts';
import type { WorkerSetup } from './proxy-worker-process.ts';

/** How long a worker without its primary may take: nobody starts another one in its place. */
const ORPHAN_GRACE_MS = 5000;

// Signals of a terminal or a service manager go to the whole group; what they mean is for the primary to say.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'] as const) process.on(signal, () => {});

let log: AccessLogTarget | undefined;
const say = (message: object): void => {
  if (process.connected) process.send?.(message, undefined, {}, () => {});
};
const worker = new ProxyWorker<WorkerSetup>({
  number: process.env['BANYAN_WORKER'] ?? '',
  compile: ({ config, files }) => compileSnapshot(config, files),
  openLog: async (setup) => {
    if (setup.log === null) return undefined;
    if (setup.log === 'stdout') return (lines) => say({ kind: 'log', lines });
    const onLoss = (reason: string): void => {
      process.stderr.write(
        `worker ${process.env['BANYAN_WORKER']}: the access log is losing lines: ${reason}\n`,
      );
    };
    log = await openAccessLog(setup.log.file, setup.log.name, onLoss);
    return (lines) => log?.write(lines);
  },
  loadTelemetry: async ({ config }) => (config.tracing ? loadTelemetry() : undefined),
  moreMetrics: () => (log ? [lostLines(log)] : []),
  reopenLog: () => log?.reopen(),
  closeLog: async () => log?.close(),
  say,
});
process.on('message', (message) => void worker.hear(message as ToWorker<WorkerSetup>));
process.on('disconnect', () => {
  void worker.stop({ graceMs: ORPHAN_GRACE_MS }).then(() => process.exit(0));
});
