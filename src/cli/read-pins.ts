import { basename, isAbsolute, relative, resolve, sep } from 'node:path';
import { BanyanError } from '../errors/banyan-error.ts';
import { readTextFile } from '../lib/read-text-file.ts';
import type { Pin } from '../model/pins.ts';
import type { Invocation } from './command.ts';

/** What a team decided about its code base lies in the root of it. */
const fileName = 'banyan.yaml';
const maxBytes = 16 * 1024 * 1024;

/**
 * The pins of `--config`, else of the `banyan.yaml` of the analysed folder; none where there is no such file.
 *
 * Throws PATH_MISSING and CONFIG_INVALID.
 */
export async function readPins({ options, workingFolder }: Invocation, root: string): Promise<Pin[]> {
  const named = options['config'];
  const text = typeof named === 'string' ? await readNamed(workingFolder, named) : await readOwn(root);
  if (text === null) return [];
  const { parseTeamConfig } = await import('../config/index.ts');
  return parseTeamConfig(
    text,
    typeof named === 'string' ? nameIn(root, resolve(workingFolder, named)) : fileName,
  );
}

/** As the document calls it: from the root, where it lies in it, so that the same code gives the same document elsewhere. */
function nameIn(root: string, file: string): string {
  const path = relative(root, file).replaceAll(sep, '/');
  return path.startsWith('../') || isAbsolute(path) ? basename(file) : path;
}

async function readNamed(workingFolder: string, name: string): Promise<string> {
  try {
    return await readTextFile(resolve(workingFolder, name), maxBytes);
  } catch (cause) {
    throw new BanyanError('PATH_MISSING', `Cannot read the configuration ${name}`, {
      fix: 'Check the path; without --config the banyan.yaml of the analysed folder is read, if it has one.',
      cause,
    });
  }
}

async function readOwn(root: string): Promise<string | null> {
  const { readRootFile } = await import('../project/index.ts');
  return readRootFile(root, fileName, maxBytes);
}
