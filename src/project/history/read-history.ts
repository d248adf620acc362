import { posix } from 'node:path';
import type { Disk } from '../disk.ts';
import { withBorrowedObjects } from './borrow-objects.ts';
import { type GitRun, runGit } from './git.ts';
import type { LoggedCommit } from './logged-commit.ts';
import { createLogParser, logFormat, MalformedLog } from './log-parser.ts';
import { noiseKinds, type Noise, noiseOf } from './noise.ts';
import { type Repository, openRepository } from './repository.ts';
import { trackRenames } from './track-renames.ts';

export interface HistoryOptions {
  /** `YYYY-MM-DD`, or `all`; by default 24 months before the analysed commit, so that a later run sees the same. */
  readonly since?: string | undefined;
  /** Newest first; 20,000 by default. */
  readonly maxCommits?: number | undefined;
  /** Where git is looked for, in the form of the variable PATH. */
  readonly searchPath: string;
  /** Of each run of git; 120,000 by default. */
  readonly timeoutMs?: number | undefined;
  readonly maxBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A commit that counts: who wrote it, as a number that stands for nobody, and the files of today that it changed. */
export interface HistoryCommit {
  readonly author: number;
  /** Relative to the analysed root; files that exist no more are among them. */
  readonly paths: readonly string[];
}

export interface History {
  /** First day that was looked at; null for the whole history. */
  readonly since: string | null;
  readonly isShallow: boolean;
  /** Renames were followed only where nothing else changed: the clone has not all objects. */
  readonly isPartial: boolean;
  /** There were more commits than were read. */
  readonly isCut: boolean;
  /** Commits that were left out, by reason. */
  readonly ignored: Readonly<Record<Noise, number>>;
}

/**
 * Reads the commits behind the analysed folder, newest first, one at a time: memory does not grow with their number.
 *
 * Merges are left out, since their changes are in what they merge. Returns the reason, in words, where there is no history or
 * it cannot be read; what was handed over until then is worth nothing. Rejects with the signal's reason.
 */
export async function readHistory(
  disk: Disk,
  options: HistoryOptions,
  onCommit: (commit: HistoryCommit) => void,
): Promise<History | { readonly reason: string; readonly isAbsent: boolean }> {
  const repository = openRepository(disk);
  if (typeof repository === 'string') return { reason: repository, isAbsent: true };
  const reading = await withBorrowedObjects(repository, (folder) =>
    readLog(disk, repository, folder, options, onCommit),
  );
  return typeof reading === 'string' ? { reason: reading, isAbsent: false } : reading;
}

const logArguments =
  `log --no-merges --raw -z -l400 --no-abbrev --no-textconv --no-ext-diff --no-show-signature --no-notes --no-color --encoding=UTF-8 --format=${logFormat}`.split(
    ' ',
  );
const defaultMaxCommits = 20_000;
const defaultMonths = 24;

async function readLog(
  disk: Disk,
  repository: Repository,
  folder: string,
  options: HistoryOptions,
  onCommit: (commit: HistoryCommit) => void,
): Promise<History | string> {
  const { head, shallow, isPartial } = repository;
  const { searchPath, signal, maxCommits = defaultMaxCommits } = options;
  const { timeoutMs = 120_000, maxBytes = 2_000_000_000 } = options;
  const git = (args: readonly string[], onData: (chunk: Buffer) => void) =>
    runGit(
      {
        arguments: args,
        folder,
        searchPath,
        untrusted: disk.boundary,
        timeoutMs,
        maxBytes,
        signal,
      } satisfies GitRun,
      onData,
    );
  let time = '';
  const failure = await git(
    ['log', '-1', '--format=%ct', head],
    (chunk) => (time += chunk.toString('latin1')),
  );
  if (failure !== null) return failure;
  const since = startOf(options.since, Number(time));
  const reader = createReader(disk, shallow, maxCommits, onCommit);
  const parser = createLogParser(reader.take);
  const scope = disk.below.length === 0 ? [] : ['--full-diff', '--', disk.below.join('/')];
  const limits = [`--max-count=${maxCommits + 1}`, ...(since === null ? [] : [`--since=${since}T00:00:00Z`])];
  const renames = isPartial ? '--find-renames=100%' : '--find-renames';
  const stopped = await git([...logArguments, renames, ...limits, head, ...scope], (chunk) =>
    parser.push(chunk),
  ).catch((error: unknown) => {
    if (error instanceof MalformedLog) return error.message;
    throw error;
  });
  if (stopped !== null) return stopped;
  parser.end();
  const isCut = reader.seen() > maxCommits;
  return { since, isShallow: shallow.length > 0, isPartial, isCut, ignored: reader.ignored };
}

/** The first day to look at, in UTC; null for all of them. */
function startOf(wanted: string | undefined, headSeconds: number): string | null {
  if (wanted === 'all') return null;
  if (wanted !== undefined) return wanted;
  const date = new Date(headSeconds * 1000);
  date.setUTCMonth(date.getUTCMonth() - defaultMonths);
  return date.toISOString().slice(0, 10);
}

interface Reader {
  readonly take: (commit: LoggedCommit) => void;
  readonly seen: () => number;
  readonly ignored: Record<Noise, number>;
}

function createReader(
  disk: Disk,
  shallow: readonly string[],
  maxCommits: number,
  onCommit: (commit: HistoryCommit) => void,
): Reader {
  const ends = new Set(shallow);
  const unformatted = ignoredRevisions(disk);
  const renames = trackRenames();
  const authors = new Map<string, number>();
  const prefix = disk.below.map((folder) => `${folder}/`).join('');
  const ignored = Object.fromEntries(noiseKinds.map((kind) => [kind, 0])) as Record<Noise, number>;
  let seen = 0;
  return {
    ignored,
    seen: () => seen,
    take(commit) {
      // One more is asked for, to know whether there are more.
      if (++seen > maxCommits) return;
      const paths = renames.follow(commit.changes);
      // Seen from here a commit without its parents has made every file: that is no change.
      if (ends.has(commit.id)) return;
      const noise = noiseOf(commit, unformatted);
      if (noise !== null) {
        ignored[noise]++;
        return;
      }
      const key = commit.author.email.toLowerCase() || commit.author.name;
      const author = authors.get(key) ?? authors.size;
      authors.set(key, author);
      const below = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
      onCommit({ author, paths: below });
    },
  };
}

const maxRevisionBytes = 1_000_000;

/** Commits that the team itself does not want to see in `git blame`: by custom, those that only format. */
function ignoredRevisions(disk: Disk): ReadonlySet<string> {
  const bytes = disk.readBytes(
    posix.join(...disk.below.map(() => '..'), '.git-blame-ignore-revs'),
    maxRevisionBytes,
  );
  const text = typeof bytes === 'string' ? '' : bytes.toString('latin1');
  return new Set(text.match(/^[0-9a-f]{40}\b/gm) ?? []);
}
