import { BanyanError, type Problem } from '../errors/banyan-error.ts';
import { readTextFile } from '../lib/read-text-file.ts';
import { checkProxyConfig } from './check-proxy-config.ts';
import { describeIssue } from './describe-issue.ts';
import { type ProxyConfig, proxySchema } from './proxy-schema.ts';
import { readConfigDocument } from './yaml-document.ts';

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
  if (text.length > maxTextLength) fail(name, [{ where: name, what: 'is larger than 16 MiB' }]);
  const document = readDocument(text, name, environment);
  const result = proxySchema.safeParse(document.data);
  const problems = [...document.problems];
  if (document.isReadable) {
    const issues = result.error?.issues.flatMap((issue) => describeIssue(issue, proxySchema, document.data));
    // One sentence per place: what a variable that is not set leaves behind is not a second problem.
    const taken = new Set(problems.map(({ offset }) => offset));
    for (const { path, part, what } of [...(issues ?? []), ...checkProxyConfig(document.data)]) {
      const offset = document.offsetOf(path, part);
      if (!taken.has(offset)) problems.push({ offset, what });
    }
  }
  if (result.success && problems.length === 0) return result.data;
  const sorted = problems.toSorted((a, b) => a.offset - b.offset);
  const located = sorted.map(({ offset, what }) => {
    const { line, column } = document.positionOf(offset);
    return { where: `${name}:${line}:${column}`, what };
  });
  return fail(name, located);
}

function readDocument(text: string, name: string, environment: ConfigSource['environment']) {
  try {
    return readConfigDocument(text, environment);
  } catch (cause) {
    // The parser recurses; only nesting far beyond any configuration exhausts the stack.
    if (cause instanceof RangeError) fail(name, [{ where: name, what: 'is nested too deeply' }]);
    throw cause;
  }
}

function fail(name: string, problems: readonly Problem[]): never {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  throw new BanyanError('CONFIG_INVALID', `${name} is not a valid proxy configuration: ${count}`, {
    problems,
  });
}
