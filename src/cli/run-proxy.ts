import { parseProxyConfig, type ProxyConfig, readProxyConfigText } from '../config/index.ts';
import { BanyanError } from '../errors/banyan-error.ts';
import { compileSnapshot, createProxy, type Proxy } from '../proxy/index.ts';
import type { AccessLogTarget } from './access-log-target.ts';
import { AdminListener } from './admin-listener.ts';
import type { Invocation } from './command.ts';
import { counted } from './counted.ts';
import { formatError } from './format-error.ts';
import { originOf } from './origin-of.ts';
import { ProxyObservation } from './proxy-observation.ts';
import { routeSetTable } from './route-set-table.ts';
import { watchFile } from './watch-file.ts';

export interface ProxyRun {
  /** Absolute path of the configuration, and how messages call it. */
  readonly file: string;
  readonly name: string;
  readonly log: AccessLogTarget | undefined;
}

/**
 * Runs the proxy until the invocation is aborted, then drains it.
 *
 * Reloads on SIGHUP and when the file changes: validate, compile, swap. A configuration with problems changes nothing.
 */
export async function runProxy(invocation: Invocation, run: ProxyRun): Promise<void> {
  const { terminal, signal, environment, options } = invocation;
  const { file, name, log } = run;
  const text = await readProxyConfigText(file, name);
  const config = parseProxyConfig(text, { name, environment });
  const proxy = createProxy({
    snapshot: compileSnapshot(config),
    ...(log && { log: (lines) => log.write(lines) }),
  });
  const observation = new ProxyObservation(proxy, config, { version: invocation.version, name, log });
  const admin = new AdminListener(observation, file);
  await admin.apply(config.admin);
  const origin = await listen(proxy, config, admin);
  const reload = createReload({ proxy, admin, observation }, { text, config }, invocation, run);
  const stopListening = invocation.onHangUp(() => {
    log?.reopen();
    reload(true);
  });
  const stopWatching = watchFile(
    file,
    () => reload(false),
    () => terminal.warn(`Cannot watch ${name} for changes; send SIGHUP after changing it`),
  );
  if (options['json'] === true)
    terminal.result(
      JSON.stringify({ schemaVersion: 1, listening: origin, ...(admin.origin && { admin: admin.origin }) }),
    );
  terminal.note(`banyan proxy listening on ${origin}`);
  if (admin.origin !== undefined) terminal.note(`health, metrics and state on ${admin.origin}`);
  for (const line of routeSetTable(config)) terminal.note(line);
  // What changed between the first reading and the watching.
  reload(false);

  await aborted(signal);
  stopWatching();
  stopListening();
  await drain(proxy, observation, terminal);
  await admin.close();
}

async function drain(
  proxy: Proxy,
  observation: ProxyObservation,
  terminal: Invocation['terminal'],
): Promise<void> {
  const { delay: delayMs, grace: graceMs } = observation.config.shutdown;
  if (delayMs > 0) terminal.note(`stopping in ${delayMs / 1000} s: not ready any more, still accepting`);
  else
    terminal.note(
      'stopping: no new connections, running exchanges may finish (interrupt again to end at once)',
    );
  const { finished, cut } = await proxy.stop({ delayMs, graceMs });
  observation.close();
  terminal.note(
    `stopped: ${counted(finished, 'busy connection')} finished, ${cut} cut after ${graceMs / 1000} s`,
  );
}

async function listen(
  proxy: Proxy,
  { listen: { host, port } }: ProxyConfig,
  admin: AdminListener,
): Promise<string> {
  try {
    return originOf(await proxy.start());
  } catch (cause) {
    await admin.close();
    throw new BanyanError('ADDRESS_UNAVAILABLE', `Cannot listen on ${originOf({ host, port })}`, { cause });
  }
}

/** Reloads one after another; `isAsked` says that a person wants an answer even if nothing has changed. */
function createReload(
  parts: { readonly proxy: Proxy; readonly admin: AdminListener; readonly observation: ProxyObservation },
  first: { readonly text: string; readonly config: ProxyConfig },
  { terminal, environment }: Pick<Invocation, 'terminal' | 'environment'>,
  { name, file }: Pick<ProxyRun, 'name' | 'file'>,
): (isAsked: boolean) => void {
  const { proxy, admin, observation } = parts;
  let seen = first.text;
  let running: Promise<void> = Promise.resolve();
  const reload = async (isAsked: boolean): Promise<void> => {
    try {
      const text = await readProxyConfigText(file, name);
      if (text === seen && !isAsked) return;
      seen = text;
      const config = parseProxyConfig(text, { name, environment });
      const snapshot = compileSnapshot(config);
      await admin.apply(config.admin);
      proxy.swap(snapshot);
      observation.reloaded(config);
      terminal.note(`${name} reloaded`);
      for (const line of routeSetTable(config)) terminal.note(line);
      if (originOf(config.listen) !== originOf(first.config.listen))
        terminal.warn(`listen has changed in ${name}; it takes effect when the proxy is started again`);
    } catch (error) {
      const reason = error instanceof BanyanError ? formatError(error) : String(error);
      observation.refused(reason);
      terminal.error(`${name} was not reloaded, the configuration from before stays in force\n${reason}`);
    }
  };
  return (isAsked) => {
    running = running.then(() => reload(isAsked));
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
