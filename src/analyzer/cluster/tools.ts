import { posix } from 'node:path';
import { isToolName } from './lexicon.ts';
import { fileNameStems } from './vocabulary/file-names.ts';
import { splitWords } from './vocabulary/words.ts';

/** Whether a module serves developers and not production, by its name or a folder's: it follows what it is about. */
export function isTool(path: string): boolean {
  const isNamedSo = fileNameStems(path).length === 0 && isToolName(splitWords(posix.basename(path)));
  return (
    isNamedSo ||
    posix
      .dirname(path)
      .split('/')
      .some((folder) => isToolName(splitWords(folder)))
  );
}
