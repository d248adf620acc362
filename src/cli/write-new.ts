import { lstat, writeFile } from 'node:fs/promises';
import { BanyanError } from '../errors/banyan-error.ts';

/** Writes a file that is not there yet, or replaces it by force; throws OUTPUT_UNWRITABLE. */
export async function writeNew(file: string, name: string, text: string, force: boolean): Promise<void> {
  try {
    const existing = await lstat(file).catch(() => null);
    // Opening a pipe that nobody reads waits for ever.
    if (existing && force && !existing.isFile() && !existing.isSymbolicLink())
      throw new Error('it is not a regular file');
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST')
      throw new BanyanError('OUTPUT_UNWRITABLE', `${name} exists already`, {
        fix: 'Choose another file with --output, or replace it with --force.',
        cause,
      });
    throw new BanyanError('OUTPUT_UNWRITABLE', `Cannot write ${name}`, { cause });
  }
}
