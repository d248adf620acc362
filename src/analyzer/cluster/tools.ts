import { posix } from 'node:path';
import type { Business } from './business.ts';
import { isToolName } from './lexicon.ts';
import { fileNameStems } from './vocabulary/file-names.ts';
import { splitWords } from './vocabulary/words.ts';

/**
 * Whether a module serves developers and not production, by its name or a folder's: it follows what it is about. A folder that
 * answers requests or declares an entity serves production, whatever its name (`benchmarks` of a stock exchange).
 */
export function toolTest({ routes, operations, entities }: Business): (path: string) => boolean {
  const inProduction = new Set(
    [...routes, ...operations, ...entities].flatMap(({ file }) => foldersOf(file)),
  );
  return (path) => {
    const isNamedSo = fileNameStems(path).length === 0 && isToolName(splitWords(posix.basename(path)));
    return (
      isNamedSo ||
      foldersOf(path).some(
        (folder) => isToolName(splitWords(posix.basename(folder))) && !inProduction.has(folder),
      )
    );
  };
}

function foldersOf(path: string): string[] {
  const folder = posix.dirname(path);
  return folder === '.' ? [] : [folder, ...foldersOf(folder)];
}
