import { BanyanError } from '../../../errors/banyan-error.ts';
import { by } from '../../../lib/ordered.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { formatLocation } from '../../../model/location.ts';
import { parseSource, type Project } from '../../../project/index.ts';
import { report, type Watched } from '../progress.ts';
import { readCode, type SourceModule } from './read-code.ts';

const batchSize = 50;

/** Files as earlier runs of the same process have read them, by path. */
export type ReadFiles = Map<string, ReadFile>;

interface ReadFile {
  readonly text: string;
  readonly module: SourceModule | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads and parses every source; files that cannot be used become diagnostics. What is in `files` with the same text is
 * taken from there; afterwards they are those of this run. Throws `NOTHING_PARSED`.
 */
export async function readModules(
  project: Project,
  diagnostics: Diagnostic[],
  watched: Watched,
  files?: ReadFiles,
): Promise<Map<string, SourceModule>> {
  const modules = new Map<string, SourceModule>();
  const total = project.sources.length;
  const gone = new Set(files?.keys());
  for (const [done, path] of project.sources.entries()) {
    if (done % batchSize === 0) await report(watched, { phase: 'read', done, total });
    const text = project.readText(path);
    if (text === null) continue;
    const known = files?.get(path);
    const file = known?.text === text ? known : readFile(path, text);
    files?.set(path, file);
    gone.delete(path);
    diagnostics.push(...file.diagnostics);
    if (file.module) modules.set(path, file.module);
  }
  for (const path of gone) files?.delete(path);
  if (modules.size === 0) refuse(project, diagnostics);
  return modules;
}

function readFile(path: string, text: string): ReadFile {
  const diagnostics: Diagnostic[] = [];
  const module = readModule(path, text, diagnostics);
  return { text, module, diagnostics };
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
