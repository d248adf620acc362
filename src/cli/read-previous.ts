import { join, resolve } from 'node:path';
import type { KnownContexts } from '../analyzer/index.ts';
import { BanyanError } from '../errors/banyan-error.ts';
import { readTextFile } from '../lib/read-text-file.ts';
import type { Invocation } from './command.ts';

const maxBytes = 500_000_000;

/**
 * The contexts of `--previous`, else of the analysis that lies in the output folder; null where there is none, and with
 * `--no-previous`.
 *
 * Throws PATH_MISSING and DOCUMENT_INVALID for a file that was named; one in the output folder that is no analysis is only said.
 */
export async function readPrevious({
  options,
  workingFolder,
  terminal,
}: Pick<Invocation, 'options' | 'workingFolder' | 'terminal'>): Promise<KnownContexts | null> {
  if (options['previous'] === false) return null;
  const { knownContexts } = await import('../analyzer/index.ts');
  const named = options['previous'];
  if (typeof named === 'string') {
    const known = knownContexts(parsed(await readNamed(resolve(workingFolder, named), named)));
    if (known) return known;
    throw new BanyanError('DOCUMENT_INVALID', `${named} is not an analysis document of this version`);
  }
  const own = join(String(options['output']), 'analysis.json');
  const text = await readTextFile(resolve(workingFolder, own), maxBytes).catch(() => null);
  if (text === null) return null;
  const known = knownContexts(parsed(text));
  if (!known)
    terminal.warn(`${own} is not an analysis of this version: contexts are named anew, and it is replaced`);
  return known;
}

async function readNamed(file: string, name: string): Promise<string> {
  try {
    return await readTextFile(file, maxBytes);
  } catch (cause) {
    throw new BanyanError('PATH_MISSING', `Cannot read the analysis ${name}`, {
      fix: 'Check the path, or leave --previous out: the analysis in the output folder is taken then.',
      cause,
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
