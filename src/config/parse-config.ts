import type { z } from 'zod';
import { BanyanError, type Problem } from '../errors/banyan-error.ts';
import { mayBeTooDeep } from '../lib/yaml-nesting.ts';
import type { ConfigProblem } from './config-problem.ts';
import { describeIssue } from './describe-issue.ts';
import { type ConfigPath, readConfigDocument } from './yaml-document.ts';

/** What a configuration is, and how messages call it. */
interface ConfigKind<Schema extends z.ZodType> {
  /** Of the file. */
  readonly name: string;
  /** `proxy configuration`. */
  readonly title: string;
  readonly schema: Schema;
  /** What one value cannot say about another; sees data that may be invalid. */
  readonly check: (data: unknown) => readonly ConfigProblem[];
  /** What `${NAME}` refers to; null where it is a text like any other. */
  readonly environment: Readonly<Record<string, string | undefined>> | null;
  readonly maxTextLength: number;
}

interface ParsedConfig<Data> {
  readonly data: Data;
  /** Line, from 1, of the value at a path. */
  readonly lineOf: (path: ConfigPath) => number;
  /** `name:line:column` of the value at a path. */
  readonly placeOf: (path: ConfigPath) => string;
}

/** A YAML or JSON text as validated data; throws CONFIG_INVALID with every problem at once. */
export function parseConfig<Schema extends z.ZodType>(
  text: string,
  kind: ConfigKind<Schema>,
): ParsedConfig<z.infer<Schema>> {
  const { name, schema, maxTextLength } = kind;
  if (text.length > maxTextLength)
    fail(kind, [{ where: name, what: `is larger than ${maxTextLength / 1024 / 1024} MiB` }]);
  if (mayBeTooDeep(text)) fail(kind, [{ where: name, what: 'is nested too deeply' }]);
  const document = readConfigDocument(text, kind.environment);
  const result = schema.safeParse(document.data);
  const problems = [...document.problems];
  if (document.isReadable) {
    const issues = result.error?.issues.flatMap((issue) => describeIssue(issue, schema, document.data));
    // One sentence per place: what a variable that is not set leaves behind is not a second problem.
    const taken = new Set(problems.map(({ offset }) => offset));
    const report = (offset: number, what: string): void => {
      if (!taken.has(offset)) problems.push({ offset, what });
    };
    for (const { path, part, what } of issues ?? []) report(document.offsetOf(path, part), what);
    for (const { path, part, what, other } of kind.check(document.data)) {
      const line = other && document.positionOf(document.offsetOf(other)).line;
      report(document.offsetOf(path, part), line === undefined ? what : `${what} (${name}:${line})`);
    }
  }
  const placeAt = (offset: number): string => {
    const { line, column } = document.positionOf(offset);
    return `${name}:${line}:${column}`;
  };
  if (result.success && problems.length === 0)
    return {
      data: result.data,
      lineOf: (path) => document.positionOf(document.offsetOf(path)).line,
      placeOf: (path) => placeAt(document.offsetOf(path)),
    };
  const sorted = problems.toSorted((a, b) => a.offset - b.offset);
  const located = sorted.map(({ offset, what }) => ({ where: placeAt(offset), what }));
  throw invalidConfig(kind, located);
}

function fail(kind: { name: string; title: string }, problems: readonly Problem[]): never {
  throw invalidConfig(kind, problems);
}

/** The error that lists what is wrong with a configuration. */
export function invalidConfig(
  { name, title }: { readonly name: string; readonly title: string },
  problems: readonly Problem[],
): BanyanError {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return new BanyanError('CONFIG_INVALID', `${name} is not a valid ${title}: ${count}`, { problems });
}
