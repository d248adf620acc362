import { type Dirent, readdirSync, readlinkSync } from 'node:fs';
import { join, posix } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { byCodeUnit } from '../lib/ordered.ts';
import { reasonOf } from '../lib/reason-of.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Disk } from './disk.ts';
import { type FileList, type FileQuestions, recordFiles } from './file-list.ts';
import { isSourceName } from './file-kinds.ts';

/** What a walk found: POSIX paths relative to the root, sorted. */
export interface Listing {
  /** Modules: TypeScript and JavaScript, declaration files left out. */
  readonly sources: readonly string[];
  /** Every regular file that is not ignored, sources included, and what is asked of them. */
  readonly files: FileList;
  readonly questions: FileQuestions;
  /** Symbolic links to something inside the root: link path to target path. */
  readonly links: ReadonlyMap<string, string>;
}

const outputFolders = new Set(['dist', 'build', 'coverage']);
const ignoreFile = '.gitignore';
const ignoreFileMaxBytes = 1_000_000;

interface WalkOptions {
  readonly signal?: AbortSignal | undefined;
  readonly except?: string | null;
  readonly earlier?: EarlierWalk | undefined;
}

/** What an earlier walk of the same folder listed, which is listed again wherever the same ignore files are in force. */
export interface EarlierWalk {
  readonly files: readonly string[];
  /** Whether the ignore file at a path is what it was. */
  readonly isSameFile: (path: string) => boolean;
}

interface Folder {
  /** Empty for the root. */
  readonly path: string;
  /** The ignore files in force, outermost first. */
  readonly rules: readonly Rules[];
  /** Whether they are those of the earlier walk. */
  readonly isAsBefore: boolean;
}

/** One ignore file: a path below the root becomes local to it by a prefix (file above the root) or without its folder. */
interface Rules {
  readonly prefix: string;
  readonly folder: string;
  readonly ignore: Ignore;
}

/**
 * Lists the files below the root; ignored files, dependencies, build output and hidden folders are left out.
 *
 * `except` is a folder that is left out as well. Symbolic links are not followed: what they point to inside the root is
 * listed at its own place, once.
 */
export function walk(
  disk: Disk,
  diagnostics: Diagnostic[],
  { signal, except, earlier }: WalkOptions = {},
): Listing {
  const listed = new Set(earlier?.files);
  const entered = foldersOf(listed);
  const files: string[] = [];
  const links = new Map<string, string>();
  const skipped: string[] = [];
  const isSame = (folder: string) => earlier?.isSameFile(posix.join(folder, ignoreFile)) ?? false;
  const above = foldersAbove(disk);
  const stack: Folder[] = [{ path: '', rules: rulesAbove(disk), isAsBefore: above.every(isSame) }];
  for (let folder = stack.pop(); folder; folder = stack.pop()) {
    signal?.throwIfAborted();
    const rules = withOwnRules(disk, folder);
    const isAsBefore = folder.isAsBefore && isSame(folder.path);
    const isIgnored = (path: string, known: ReadonlySet<string>) =>
      !(isAsBefore && known.has(path)) && isIgnoredBy(rules, path);
    for (const entry of entriesOf(disk, folder.path, diagnostics)) {
      const path = posix.join(folder.path, entry.name);
      if (entry.isDirectory()) {
        if (entry.name === 'node_modules' || isHidden(entry.name)) continue;
        if (outputFolders.has(entry.name)) skipped.push(path);
        else if (path !== except && !isIgnored(`${path}/`, entered)) stack.push({ path, rules, isAsBefore });
      } else if (!isIgnored(path, listed)) {
        if (entry.isFile()) files.push(path);
        else if (entry.isSymbolicLink()) noteLink(disk, path, links, diagnostics);
        else if (isSourceName(entry.name)) diagnostics.push(notAFile(path));
      }
    }
  }
  if (skipped.length > 0) diagnostics.push(buildOutputSkipped(skipped.sort(byCodeUnit)));
  files.sort(byCodeUnit);
  const { list, questions } = recordFiles(files);
  return { sources: files.filter(isSourceName), files: list, questions, links };
}

