import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { readCommit } from '../commit.ts';
import type { Disk } from '../disk.ts';
import { type GitFolder, findGitFolder } from '../git-folder.ts';

/** What reading the history of a repository needs to know of it. */
export interface Repository {
  /** Folder of the object store, absolute. */
  readonly objects: string;
  readonly head: string;
  /** Commits whose parents are not there; empty unless the clone is shallow. */
  readonly shallow: readonly string[];
  /** Objects may be missing that only a server has. */
  readonly isPartial: boolean;
}

const maxShallowBytes = 10_000_000;

/** The repository around the analysed folder, or why there is none to read, in words. */
export function openRepository(disk: Disk): Repository | string {
  const git = findGitFolder(disk);
  if (typeof git === 'string') return git;
  const head = readCommit(git);
  if (head === null) return 'it has no commit yet, or its HEAD cannot be read';
  const path = posix.join(git.common, 'objects');
  if (git.disk.kindOf(path) !== 'folder') return 'its object store is missing or outside of it';
  const objects = join(git.disk.root, path);
  return { objects, head, shallow: readShallow(git), isPartial: hasPromisedObjects(objects) };
}

function readShallow({ disk, common }: GitFolder): readonly string[] {
  const bytes = disk.readBytes(posix.join(common, 'shallow'), maxShallowBytes);
  if (typeof bytes === 'string') return [];
  return bytes
    .toString('latin1')
    .split('\n')
    .filter((line) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(line));
}

function hasPromisedObjects(objects: string): boolean {
  try {
    return readdirSync(join(objects, 'pack')).some((name) => name.endsWith('.promisor'));
  } catch {
    return false;
  }
}
