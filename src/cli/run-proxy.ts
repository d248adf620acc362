import { parseProxyConfig, type ProxyConfig, readProxyConfigText } from '../config/index.ts';
import { BanyanError } from '../errors/banyan-error.ts';
import { compileSnapshot, createProxy, type LogSink, type Proxy } from '../proxy/index.ts';
import type { Invocation } from './command.ts';
import { counted } from './counted.ts';
import { formatError } from './format-error.ts';
import { routeSetTable } from './route-set-table.ts';
import { watchFile } from './watch-file.ts';

/** Orchestrators give a process 30 s to end; this leaves some for what comes after the last exchange. */
const graceMs = 25_000;

export interface ProxyRun {
  /** Absolute path of the configuration, and how messages call it. */
  readonly file: string;
  readonly name: string;
  readonly log: LogSink | undefined;
  /** Called on SIGHUP, beside the reload. */
  onHangUp(): void;
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
  const proxy = createProxy({ snapshot: compileSnapshot(config), ...(log && { log }) });
  const origin = await listen(proxy, config);
  const reload = createReload(proxy, { text, config }, { terminal, environment, name, file });
  const stopListening = invocation.onHangUp(() => {
    run.onHangUp();
    reload(true);
  });
  const stopWatching = watchFile(
    file,
    () => reload(false),
    () => terminal.warn(`Cannot watch ${name} for changes; send SIGHUP after changing it`),
  );
  if (options['json'] === true) terminal.result(JSON.stringify({ schemaVersion: 1, listening: origin }));
  terminal.note(`banyan proxy listening on ${origin}`);
  for (const line of routeSetTable(config)) terminal.note(line);
  // What changed between the first reading and the watching.
  reload(false);

  await aborted(signal);
  stopWatching();
  stopListening();
  terminal.note(
    'stopping: no new connections, running exchanges may finish (interrupt again to end at once)',
  );
  const { finished, cut } = await proxy.stop({ graceMs });
  terminal.note(
    `stopped: ${counted(finished, 'busy connection')} finished, ${cut} cut after ${graceMs / 1000} s`,
  );
}

async function listen(proxy: Proxy, { listen: { host, port } }: ProxyConfig): Promise<string> {
  try {
    return originOf(await proxy.start());
  } catch (cause) {
    throw new BanyanError('ADDRESS_UNAVAILABLE', `Cannot listen on ${originOf({ host, port })}`, { cause });
  }
}

function originOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Reloads one after another; `isAsked` says that a person wants an answer even if nothing has changed. */
function createReload(
  proxy: Proxy,
  first: { readonly text: string; readonly config: ProxyConfig },
  {
    terminal,
    environment,
    name,
    file,
  }: Pick<Invocation, 'terminal' | 'environment'> & Pick<ProxyRun, 'name' | 'file'>,
): (isAsked: boolean) => void {
  let seen = first.text;
  let running: Promise<void> = Promise.resolve();
  const reload = async (isAsked: boolean): Promise<void> => {
    try {
      const text = await readProxyConfigText(file, name);
      if (text === seen && !isAsked) return;
      seen = text;
      const config = parseProxyConfig(text, { name, environment });
      proxy.swap(compileSnapshot(config));
      terminal.note(`${name} reloaded`);
      for (const line of routeSetTable(config)) terminal.note(line);
      if (originOf(config.listen) !== originOf(first.config.listen))
        terminal.warn(`listen has changed in ${name}; it takes effect when the proxy is started again`);
    } catch (error) {
      const reason = error instanceof BanyanError ? formatError(error) : String(error);
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
