import { type LoadedProxyConfig, loadProxyConfig } from '../config/index.ts';
import { BanyanError } from '../errors/banyan-error.ts';
import { AdminListener } from './admin-listener.ts';
import type { Invocation } from './command.ts';
import { counted } from './counted.ts';
import { formatError } from './format-error.ts';
import { addressesOf, addressesToRestart, listenersOf, originsOf } from './listener-origins.ts';
import { type LogChoice, openHost } from './open-host.ts';
import { originOf } from './origin-of.ts';
import type { ProxyHost } from './proxy-host.ts';
import { ProxyObservation } from './proxy-observation.ts';
import { routeSetTable } from './route-set-table.ts';
import { WatchedFiles } from './watched-files.ts';

export interface ProxyRun {
  /** Absolute path of the configuration, and how messages call it. */
  readonly file: string;
  readonly name: string;
  readonly log: LogChoice | undefined;
}

/**
 * Runs the proxy until the invocation is aborted, then drains it.
 *
 * Reloads on SIGHUP and when the file changes: validate, compile, swap. A configuration with problems changes nothing.
 */
export async function runProxy(invocation: Invocation, run: ProxyRun): Promise<void> {
  const { terminal, signal, environment, options } = invocation;
  const { file, name, log } = run;
  const loaded = await loadProxyConfig(file, { name, environment });
  const { config, sources } = loaded;
  warnOf(loaded, terminal);
  const host = await openHost(config, log, terminal);
  const observation = new ProxyObservation(host, config, { version: invocation.version, name });
  const admin = new AdminListener(observation, file);
  await admin.apply(config.admin);
  const origins = await listen(host, loaded, admin);
  const watched = new WatchedFiles(
    () => reload(false),
    (each) => terminal.warn(`Cannot watch ${each} for changes; send SIGHUP after changing it`),
  );
  const reload = createReload({ host, admin, observation, watched }, loaded, invocation, run);
  const stopListening = onSignals(invocation, host, () => reload(true));
  watched.follow(sources);
  if (options['json'] === true)
    terminal.result(
      JSON.stringify({
        schemaVersion: 1,
        listening: origins[0],
        origins,
        ...(admin.origin && { admin: admin.origin }),
      }),
    );
  for (const origin of origins) terminal.note(`banyan proxy listening on ${origin}`);
  if (admin.origin !== undefined) terminal.note(`health, metrics and state on ${admin.origin}`);
  for (const line of routeSetTable(config)) terminal.note(line);
  // What changed between the first reading and the watching.
  reload(false);

  await aborted(signal);
  watched.follow([]);
  stopListening();
  await drain(host, observation, terminal);
  await admin.close();
}

async function drain(
  host: ProxyHost,
  observation: ProxyObservation,
  terminal: Invocation['terminal'],
): Promise<void> {
  const { delay: delayMs, grace: graceMs } = observation.config.shutdown;
  if (delayMs > 0) terminal.note(`stopping in ${delayMs / 1000} s: not ready any more, still accepting`);
  else
    terminal.note(
      'stopping: no new connections, running exchanges may finish (interrupt again to end at once)',
    );
  const { finished, cut } = await host.stop({ delayMs, graceMs });
  terminal.note(
    `stopped: ${counted(finished, 'busy connection')} finished, ${cut} cut after ${graceMs / 1000} s`,
  );
}

async function listen(host: ProxyHost, loaded: LoadedProxyConfig, admin: AdminListener): Promise<string[]> {
  const configured = listenersOf(loaded.config);
  try {
    return originsOf(loaded.config, await host.start(loaded));
  } catch (cause) {
    await admin.close();
    if (cause instanceof BanyanError) throw cause;
    const origins = configured.map(originOf).join(', ');
    throw new BanyanError('ADDRESS_UNAVAILABLE', `Cannot listen on ${origins}`, { cause });
  }
}

function warnOf({ warnings }: LoadedProxyConfig, terminal: Invocation['terminal']): void {
  for (const { where, what } of warnings) terminal.warn(`${where}: ${what}`);
}

interface RunningParts {
  readonly host: ProxyHost;
  readonly admin: AdminListener;
  readonly observation: ProxyObservation;
  readonly watched: WatchedFiles;
}

/** Reloads one after another; `isAsked` says that a person wants an answer even if nothing has changed. */
function createReload(
  { host, admin, observation, watched }: RunningParts,
  first: LoadedProxyConfig,
  { terminal, environment }: Pick<Invocation, 'terminal' | 'environment'>,
  { name, file }: Pick<ProxyRun, 'name' | 'file'>,
): (isAsked: boolean) => void {
  /** Of what was loaded last, or the reason why it was not. */
  let seen = first.fingerprint;
  let addresses = addressesOf(first.config);
  let running: Promise<void> = Promise.resolve();
  const reload = async (isAsked: boolean): Promise<void> => {
    try {
      const loaded = await loadProxyConfig(file, { name, environment });
      if (loaded.fingerprint === seen && !isAsked) return;
      seen = loaded.fingerprint;
      const { config, sources } = loaded;
      warnOf(loaded, terminal);
      await admin.apply(config.admin);
      await host.swap(loaded);
      watched.follow(sources);
      observation.reloaded(config);
      terminal.note(`${name} reloaded`);
      for (const line of routeSetTable(config)) terminal.note(line);
      for (const address of addressesToRestart(first.config, config))
        terminal.warn(
          `how ${address} is spoken to has changed in ${name}; it takes effect when the proxy is started again`,
        );
      if (addressesOf(config) !== addresses) {
        addresses = addressesOf(config);
        const { status } = await host.report();
        for (const origin of originsOf(config, status.listeners))
          terminal.note(`banyan proxy listening on ${origin}`);
      }
    } catch (error) {
      const reason = error instanceof BanyanError ? formatError(error) : String(error);
      if (reason === seen && !isAsked) return;
      seen = reason;
      observation.refused(reason);
      await admin.apply(observation.config.admin).catch(() => undefined);
      terminal.error(`${name} was not reloaded, the configuration from before stays in force\n${reason}`);
    }
  };
  return (isAsked) => {
    running = running.then(() => reload(isAsked));
  };
}

/** SIGHUP reads and opens everything again, SIGUSR2 takes fresh workers; returns a function that stops listening. */
function onSignals({ onSignal, terminal }: Invocation, host: ProxyHost, reload: () => void): () => void {
  const stops = [
    onSignal('SIGHUP', () => {
      host.reopenLog();
      reload();
    }),
    onSignal('SIGUSR2', () => {
      host.restart().catch((error: unknown) => terminal.error(`workers were not replaced: ${String(error)}`));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
