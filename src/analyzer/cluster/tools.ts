import { posix } from 'node:path';
import type { Business } from './business.ts';
import { foldersAround } from './folders.ts';
import { isToolName } from './lexicon.ts';
import { fileNameStems } from './vocabulary/file-names.ts';
import { splitWords } from './vocabulary/words.ts';

/** Settings of what checks, builds and tests the code: `eslint.config.cjs`, `jest.preset.js`, `test-setup.ts`. */
const settings =
  /^\.?(?:(?:babel|commitlint|cypress|esbuild|eslint|jest|karma|playwright|postcss|prettier|rollup|stylelint|tailwind|tsup|vite|vitest|webpack)(?:rc|(?:[.-]\w+)?[.-](?:conf|config|preset|setup|workspace)(?:[.-]\w+)*)|webpack\.\w+|(?:grunt|gulp)file|test[.-]setup)\.[mc]?[jt]s$/;

/**
 * Whether a module serves developers and not production, by its name or a folder's: it follows what it is about. A folder that
 * answers requests, or declares an entity that others use, serves production, whatever its name (`benchmarks` of a stock
 * exchange); not for a command, or a table that only a migration names.
 */
export function toolTest({ routes, operations, entities }: Business): (path: string) => boolean {
  const answering = [...routes, ...operations.filter(({ protocol }) => protocol !== 'command')];
  const inProduction = new Set([
    ...answering.flatMap(({ file }) => foldersAround(file)),
    ...entities.flatMap(foldersThatServe),
  ]);
  return (path) => {
    const isNamedSo = fileNameStems(path).length === 0 && isToolName(splitWords(posix.basename(path)));
    return (
      isNamedSo ||
      settings.test(posix.basename(path)) ||
      foldersAround(path).some(
        (folder) => isToolName(splitWords(posix.basename(folder))) && !inProduction.has(folder),
      )
    );
  };
}

/** The folders that declare an entity for somebody outside of them. */
function foldersThatServe({
  file,
  writers,
  readers,
  migrations = [],
}: Business['entities'][number]): string[] {
  if (migrations.includes(file)) return [];
  const users = [...writers, ...readers];
  return foldersAround(file).filter((folder) => users.some((user) => !user.startsWith(`${folder}/`)));
}
