import { resolve } from 'node:path';
import { BanyanError } from '../errors/banyan-error.ts';
import { readTextFile } from '../lib/read-text-file.ts';
import type { Invocation } from './command.ts';

/** The text of a file that an option names; throws PATH_MISSING with how to mend it. */
export async function readNamedText(
  { workingFolder }: Pick<Invocation, 'workingFolder'>,
  name: string,
  maxBytes: number,
  { what, fix }: { readonly what: string; readonly fix: string },
): Promise<string> {
  try {
    return await readTextFile(resolve(workingFolder, name), maxBytes);
  } catch (cause) {
    throw new BanyanError('PATH_MISSING', `Cannot read ${what} ${name}`, { fix, cause });
  }
}
