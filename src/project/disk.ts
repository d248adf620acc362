import { lstatSync, readFileSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/** Why a path could not be read as text, in words that fit behind "the file is …". */
type Unreadable =
  | 'missing'
  | 'not a regular file'
  | 'outside the project'
  | 'larger than the limit'
  | 'unreadable'
  | 'not readable for this user';

/**
 * The only reader of the analysed folder: paths are POSIX and relative to the root, `..` leads at most to the boundary.
 *
 * The boundary is the folder of the enclosing repository, or the root itself where there is none: configuration above
 * an analysed subfolder counts, anything further out is refused, also through symbolic links.
 */
export interface Disk {
  /** Absolute, symbolic links resolved. */
  readonly root: string;
  /** Folder of the enclosing repository, or the root itself; absolute. */
  readonly boundary: string;
  /** The folders from the boundary down to the root, outermost first; empty when they are the same. */
  readonly below: readonly string[];
  readBytes(path: string, maxBytes: number): Buffer | Unreadable;
  /** What is at a path, links followed inside the boundary; null when there is nothing that may be read. */
  kindOf(path: string): 'file' | 'folder' | null;
}

/** The real path behind a path. */
interface Place {
  readonly real: string;
  /** What stands there, where that was seen on the way; undefined behind a link and for what cannot be looked at. */
  readonly stats: Stats | undefined;
}

/** Opens a folder for reading; throws the file system's error when it is missing or not a folder. */
export function openDisk(folder: string): Disk {
  const root = realpathSync(folder);
  if (!statSync(root).isDirectory())
    throw Object.assign(new Error(`${folder} is not a folder`), { code: 'ENOTDIR' });
  const boundary = enclosingRepository(root);
  const isInside = (absolute: string) =>
    absolute === boundary || absolute.startsWith(withSeparator(boundary));

  const realFolders = new Map<string, string | null>();
  const realFolder = (folder: string): string | null => {
    const known = realFolders.get(folder);
    if (known !== undefined) return known;
    const real = realPath(folder);
    realFolders.set(folder, real);
    return real;
  };

  /** The real path behind a path. The folders of a project are looked up once, its files each time. */
  const locate = (path: string): Place | 'missing' | 'outside the project' => {
    const absolute = join(root, path);
    if (!isInside(absolute)) return 'outside the project';
    const folder = absolute === root ? root : realFolder(dirname(absolute));
    const place = folder === null ? null : absolute === root ? root : join(folder, basename(absolute));
    if (place === null) return 'missing';
    const entry = entryAt(place);
    const isLink = entry?.isSymbolicLink() === true;
    const real = isLink ? realPath(place) : place;
    if (real === null) return 'missing';
    return isInside(real) ? { real, stats: isLink ? undefined : entry } : 'outside the project';
  };

  return {
    root,
    boundary,
    below: relative(boundary, root).split(sep).filter(Boolean),
    readBytes(path, maxBytes) {
      const place = locate(path);
      if (typeof place === 'string') return place;
      try {
        const stats = place.stats ?? statSync(place.real, { throwIfNoEntry: false });
        if (!stats) return 'missing';
        if (!stats.isFile()) return 'not a regular file';
        return stats.size > maxBytes ? 'larger than the limit' : readFileSync(place.real);
      } catch (error) {
        return isDenied(error) ? 'not readable for this user' : 'unreadable';
      }
    },
    kindOf(path) {
      const place = locate(path);
      if (typeof place === 'string') return null;
      try {
        const stats = place.stats ?? statSync(place.real, { throwIfNoEntry: false });
        return stats?.isFile() ? 'file' : stats?.isDirectory() ? 'folder' : null;
      } catch {
        return null;
      }
    },
  };
}

function isDenied(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EACCES' || code === 'EPERM';
}

function realPath(absolute: string): string | null {
  try {
    return realpathSync.native(absolute);
  } catch {
    return null;
  }
}

/** Undefined where nothing is, where it may not be known, and where the name is no name (too long, or with a NUL). */
function entryAt(absolute: string): Stats | undefined {
  try {
    return lstatSync(absolute, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function enclosingRepository(root: string): string {
  for (let folder = root; ; folder = join(folder, '..')) {
    if (entryAt(join(folder, '.git'))) return folder;
    if (join(folder, '..') === folder) return root;
  }
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}
