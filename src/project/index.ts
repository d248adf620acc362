import { isDeepStrictEqual } from 'node:util';
import { BanyanError } from '../errors/banyan-error.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { openAliases } from './aliases/open-aliases.ts';
import { type CodeOwners, readCodeOwners } from './codeowners/read-codeowners.ts';
import { readCommit } from './commit.ts';
import { decodeSource } from './decode.ts';
import { type Disk, openDisk } from './disk.ts';
import { componentExtensions, isSourceName } from './file-kinds.ts';
import { findGitFolder } from './git-folder.ts';
import {
  type History,
  type HistoryCommit,
  type HistoryOptions,
  readHistory,
} from './history/read-history.ts';
import { type MergeBase, type MergeBaseOptions, readMergeBase } from './history/merge-base.ts';
import { openRepository, type Repository } from './history/repository.ts';
import { isMeaningful } from './meaning.ts';
import { type Packages, readPackages } from './packages.ts';
import { difference, type FileList, type FileQuestions, isAnsweredAlike } from './file-list.ts';
import {
  changedSince,
  digestOf,
  readAsBefore,
  type RecordedReads,
  type Reads,
  recordReads,
} from './reads.ts';
import { createResolver, type Resolver } from './resolver.ts';
import { prismaSchemas } from './schemas.ts';
import { absentSubmodules } from './submodules.ts';
import { openTsconfigs } from './tsconfig.ts';
import { type EarlierWalk, type Listing, walk } from './walk.ts';

export { lineOf, parseSource, type ParsedSource } from './parse.ts';
export type { CodeOwners } from './codeowners/read-codeowners.ts';
export type { History, HistoryCommit, HistoryOptions } from './history/read-history.ts';
export { decodeSource } from './decode.ts';
export { gitVersion } from './history/git-version.ts';
export type { MergeBase } from './history/merge-base.ts';
export { readRootFile } from './read-root-file.ts';
export type { FileList } from './file-list.ts';
export { digestOf } from './reads.ts';
export type { Resolution, Resolver } from './resolver.ts';

export interface ProjectOptions {
  /** Folder to analyse, absolute or relative to the working directory. */
  readonly root: string;
  /** Larger files are named in a diagnostic and not read; 1,000,000 by default. */
  readonly maxFileBytes?: number | undefined;
  /** Bytes of what is read that `reads` keeps; none by default. */
  readonly maxKeptBytes?: number | undefined;
  /** A folder that does not belong to the code, such as that of the report; relative to the root where it lies in it. */
  readonly except?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Of an earlier look at the folder: saves asking again which files are ignored. */
  readonly before?: LookedAt | undefined;
}

/** All that was asked of a folder, with the answers, as plain data: what was worked out from them holds as long as they do. */
export interface LookedAt {
  /** Digest of what the listing said beside the files. */
  readonly listing: string;
  /** The folders from the boundary down to the root. */
  readonly below: readonly string[];
  readonly files: FileQuestions;
  readonly reads: Reads;
}

