import { posix } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { withoutDetour } from './boundary.ts';
import type { Disk } from './disk.ts';
import type { FileList } from './file-list.ts';

const maxBytes = 1_000_000;

/** Names the submodules of the repository that lie in the analysed folder and hold no file: nobody has checked them out. */
export function absentSubmodules(disk: Disk, files: FileList): Diagnostic[] {
  const top = posix.join(...disk.below.map(() => '..'));
  const bytes = disk.readBytes(posix.join(top, '.gitmodules'), maxBytes);
  if (typeof bytes === 'string') return [];
  const declared = [...bytes.toString('utf8').matchAll(/^[ \t]*path[ \t]*=[ \t]*(\S.*)$/gm)];
  const inside = declared
    .map(([, path = '']) => withoutDetour(posix.join(top, path.trim()), disk.below))
    .filter((path) => !path.startsWith('..'));
  return [...new Set(inside)].sort().flatMap((path) => {
    if (files.below(path).length > 0) return [];
    const message = `the submodule ${path} is not checked out: what is in it is not part of the result`;
    return [{ severity: 'warning', code: 'SUBMODULE_ABSENT', message }];
  });
}
