import type { ProxyConfig } from '../config/index.ts';
import { openAccessLog } from './access-log-file.ts';
import { standardOutputLog } from './access-log-target.ts';
import { loadTelemetry } from './load-telemetry.ts';
import { hostHere, type ProxyHost, workerCount } from './proxy-host.ts';
import { hostInWorkers } from './proxy-worker-process.ts';
import type { Terminal } from './terminal.ts';

/** Where the access log goes: a file by its absolute path and how messages call it, or the standard output. */
export type LogChoice = { readonly file: string; readonly name: string } | 'stdout';

/**
 * The proxy in as many processes as the configuration asks for, not yet started.
 *
 * Throws OUTPUT_UNWRITABLE if the access log cannot be opened.
 */
export async function openHost(
  config: ProxyConfig,
  log: LogChoice | undefined,
  terminal: Terminal,
): Promise<ProxyHost> {
  const onLoss = (reason: string): void => {
    const name = typeof log === 'object' ? log.name : 'on stdout';
    terminal.warn(`The access log ${name} is losing lines: ${reason}`);
  };
  const target =
    log === 'stdout'
      ? standardOutputLog(terminal.stdout, onLoss)
      : log && (await openAccessLog(log.file, log.name, onLoss));
  // Workers would find out one by one.
  if (config.tracing) await loadTelemetry();
  const count = workerCount(config);
  if (count === 1) return hostHere(target);
  // Workers append to a file themselves; that it can be opened is known now.
  if (log !== 'stdout') await target?.close();
  return hostInWorkers(count, log ?? null, target, (text) => terminal.warn(text));
}
