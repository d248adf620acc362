import { BanyanError } from '../errors/banyan-error.ts';
import { readTextFile } from '../lib/read-text-file.ts';
import { checkProxyConfig } from './check-proxy-config.ts';
import { parseConfig } from './parse-config.ts';
import { type ProxyConfig, proxySchema } from './proxy-schema.ts';

export interface ConfigSource {
  /** How problems name the file. */
  readonly name: string;
  /** What `${NAME}` in the text refers to. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A file of this size holds some 50,000 routes; anything larger is not a proxy configuration. */
const maxTextLength = 16 * 1024 * 1024;

/**
 * The configuration in a file, validated.
 *
 * Throws PATH_MISSING when the file cannot be read, and CONFIG_INVALID with every problem of its content at once.
 */
export async function loadProxyConfig(file: string, source: ConfigSource): Promise<ProxyConfig> {
  return parseProxyConfig(await readProxyConfigText(file, source.name), source);
}

/** The text of a configuration file; throws PATH_MISSING when it cannot be read. */
export async function readProxyConfigText(file: string, name: string): Promise<string> {
  try {
    return await readTextFile(file, 4 * maxTextLength);
  } catch (cause) {
    throw new BanyanError('PATH_MISSING', `Cannot read the proxy configuration ${name}`, {
      fix: 'Check the path, or write a first configuration with `banyan proxy init --from banyan-report/analysis.json`.',
      cause,
    });
  }
}

/** The configuration in a YAML or JSON text, validated; throws CONFIG_INVALID with every problem at once. */
export function parseProxyConfig(text: string, { name, environment }: ConfigSource): ProxyConfig {
  return parseConfig(text, {
    name,
    title: 'proxy configuration',
    schema: proxySchema,
    check: checkProxyConfig,
    environment,
    maxTextLength,
  }).data;
}
