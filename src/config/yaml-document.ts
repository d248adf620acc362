import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { substitute } from './substitute.ts';

/** Keys and list positions from the root of a configuration to one value. */
export type ConfigPath = readonly PropertyKey[];

/** What `${NAME}` stands for; null where it is a text like any other. */
type Environment = Readonly<Record<string, string | undefined>> | null;

/** One thing wrong with a configuration; `offset` counts characters from the start of its text. */
interface TextProblem {
  readonly offset: number;
  readonly what: string;
}

interface ConfigDocument {
  /** Plain data without prototypes, environment variables filled in. */
  readonly data: unknown;
  readonly problems: readonly TextProblem[];
  /** False after a syntax error: the data is then a guess, and what is wrong with a guess helps nobody. */
  readonly isReadable: boolean;
  /** Offset of the value at a path, of its key on request, or of the nearest enclosing value that exists. */
  offsetOf(path: ConfigPath, part?: 'value' | 'key'): number;
  /** Line and column of an offset, both from 1. */
  positionOf(offset: number): { readonly line: number; readonly column: number };
}

/**
 * Reads YAML or JSON text as plain data, with every problem of the text itself: syntax, duplicate keys, several documents,
 * aliases (a few lines of them can stand for gigabytes), and environment variables that are not set.
 */
export function readConfigDocument(text: string, environment: Environment): ConfigDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true, prettyErrors: false });
  const syntaxError = document.errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  // What follows the first syntax error is only its echo.
  const notices = syntaxError ? [syntaxError] : [...document.errors, ...document.warnings];
  const problems: TextProblem[] = notices.map(({ pos: [offset], message }) => ({
    offset,
    what:
      environment !== null && text.startsWith('${', offset - 1)
        ? 'quote a ${NAME} that stands inside { } or [ ]'
        : message,
  }));
  const data = plainData(document.contents, environment, problems);
  return {
    data,
    problems,
    isReadable: syntaxError === undefined,
    offsetOf: (path, part = 'value') => offsetOf(document, path, part),
    positionOf(offset) {
      const { line, col } = lines.linePos(offset);
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    },
  };
}

function plainData(node: unknown, environment: Environment, problems: TextProblem[]): unknown {
  const report = (what: string): void => {
    problems.push({ offset: startOf(node), what });
  };
  if (isAlias(node)) report('aliases (*name) are not supported; write the value out');
  if (isScalar(node)) {
    if (typeof node.value !== 'string' || environment === null) return node.value;
    const { value, missing } = substitute(node.value, environment);
    for (const variable of missing)
      report(
        `environment variable ${variable} is not set; set it or write a default: \${${variable}:-default}`,
      );
    return missing.length > 0 ? undefined : value;
  }
  if (isSeq(node)) return node.items.map((item) => plainData(item, environment, problems));
  if (!isMap(node)) return undefined;
  const data: Record<string, unknown> = Object.create(null);
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : '';
    // The one name that an assignment further on would turn into a prototype.
    if (name === '__proto__') problems.push({ offset: startOf(key), what: '__proto__ is not a known key' });
    else data[name] = plainData(value, environment, problems);
  }
  return data;
}

function offsetOf(document: Document, path: ConfigPath, part: 'value' | 'key'): number {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
      if (!pair) return offset;
      const isLast = depth === path.length - 1;
      node = pair.value;
      offset = startOf((isLast && part === 'key') || node === null ? pair.key : node);
    } else if (isSeq(node) && typeof step === 'number' && node.items[step] !== undefined) {
      node = node.items[step];
      offset = startOf(node);
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}
