import { posix } from 'node:path';
import { type GitFolder, readGitFile } from './git-folder.ts';

const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const safeRef = /^refs\/[A-Za-z0-9_][\w.\-/]*$/;

/** The object id of HEAD, read from the repository's files; null before the first commit and where it cannot be read. */
export function readCommit({ disk, folder, common }: GitFolder): string | null {
  const head = readGitFile(disk, posix.join(folder, 'HEAD'));
  if (head === null || objectId.test(head)) return head;
  const ref = /^ref:\s*(\S+)$/.exec(head)?.[1];
  if (ref === undefined || !safeRef.test(ref) || ref.includes('..')) return null;
  for (const place of [folder, common]) {
    const id = readGitFile(disk, posix.join(place, ref));
    if (id !== null && objectId.test(id)) return id;
  }
  return packedRef(readGitFile(disk, posix.join(common, 'packed-refs')) ?? '', ref);
}

function packedRef(packed: string, ref: string): string | null {
  for (const line of packed.split('\n')) {
    const [id = '', name] = line.trim().split(' ');
    if (name === ref && objectId.test(id)) return id;
  }
  return null;
}
