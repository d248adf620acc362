import { parseSync, type ParseResult, type Program } from 'oxc-parser';
import type { Diagnostic } from '../model/diagnostic.ts';
import { componentScripts, isComponent } from './component-scripts.ts';
import { isTooDeep } from './nesting.ts';

/** A parsed file; with syntax errors it holds what could be parsed, which may be nothing. */
export interface ParsedSource {
  readonly program: Program;
  /** Offset of the first character of each line. */
  readonly lineStarts: readonly number[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses a file; null, with a diagnostic, when that would be unsafe or the parser failed. */
export function parseSource(path: string, source: string): ParsedSource | { readonly failure: Diagnostic } {
  const component = isComponent(path) ? componentScripts(path, source) : null;
  const text = component?.text ?? source;
  const location = { path, line: 1 };
  if (isTooDeep(text)) {
    const message = 'the file was skipped: it is nested too deeply to be parsed';
    return { failure: { severity: 'warning', code: 'FILE_TOO_DEEP', message, location } };
  }
  try {
    const result = parseAs(path, text, component ? (component.isTsx ? 'tsx' : 'ts') : languageOf(path));
    const lineStarts = startsOf(text);
    const first = result.errors.find(isError);
    const diagnostics = first
      ? [syntaxError(path, first.message, lineOf(lineStarts, first.labels[0]?.start ?? 0))]
      : [];
    return { program: result.program, lineStarts, diagnostics };
  } catch (error) {
    const message = `the file was skipped: ${(error as Error).message}`;
    return { failure: { severity: 'warning', code: 'FILE_UNPARSABLE', message, location } };
  }
}

/** JavaScript that does not parse may have types of Flow, most of which TypeScript reads as well. */
function parseAs(path: string, text: string, lang: 'ts' | 'tsx' | 'jsx'): ParseResult {
  const options = { sourceType: 'unambiguous', preserveParens: false } as const;
  const result = parseSync(path, text, { ...options, lang });
  if (lang !== 'jsx' || !result.errors.some(isError)) return result;
  const typed = parseSync(path, text.replaceAll('@flow', ' flow'), { ...options, lang: 'tsx' });
  return typed.errors.some(isError) ? result : typed;
}

/** Line of an offset, counted from 1. O(log lines). */
export function lineOf(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lineStarts[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(1, low);
}

function languageOf(path: string): 'ts' | 'tsx' | 'jsx' {
  if (/\.[mc]?ts$/.test(path)) return 'ts';
  return path.endsWith('.tsx') ? 'tsx' : 'jsx';
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function syntaxError(path: string, message: string, line: number): Diagnostic {
  return {
    severity: 'warning',
    code: 'SYNTAX_ERROR',
    message,
    location: { path, line },
  };
}

function isError(error: { severity: string }): boolean {
  return error.severity === 'Error';
}
