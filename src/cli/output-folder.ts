import { mkdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BanyanError } from '../errors/banyan-error.ts';

export interface OutputFile {
  /** Name without folders. */
  readonly name: string;
  readonly text: string;
}

/** A folder that is known to take files. */
export interface OutputFolder {
  /**
   * Writes files: all of them are complete before the first replaces an older one, so that an interruption leaves the old
   * or the new and never a half. Throws `OUTPUT_UNWRITABLE`; rejects with the signal's reason before anything is replaced.
   */
  write(files: readonly OutputFile[], signal: AbortSignal): Promise<void>;
  /** Removes the folders that were made for it, when nothing has been written. */
  abandon(): Promise<void>;
}

/**
 * Makes a folder for results, and tries it, so that a long run does not end at its last step; throws `OUTPUT_UNWRITABLE`.
 *
 * `shownAs` is how messages call it.
 */
export async function openOutputFolder(folder: string, shownAs: string): Promise<OutputFolder> {
  const made: string[] = [];
  const abandon = async (): Promise<void> => {
    for (const each of made.toReversed()) await rmdir(each).catch(() => undefined);
  };
  const refuse = (cause: unknown): BanyanError =>
    new BanyanError('OUTPUT_UNWRITABLE', `Cannot write into ${shownAs}`, { cause });
  try {
    await makeFolders(folder, made);
    const probe = join(folder, `.banyan.${process.pid}.tmp`);
    await writeFile(probe, '', { flag: 'wx' });
    await rm(probe);
  } catch (cause) {
    await abandon();
    throw refuse(cause);
  }
  return {
    abandon,
    async write(files, signal) {
      const pending = files.map(({ name, text }) => ({
        text,
        file: join(folder, name),
        draft: join(folder, `.${name}.${process.pid}.tmp`),
      }));
      try {
        for (const { draft, text } of pending) await writeFile(draft, text, { flag: 'wx', signal });
        signal.throwIfAborted();
        for (const { draft, file } of pending) await rename(draft, file);
      } catch (cause) {
        if (signal.aborted) throw cause;
        throw refuse(cause);
      } finally {
        for (const { draft } of pending) await rm(draft, { force: true }).catch(() => undefined);
      }
    },
  };
}

/** One after another: Node's recursive `mkdir` never ends on file systems that refuse folders by "no such file". */
async function makeFolders(folder: string, made: string[]): Promise<void> {
  const missing: string[] = [];
  for (let place = folder; !(await exists(place)); place = dirname(place)) missing.push(place);
  for (const place of missing.toReversed()) {
    await mkdir(place).catch(ignoreExisting);
    made.push(place);
  }
}

async function exists(place: string): Promise<boolean> {
  try {
    const stats = await stat(place);
    if (stats.isDirectory() || dirname(place) === place) return true;
    throw Object.assign(new Error(`${place} is a file, not a folder`), { code: 'ENOTDIR' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
