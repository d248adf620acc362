import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Why a path could not be read as text, in words that fit behind "the file is …". */
export type Unreadable =
  | 'missing'
  | 'not a regular file'
  | 'outside the project'
  | 'larger than the limit'
  | 'unreadable';

/**
 * The only reader of the analysed folder: paths are POSIX and relative to the root, `..` leads at most to the boundary.
 *
 * The boundary is the folder of the enclosing repository, or the root itself where there is none: configuration above
 * an analysed subfolder counts, anything further out is refused, also through symbolic links.
 */
export interface Disk {
  /** Absolute, symbolic links resolved. */
  readonly root: string;
  /** The folders from the boundary down to the root, outermost first; empty when they are the same. */
  readonly below: readonly string[];
  readBytes(path: string, maxBytes: number): Buffer | Unreadable;
  /** What is at a path, links followed inside the boundary; null when there is nothing that may be read. */
  kindOf(path: string): 'file' | 'folder' | null;
}

/** Opens a folder for reading; throws the file system's error when it is missing or not a folder. */
export function openDisk(folder: string): Disk {
  const root = realpathSync(folder);
  if (!statSync(root).isDirectory())
    throw Object.assign(new Error(`${folder} is not a folder`), { code: 'ENOTDIR' });
  const boundary = enclosingRepository(root);
  const isInside = (absolute: string) =>
    absolute === boundary || absolute.startsWith(withSeparator(boundary));

  /** The real path behind a path; null when it is missing or leads out of the boundary. */
  const locate = (path: string): { real: string } | 'missing' | 'outside the project' => {
    const absolute = join(root, path);
    if (!isInside(absolute)) return 'outside the project';
    try {
      const real = realpathSync(absolute);
      return isInside(real) ? { real } : 'outside the project';
    } catch {
      return 'missing';
    }
  };

  return {
    root,
    below: relative(boundary, root).split(sep).filter(Boolean),
    readBytes(path, maxBytes) {
      const place = locate(path);
      if (typeof place === 'string') return place;
      try {
        const { size, isRegular } = describe(place.real);
        if (!isRegular) return 'not a regular file';
        return size > maxBytes ? 'larger than the limit' : readFileSync(place.real);
      } catch {
        return 'unreadable';
      }
    },
    kindOf(path) {
      const place = locate(path);
      if (typeof place === 'string') return null;
      try {
        const stats = statSync(place.real);
        return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : null;
      } catch {
        return null;
      }
    },
  };
}

function describe(absolute: string): { size: number; isRegular: boolean } {
  const stats = statSync(absolute);
  return { size: stats.size, isRegular: stats.isFile() };
}

function enclosingRepository(root: string): string {
  for (let folder = root; ; folder = join(folder, '..')) {
    if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false })) return folder;
    if (join(folder, '..') === folder) return root;
  }
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}
