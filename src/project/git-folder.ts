import { posix, resolve } from 'node:path';
import { type Disk, openDisk } from './disk.ts';

/** Where the repository of an analysed folder keeps its files; paths are relative to the disk's root. */
export interface GitFolder {
  readonly disk: Disk;
  /** Holds HEAD. */
  readonly folder: string;
  /** Holds references and objects; differs from `folder` in a linked work tree. */
  readonly common: string;
}

const maxBytes = 10_000_000;

/**
 * Finds the git folder around the analysed folder, or says in words why there is none.
 *
 * A `.git` file that points out of the work tree is followed only where what it points to names the work tree in turn, as
 * `git worktree add` makes it: nobody else can point a code base at a repository of the user.
 */
export function findGitFolder(disk: Disk): GitFolder | string {
  const entry = posix.join(...disk.below.map(() => '..'), '.git');
  const kind = disk.kindOf(entry);
  if (kind === null) return 'it is in no git repository';
  if (kind === 'folder') return { disk, folder: entry, common: commonFolder(disk, entry) };
  const target = /^gitdir:\s*(.+)$/.exec(readGitFile(disk, entry) ?? '')?.[1];
  if (target === undefined) return 'its .git is neither a folder nor a pointer to one';
  const inside = posix.isAbsolute(target) ? null : posix.join(posix.dirname(entry), target);
  if (inside !== null && disk.kindOf(inside) === 'folder')
    return { disk, folder: inside, common: commonFolder(disk, inside) };
  return (
    linkedWorkTree(resolve(disk.root, posix.dirname(entry), target), resolve(disk.root, entry)) ??
    'its .git points to a folder outside that does not point back'
  );
}

/** The repository `R` behind `R/worktrees/name`, if that says that its work tree is where we come from. */
function linkedWorkTree(target: string, entry: string): GitFolder | null {
  const [, common, name] = /^(.+)[\\/]worktrees[\\/]([^\\/]+)$/.exec(target) ?? [];
  if (common === undefined || name === undefined) return null;
  try {
    const disk = openDisk(common);
    const folder = posix.join('worktrees', name);
    const back = readGitFile(disk, posix.join(folder, 'gitdir'));
    return back !== null && resolve(disk.root, folder, back) === entry ? { disk, folder, common: '' } : null;
  } catch {
    return null;
  }
}

function commonFolder(disk: Disk, folder: string): string {
  const common = readGitFile(disk, posix.join(folder, 'commondir'));
  return common === null || posix.isAbsolute(common) ? folder : posix.join(folder, common);
}

/** A small text of a git folder, trimmed; null when it cannot be read. */
export function readGitFile(disk: Disk, path: string): string | null {
  const bytes = disk.readBytes(path, maxBytes);
  return typeof bytes === 'string' ? null : bytes.toString('utf8').trim();
}