/** An analysed code base: what is in it and how its files refer to each other. Paths are relative to the root. */
export interface Project {
  readonly root: string;
  readonly commit: string | null;
  /** TypeScript and JavaScript modules, sorted. */
  readonly sources: readonly string[];
  /** All regular files, sources included. */
  readonly files: FileList;
  readonly packages: Packages;
  /** Prisma schemas of the project, also one above the root when the root has none; sorted. */
  readonly prismaSchemas: readonly string[];
  readonly resolver: Resolver;
  /** The text of a file; null, with a diagnostic, when it is no text or cannot be read. */
  readonly readText: (path: string) => string | null;
  /** Null without a CODEOWNERS file. */
  readonly readCodeOwners: () => CodeOwners | null;
  /** See `readHistory`. */
  readonly readHistory: (
    options: HistoryOptions,
    onCommit: (commit: HistoryCommit) => void,
  ) => Promise<History | { readonly reason: string; readonly isAbsent: boolean }>;
  /** Digest of the state of the repository: of what its history is, and of why there is none. */
  readonly repository: string;
  /** Grows with everything that is asked. */
  readonly looked: LookedAt;
  /** The bytes of files that were read, up to `maxKeptBytes`; grows. */
  readonly bytes: RecordedReads['bytes'];
  /**
   * Asks again all that was asked of the folder before: the files whose content is another now; null when more than that is.
   * Nothing of it is noted.
   */
  readonly changedSince: (before: LookedAt) => ReadonlyMap<string, Buffer> | null;
  /** The content of a file that has not changed since; null for any other. */
  readonly readAsBefore: (before: LookedAt, path: string) => Buffer | null;
  /** Grows while files are read and specifiers are resolved. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The absolute path of a folder, links resolved; throws `PATH_MISSING`. */
export function rootOf(root: string): string {
  return open(root).root;
}

/** Opens a folder for analysis; throws `PATH_MISSING` or `NO_SOURCE_FILES`. Configuration is read when it is first asked for. */
export function openProject({
  root,
  maxFileBytes = 1_000_000,
  maxKeptBytes = 0,
  except,
  signal,
  before,
}: ProjectOptions): Project {
  const folder = open(root);
  const { disk, reads, bytes } = recordReads(folder, maxKeptBytes);
  const diagnostics: Diagnostic[] = [];
  const earlier =
    before && isDeepStrictEqual(before.below, disk.below) ? earlierWalk(before, reads) : undefined;
  const listing = walk(disk, diagnostics, { signal, except: except ?? null, earlier });
  if (listing.sources.length === 0) {
    throw new BanyanError('NO_SOURCE_FILES', `there is no TypeScript or JavaScript file in ${root}`);
  }
  noteComponents(listing, diagnostics);
  diagnostics.push(...absentSubmodules(disk, listing.files));
  const looked = {
    listing: saidBy(listing, diagnostics),
    below: disk.below,
    files: listing.questions,
    reads,
  };
  const configured = once(() => readConfiguration(disk, listing, diagnostics));
  return {
    root: disk.root,
    commit: commitOf(folder),
    sources: listing.sources,
    files: listing.files,
    get packages() {
      return configured().packages;
    },
    get prismaSchemas() {
      return configured().prismaSchemas;
    },
    get resolver() {
      return configured().resolver;
    },
    readText: (path) => readText(disk, path, maxFileBytes, diagnostics),
    readCodeOwners: () => readCodeOwners(disk, diagnostics),
    readHistory: (options, onCommit) => readHistory(folder, options, onCommit),
    get repository() {
      return digestOf(JSON.stringify(openRepository(folder)));
    },
    looked,
    bytes,
    changedSince: (other) => (isListedAlike(other, looked) ? changedSince(folder, other.reads) : null),
    readAsBefore: (other, path) => readAsBefore(folder, other.reads, path),
    diagnostics,
  };
}

/** The folder of the repository around an analysed folder, or that itself where there is none; absolute. Throws `PATH_MISSING`. */
export function repositoryFolder(root: string): string {
  return open(root).boundary;
}

/** The repository around a folder, or in words why there is none that can be read. Throws `PATH_MISSING`. */
export function repositoryAround(root: string): Pick<Repository, 'head' | 'shallow' | 'isPartial'> | string {
  return openRepository(open(root));
}

/** Whether a file is a TypeScript or JavaScript module, by its name. */
export { isSourceName } from './file-kinds.ts';

/**
 * What was changed since the work left another line of work, see `readMergeBase`; files that have no meaning for boundaries are not
 * compared. Throws `PATH_MISSING`.
 */
export async function changesSinceMergeBase(
  { root, except, signal }: Pick<ProjectOptions, 'root' | 'except' | 'signal'>,
  options: Pick<MergeBaseOptions, 'revisions' | 'texts' | 'searchPath'>,
): Promise<MergeBase | string> {
  const disk = open(root);
  const { questions } = walk(disk, [], { signal, except: except ?? null });
  const files = questions.files.filter(isMeaningful);
  return readMergeBase(disk, { ...options, files, isCompared: isMeaningful, signal });
}

/** What the configuration of a code base says of it. */
function readConfiguration(disk: Disk, listing: Listing, diagnostics: Diagnostic[]) {
  const packages = readPackages(disk, listing.files, diagnostics);
  const tsconfigs = openTsconfigs(disk, packages, diagnostics);
  tsconfigs.owner('');
  const aliases = openAliases({ disk, listing, packages, diagnostics });
  return {
    packages,
    prismaSchemas: prismaSchemas(disk, listing.files),
    resolver: createResolver({ disk, listing, packages, tsconfigs, aliases }),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function earlierWalk({ files: { files }, reads: before }: LookedAt, now: Reads): EarlierWalk {
  return {
    files,
    isSameFile: (path) => before.files.get(path)?.answer === now.files.get(path)?.answer,
  };
}

function saidBy({ links }: Listing, diagnostics: readonly Diagnostic[]): string {
  return digestOf(JSON.stringify([[...links], diagnostics]));
}

/** Whether the same modules are listed, and all else that was asked of the files has the same answer. */
function isListedAlike(before: LookedAt, now: LookedAt): boolean {
  if (before.listing !== now.listing || !isDeepStrictEqual(before.below, now.below)) return false;
  const others = difference(before.files.files, now.files.files);
  return !others.some(isSourceName) && isAnsweredAlike(before.files, others);
}

function commitOf(disk: Disk): string | null {
  const git = findGitFolder(disk);
  return typeof git === 'string' ? null : readCommit(git);
}

function open(root: string): Disk {
  try {
    return openDisk(root);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new BanyanError('PATH_MISSING', `${root} does not exist`);
    if (code === 'ENOTDIR') throw new BanyanError('PATH_MISSING', `${root} is not a folder`);
    throw new BanyanError('PATH_MISSING', `${root} cannot be read`, { cause: error });
  }
}

function readText(disk: Disk, path: string, maxBytes: number, diagnostics: Diagnostic[]): string | null {
  const skip = (code: string, reason: string) => {
    diagnostics.push({
      severity: 'warning',
      code,
      message: `the file was skipped: ${reason}`,
      location: { path, line: 1 },
    });
    return null;
  };
  const bytes = disk.readBytes(path, maxBytes);
  if (bytes === 'larger than the limit') return skip('FILE_TOO_LARGE', `it is larger than ${maxBytes} bytes`);
  if (typeof bytes === 'string') return skip('FILE_UNREADABLE', `it is ${bytes}`);
  const decoded = decodeSource(bytes);
  if (decoded === 'binary') return skip('FILE_BINARY', 'it is binary');
  if (decoded.isLossy) {
    const message = 'the file has bytes that are not valid in its encoding; they were replaced';
    diagnostics.push({ severity: 'note', code: 'FILE_NOT_UTF8', message, location: { path, line: 1 } });
  }
  return decoded.text;
}

function noteComponents(listing: Listing, diagnostics: Diagnostic[]): void {
  for (const extension of componentExtensions) {
    const count = listing.sources.filter((file) => file.endsWith(extension)).length;
    if (count === 0) continue;
    const what = count === 1 ? `of 1 ${extension} file` : `of ${count} ${extension} files`;
    const message = `${what} only the script blocks were read; what the markup uses is not part of the result`;
    diagnostics.push({ severity: 'note', code: 'MARKUP_NOT_READ', message });
  }
}
