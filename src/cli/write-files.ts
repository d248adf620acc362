import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BanyanError } from '../errors/banyan-error.ts';

export interface OutputFile {
  /** Name without folders. */
  readonly name: string;
  readonly text: string;
}

/**
 * Writes files into a folder, which is made when it is missing: all of them are complete before the first replaces an older
 * one, so that an interruption leaves the old or the new and never a half.
 *
 * Throws `OUTPUT_UNWRITABLE`; rejects with the signal's reason before anything is replaced.
 */
export async function writeFiles(
  folder: string,
  files: readonly OutputFile[],
  { shownAs, signal }: { readonly shownAs: string; readonly signal: AbortSignal },
): Promise<void> {
  const pending = files.map(({ name, text }) => ({
    text,
    file: join(folder, name),
    draft: join(folder, `.${name}.${process.pid}.tmp`),
  }));
  try {
    await mkdir(folder, { recursive: true });
    for (const { draft, text } of pending) await writeFile(draft, text, { flag: 'wx', signal });
    signal.throwIfAborted();
    for (const { draft, file } of pending) await rename(draft, file);
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new BanyanError('OUTPUT_UNWRITABLE', `Cannot write into ${shownAs}`, { cause });
  } finally {
    for (const { draft } of pending) await rm(draft, { force: true }).catch(() => undefined);
  }
}
