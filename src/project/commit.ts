import { posix } from 'node:path';
import { type GitFolder, readGitFile } from './git-folder.ts';

const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const safeName = /^[\w@+][\w@+#=,%.\-/]*$/;
/** Symbolic references that lead from one to the next; git follows as many. */
const maxSteps = 5;

/** The object id of HEAD, read from the repository's files; null before the first commit and where it cannot be read. */
export function readCommit(git: GitFolder): string | null {
  return readReference(git, 'HEAD');
}

/** The object id that a branch, a remote branch or a tag stands for, looked up in the order of git; null where there is none. */
export function readBranch(git: GitFolder, name: string): string | null {
  if (name === 'HEAD') return readCommit(git);
  for (const place of ['', 'tags/', 'heads/', 'remotes/']) {
    const id = readReference(git, `refs/${place}${name}`);
    if (id !== null) return id;
  }
  return readReference(git, `refs/remotes/${name}/HEAD`);
}

function readReference(git: GitFolder, name: string, steps = maxSteps): string | null {
  if (steps === 0 || !safeName.test(name) || name.includes('..')) return null;
  const { disk, folder, common } = git;
  for (const place of [folder, common]) {
    const text = readGitFile(disk, posix.join(place, name));
    if (text === null) continue;
    if (objectId.test(text)) return text;
    const next = /^ref:\s*(refs\/\S+)$/.exec(text)?.[1];
    return next === undefined ? null : readReference(git, next, steps - 1);
  }
  return packedReference(readGitFile(disk, posix.join(common, 'packed-refs')) ?? '', name);
}

function packedReference(packed: string, name: string): string | null {
  for (const line of packed.split('\n')) {
    const [id = '', packedName] = line.trim().split(' ');
    if (packedName === name && objectId.test(id)) return id;
  }
  return null;
}
