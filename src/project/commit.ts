import type { Disk } from './disk.ts';
import { posix } from 'node:path';

const maxBytes = 10_000_000;
const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const safeRef = /^refs\/[A-Za-z0-9_][\w.\-/]*$/;

/**
 * The object id of HEAD, read from the repository's files; git is never run, since its configuration can run programs.
 *
 * Null without a repository, before the first commit, and where `.git` is a file that points out of the boundary.
 */
export function readCommit(disk: Disk): string | null {
  const repository = posix.join(...disk.below.map(() => '..'), '.git');
  const folder = disk.kindOf(repository) === 'folder' ? repository : linkedFolder(disk, repository);
  if (folder === null) return null;
  const head = read(disk, posix.join(folder, 'HEAD'));
  if (head === null || objectId.test(head)) return head;
  const ref = /^ref:\s*(\S+)$/.exec(head)?.[1];
  if (ref === undefined || !safeRef.test(ref) || ref.includes('..')) return null;
  const common = commonFolder(disk, folder);
  for (const place of [folder, common]) {
    const id = read(disk, posix.join(place, ref));
    if (id !== null && objectId.test(id)) return id;
  }
  return packedRef(read(disk, posix.join(common, 'packed-refs')) ?? '', ref);
}

/** Where a `.git` file of a worktree or submodule points to, when that lies inside the boundary. */
function linkedFolder(disk: Disk, file: string): string | null {
  const target = /^gitdir:\s*(.+)$/.exec(read(disk, file) ?? '')?.[1];
  if (target === undefined || posix.isAbsolute(target)) return null;
  const folder = posix.join(posix.dirname(file), target);
  return disk.kindOf(folder) === 'folder' ? folder : null;
}

function commonFolder(disk: Disk, folder: string): string {
  const common = read(disk, posix.join(folder, 'commondir'));
  return common === null || posix.isAbsolute(common) ? folder : posix.join(folder, common);
}

function packedRef(packed: string, ref: string): string | null {
  for (const line of packed.split('\n')) {
    const [id = '', name] = line.trim().split(' ');
    if (name === ref && objectId.test(id)) return id;
  }
  return null;
}

function read(disk: Disk, path: string): string | null {
  const bytes = disk.readBytes(path, maxBytes);
  return typeof bytes === 'string' ? null : bytes.toString('utf8').trim();
}