/** The folders that files lie in, as the rules of ignore files see them: with a slash at the end. */
function foldersOf(files: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    for (let at = file.lastIndexOf('/'); at > 0; at = file.lastIndexOf('/', at - 1)) {
      const folder = file.slice(0, at + 1);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

/** `.well-known` is a folder of routes (RFC 8615), not of tools. */
function isHidden(name: string): boolean {
  return name.startsWith('.') && name !== '.well-known';
}

function entriesOf(disk: Disk, path: string, diagnostics: Diagnostic[]): Dirent[] {
  try {
    const entries = readdirSync(join(disk.root, path), { withFileTypes: true });
    const readable = entries.filter((entry) => !entry.name.includes('\uFFFD'));
    if (readable.length < entries.length) {
      diagnostics.push({
        severity: 'warning',
        code: 'NAME_UNREADABLE',
        message: `${entries.length - readable.length} entries of ${path || 'the root'} have names that are not UTF-8 and were skipped`,
      });
    }
    return readable;
  } catch (error) {
    const message = `the folder ${path || '.'} could not be listed: ${reasonOf(error)}`;
    diagnostics.push({ severity: 'warning', code: 'FOLDER_UNREADABLE', message });
    return [];
  }
}

/**
 * The ignore files between the boundary and the root, so that a subfolder is seen as git sees it. One that ignores the
 * root itself does not count: who asks for an ignored folder wants to see it.
 */
function rulesAbove(disk: Disk): readonly Rules[] {
  return foldersAbove(disk).flatMap((folder, level) => {
    const own = readRules(disk, folder);
    const prefix = `${disk.below.slice(level).join('/')}/`;
    return own && !own.ignores(prefix) ? [{ prefix, folder: '', ignore: own }] : [];
  });
}

/** The folders between the boundary and the root, outermost first. */
function foldersAbove({ below }: Disk): string[] {
  return below.map((_, level) => posix.join(...below.slice(level).map(() => '..')));
}

function withOwnRules(disk: Disk, { path, rules }: Folder): readonly Rules[] {
  const own = readRules(disk, path);
  return own ? [...rules, { prefix: '', folder: path === '' ? '' : `${path}/`, ignore: own }] : rules;
}

function readRules(disk: Disk, folder: string): Ignore | null {
  const bytes = disk.readBytes(posix.join(folder, ignoreFile), ignoreFileMaxBytes);
  return typeof bytes === 'string' ? null : ignore().add(bytes.toString('utf8'));
}

/** The innermost ignore file that has an opinion decides, as in git. */
function isIgnoredBy(rules: readonly Rules[], path: string): boolean {
  for (let i = rules.length - 1; i >= 0; i--) {
    const rule = rules[i] as Rules;
    const local = rule.prefix + path.slice(rule.folder.length);
    const verdict = ignore.isPathValid(local)
      ? rule.ignore.test(local)
      : { ignored: false, unignored: false };
    if (verdict.ignored || verdict.unignored) return verdict.ignored;
  }
  return false;
}

function noteLink(disk: Disk, path: string, links: Map<string, string>, diagnostics: Diagnostic[]): void {
  const target = linkTarget(disk, path);
  if (target !== null && disk.kindOf(path) !== null) {
    links.set(path, target);
    return;
  }
  diagnostics.push({
    severity: 'note',
    code: 'LINK_SKIPPED',
    message: `the symbolic link ${path} leads nowhere, in a circle or out of the project and was not followed`,
  });
}

function linkTarget(disk: Disk, path: string): string | null {
  try {
    const target = readlinkSync(join(disk.root, path));
    if (target.startsWith('/')) return null;
    const local = posix.join(posix.dirname(path), target.replaceAll('\\', '/'));
    return local.startsWith('..') ? null : local;
  } catch {
    return null;
  }
}

function notAFile(path: string): Diagnostic {
  const message = 'it is a pipe, socket or device and was not read';
  return { severity: 'note', code: 'FILE_NOT_REGULAR', message, location: { path, line: 1 } };
}

function buildOutputSkipped(folders: readonly string[]): Diagnostic {
  const shown =
    folders.slice(0, 5).join(', ') + (folders.length > 5 ? ` and ${folders.length - 5} more` : '');
  return {
    severity: 'note',
    code: 'FOLDERS_SKIPPED',
    message: `build output was not read: ${shown}`,
  };
}
