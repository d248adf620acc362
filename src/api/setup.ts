import { type LoadedProxyConfig, loadProxyConfig, parseProxyConfig } from '../config/index.ts';

/** A valid configuration and the contents of the files that it names: what a proxy is made of. */
export type ProxySetup = Pick<LoadedProxyConfig, 'config' | 'files'>;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The configuration in a file, validated; `environment` is what `${NAME}` in it refers to (default: that of the process).
 *
 * Rejects with a `BanyanError`: PATH_MISSING, or CONFIG_INVALID with every problem at once in `problems`.
 */
export function loadSetup(file: string, environment: Environment = process.env): Promise<ProxySetup> {
  return loadProxyConfig(file, { name: file, environment });
}

/**
 * A configuration given as an object with the keys of `proxy.yaml`, validated. Files with certificates need `loadSetup`.
 *
 * Throws CONFIG_INVALID with every problem at once.
 */
export function setupOf(configuration: object, environment: Environment = {}): ProxySetup {
  const text = JSON.stringify(configuration, null, 2);
  return { config: parseProxyConfig(text, { name: 'configuration', environment }), files: new Map() };
}
