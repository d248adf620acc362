import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { BanyanError, type Problem } from '../errors/banyan-error.ts';
import { readTextFile } from '../lib/read-text-file.ts';
import { reasonOf } from '../lib/reason-of.ts';
import { checkProxyConfig } from './check-proxy-config.ts';
import { checkTlsFiles, tlsFiles } from './check-tls-files.ts';
import type { ConfigProblem } from './config-problem.ts';
import { invalidConfig, parseConfig } from './parse-config.ts';
import { type ProxyConfig, proxySchema } from './proxy-schema.ts';

export interface ConfigSource {
  /** How problems name the file. */
  readonly name: string;
  /** What `${NAME}` in the text refers to. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A configuration with the content of the files that it names. */
export interface LoadedProxyConfig {
  readonly config: ProxyConfig;
  /** Contents by the path that the configuration has for them. */
  readonly files: ReadonlyMap<string, string>;
  /** Absolute paths of the configuration and of all files that it names. */
  readonly sources: readonly string[];
  /** What works, but not for long or not for everybody: certificates that are not valid now. */
  readonly warnings: readonly Problem[];
  /** Equal for two loads exactly if nothing has changed in between. */
  readonly fingerprint: string;
}

/** A file of this size holds some 50,000 routes; anything larger is not a proxy configuration. */
const maxTextLength = 16 * 1024 * 1024;
/** All authorities that a system trusts are a quarter of it. */
const maxPemLength = 1024 * 1024;
const title = 'proxy configuration';

/**
 * The configuration in a file with the files that it names, validated; `nowMs` is the time that certificates are judged by.
 *
 * Throws PATH_MISSING when the file cannot be read, and CONFIG_INVALID with every problem of its content at once, or else of the files that it names.
 */
export async function loadProxyConfig(
  file: string,
  source: ConfigSource,
  nowMs: number = Date.now(),
): Promise<LoadedProxyConfig> {
  const text = await readProxyConfigText(file, source.name);
  const { data: config, placeOf } = parse(text, source);
  const folder = dirname(file);
  const named = tlsFiles(config);
  const { files, problems } = await readNamedFiles(named, folder);
  const checked = checkTlsFiles(config, files, nowMs);
  const located = (all: readonly ConfigProblem[]): Problem[] =>
    all.map(({ path, what }) => ({ where: placeOf(path), what }));
  const all = [...problems, ...checked.problems];
  if (all.length > 0) throw invalidConfig({ name: source.name, title }, located(all));
  return {
    config,
    files,
    sources: [file, ...new Set(named.map((each) => resolve(folder, each.file)))],
    warnings: located(checked.warnings),
    fingerprint: createHash('sha256')
      .update(JSON.stringify([text, ...files]))
      .digest('hex'),
  };
}

async function readNamedFiles(
  named: ReturnType<typeof tlsFiles>,
  folder: string,
): Promise<{ files: ReadonlyMap<string, string>; problems: ConfigProblem[] }> {
  const files = new Map<string, string>();
  const problems: ConfigProblem[] = [];
  for (const { path, file } of named) {
    if (files.has(file)) continue;
    try {
      files.set(file, await readTextFile(resolve(folder, file), maxPemLength));
    } catch (error) {
      problems.push({ path, what: `${file} cannot be read: ${reasonOf(error)}` });
    }
  }
  return { files, problems };
}

/** The text of a configuration file; throws PATH_MISSING when it cannot be read. */
async function readProxyConfigText(file: string, name: string): Promise<string> {
  try {
    return await readTextFile(file, 4 * maxTextLength);
  } catch (cause) {
    throw new BanyanError('PATH_MISSING', `Cannot read the proxy configuration ${name}`, {
      fix: 'Check the path, or write a first configuration with `banyan proxy init --from banyan-report/analysis.json`.',
      cause,
    });
  }
}

/** The configuration in a YAML or JSON text, validated but for the files that it names; throws CONFIG_INVALID with every problem at once. */
export function parseProxyConfig(text: string, source: ConfigSource): ProxyConfig {
  return parse(text, source).data;
}

function parse(text: string, { name, environment }: ConfigSource) {
  return parseConfig(text, {
    name,
    title,
    schema: proxySchema,
    check: checkProxyConfig,
    environment,
    maxTextLength,
  });
}
