import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';
import { byCodeUnit } from '../../lib/ordered.ts';
import { readBranch } from '../commit.ts';
import type { Disk } from '../disk.ts';
import { findGitFolder } from '../git-folder.ts';
import { withBorrowedObjects } from './borrow-objects.ts';
import { runGit } from './git.ts';
import { openRepository } from './repository.ts';

export interface MergeBaseOptions {
  /** A branch, tag or commit as git takes it, `~` and `^` behind it; the first that there is of some. */
  readonly revisions: readonly string[];
  /** Absolute paths of files whose text at the merge base is wanted. */
  readonly texts: readonly string[];
  /** Which files of the analysed folder are compared with what they were; paths are relative to it. */
  readonly isCompared: (path: string) => boolean;
  /** Files of the analysed folder that are there now, of those that are compared. */
  readonly files: readonly string[];
  /** Where git is looked for, in the form of the variable PATH. */
  readonly searchPath: string;
  readonly signal?: AbortSignal | undefined;
}

/** The newest commit that the work here and another line of work have in common, and what is different since. */
export interface MergeBase {
  readonly commit: string;
  /** Of `revisions` the one that was there. */
  readonly revision: string;
  /** Files that are new, gone or other than at the merge base, committed or not; relative to the analysed folder, sorted. */
  readonly changed: readonly string[];
  /** The texts that were asked for, in their order; null for a file that was not there. */
  readonly texts: readonly (string | null)[];
}

/**
 * Reads the merge base of HEAD and another revision; returns why it cannot, in words.
 *
 * As for the history, git runs in an empty repository that borrows the objects: nothing that the repository configures is read, and
 * references are resolved here. Rejects with the signal's reason.
 */
export async function readMergeBase(disk: Disk, options: MergeBaseOptions): Promise<MergeBase | string> {
  const repository = openRepository(disk);
  if (typeof repository === 'string') return repository;
  return withBorrowedObjects(repository, async (folder) => {
    const git = gitIn(folder, disk, options);
    const other = await findRevision(disk, options.revisions, git);
    if (other === null) return missing(options.revisions);
    const common = await git('merge-base', repository.head, other.id);
    if (typeof common === 'string' || common.length === 0)
      return noCommon(other.revision, repository.shallow.length > 0);
    const commit = common.toString('latin1').trim();
    const below = disk.below.map((each) => `${each}/`).join('');
    const before = await treeOf(git, commit);
    if (typeof before === 'string') return `${before}${repository.isPartial ? partial : ''}`;
    const texts = await Promise.all(
      options.texts.map((path) => textAt(git, before, relative(disk.boundary, path).split(sep).join('/'))),
    );
    const unread = texts.find((text) => typeof text === 'object' && text !== null);
    if (unread) return `${unread.problem}${repository.isPartial ? partial : ''}`;
    return {
      commit,
      revision: other.revision,
      changed: changedSince(disk, before, below, options),
      texts: texts as (string | null)[],
    };
  });
}

const partial = '; the clone is partial: fetch it whole, without --filter';

function missing(revisions: readonly string[]): string {
  const [first = ''] = revisions;
  const branch = first.replace(/^origin\//, '');
  return `there is no ${revisions.join(', ')} in this clone: fetch it first, as \`git fetch origin ${branch}\` does`;
}

function noCommon(revision: string, isShallow: boolean): string {
  return isShallow
    ? `the clone is shallow and does not reach the merge base with ${revision}: clone with fetch-depth: 0, or run \`git fetch --unshallow\``
    : `HEAD and ${revision} have no commit in common`;
}

type Git = (...args: string[]) => Promise<Buffer | string>;

/** Runs git: what it prints, or why it failed. */
function gitIn(folder: string, disk: Disk, { searchPath, signal }: MergeBaseOptions): Git {
  return async (...args) => {
    const chunks: Buffer[] = [];
    const failure = await runGit(
      {
        arguments: args,
        folder,
        searchPath,
        untrusted: disk.boundary,
        timeoutMs: 60_000,
        maxBytes: 500_000_000,
        signal,
      },
      (chunk) => chunks.push(chunk),
    );
    return failure ?? Buffer.concat(chunks);
  };
}

/** The commit of the first revision that there is. */
async function findRevision(
  disk: Disk,
  revisions: readonly string[],
  git: Git,
): Promise<{ readonly revision: string; readonly id: string } | null> {
  const folder = findGitFolder(disk);
  if (typeof folder === 'string') return null;
  for (const revision of revisions) {
    const [, name = '', steps = ''] = /^(.+?)((?:[~^]\d*)*)$/.exec(revision) ?? [];
    const start = readBranch(folder, name) ?? (/^[0-9a-f]{4,64}$/.test(name) ? name : null);
    if (start === null) continue;
    const id = await git('rev-parse', '--verify', '--end-of-options', `${start}${steps}^{commit}`);
    if (typeof id !== 'string') return { revision, id: id.toString('latin1').trim() };
  }
  return null;
}

/** Object ids of all regular files of a commit by path from the root of the repository, or why not. */
async function treeOf(git: Git, commit: string): Promise<ReadonlyMap<string, string> | string> {
  const printed = await git('ls-tree', '-r', '-z', '--full-tree', commit);
  if (typeof printed === 'string') return printed;
  const files = new Map<string, string>();
  for (const entry of printed.toString('utf8').split('\0')) {
    const [, id, path] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
    if (id !== undefined && path !== undefined) files.set(path, id);
  }
  return files;
}

async function textAt(
  git: Git,
  files: ReadonlyMap<string, string>,
  path: string,
): Promise<string | { readonly problem: string } | null> {
  const id = files.get(path);
  if (id === undefined) return null;
  const bytes = await git('cat-file', 'blob', id);
  return typeof bytes === 'string' ? { problem: bytes } : bytes.toString('utf8').replace(/^\uFEFF/, '');
}

/** Compares by the ids that git would give to the files as they are: none that git has to be asked about. */
function changedSince(
  disk: Disk,
  before: ReadonlyMap<string, string>,
  below: string,
  { files, isCompared }: MergeBaseOptions,
): string[] {
  const changed = files.filter((path) => !before.has(below + path));
  for (const [whole, id] of before) {
    if (!whole.startsWith(below)) continue;
    const path = whole.slice(below.length);
    if (!isCompared(path)) continue;
    const bytes = disk.readBytes(path, maxBytes);
    if (typeof bytes === 'string' ? bytes !== 'larger than the limit' : idOf(bytes, id.length) !== id)
      changed.push(path);
  }
  return changed.sort(byCodeUnit);
}

/** No source is as large. */
const maxBytes = 50_000_000;

function idOf(content: Buffer, length: number): string {
  return createHash(length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex');
}
