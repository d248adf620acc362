import { BanyanError } from '../../../errors/banyan-error.ts';
import { by } from '../../../lib/ordered.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { formatLocation } from '../../../model/location.ts';
import { parseSource, type Project } from '../../../project/index.ts';
import { report, type Watched } from '../progress.ts';
import { readCode, type SourceModule } from './read-code.ts';

const batchSize = 50;

/** Reads and parses every source; files that cannot be used become diagnostics. Throws `NOTHING_PARSED`. */
export async function readModules(
  project: Project,
  diagnostics: Diagnostic[],
  watched: Watched,
): Promise<Map<string, SourceModule>> {
  const modules = new Map<string, SourceModule>();
  const total = project.sources.length;
  for (const [done, path] of project.sources.entries()) {
    if (done % batchSize === 0) await report(watched, { phase: 'read', done, total });
    const text = project.readText(path);
    const module = text === null ? null : readModule(path, text, diagnostics);
    if (module) modules.set(path, module);
  }
  if (modules.size === 0) refuse(project, diagnostics);
  return modules;
}

/** One file; null, with a diagnostic, when it cannot be used. */
export function readModule(path: string, text: string, diagnostics: Diagnostic[]): SourceModule | null {
  const parsed = parseSource(path, text);
  if ('failure' in parsed) {
    diagnostics.push(parsed.failure);
    return null;
  }
  diagnostics.push(...parsed.diagnostics);
  const isEmpty = parsed.program.body.length === 0;
  if (isEmpty && parsed.diagnostics.length > 0) return null;
  try {
    return readCode(path, text, parsed);
  } catch (error) {
    const isTooDeep = error instanceof RangeError;
    const message = isTooDeep ? 'it is nested too deeply' : (error as Error).message;
    diagnostics.push({
      severity: 'warning',
      code: isTooDeep ? 'FILE_TOO_DEEP' : 'FILE_UNPARSABLE',
      message: `the file was skipped: ${message}`,
      location: { path, line: 1 },
    });
    return null;
  }
}

function refuse(project: Project, diagnostics: readonly Diagnostic[]): never {
  const problems = [...project.diagnostics, ...diagnostics]
    .flatMap(({ location, message }) =>
      location ? [{ where: formatLocation(location), what: message }] : [],
    )
    .sort(by(({ where }) => where));
  throw new BanyanError('NOTHING_PARSED', `none of ${project.sources.length} source files could be parsed`, {
    problems,
    maxProblems: 10,
  });
}
