import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ObservedLine } from '../analyzer/index.ts';
import { BanyanError } from '../errors/banyan-error.ts';

/** The lines of files that a person named, one file after the other. Throws `TRACES_INVALID` for one that cannot be read. */
export async function* readLines(
  files: readonly string[],
  workingFolder: string,
): AsyncGenerator<ObservedLine> {
  for (const file of files) {
    try {
      const handle = await open(resolve(workingFolder, file));
      let line = 0;
      for await (const text of handle.readLines()) yield { file, line: ++line, text };
    } catch (error) {
      if (error instanceof BanyanError || (error as NodeJS.ErrnoException).code === undefined) throw error;
      throw new BanyanError('TRACES_INVALID', `${file} cannot be read`, { cause: error });
    }
  }
}
