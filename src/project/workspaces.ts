import { posix } from 'node:path';
import type { Disk } from './disk.ts';
import type { FileList } from './file-list.ts';
import { compileGlob } from '../lib/glob.ts';
import { parseJsonc } from './jsonc.ts';

/** What says which packages can be imported by their name. */
export interface Workspaces {
  /** Whether anything declares members. */
  readonly isDeclared: boolean;
  /** Whether a folder is that of a member, or of what declares them. */
  readonly isMember: (folder: string) => boolean;
}

interface Pattern {
  readonly isNegated: boolean;
  readonly matches: (path: string) => boolean;
}

interface Declaration {
  readonly folder: string;
  readonly patterns: readonly Pattern[];
}

const maxBytes = 1_000_000;

/** Reads the workspaces of npm, yarn, pnpm, Lerna and Rush that are declared in the folders of manifests. */
export function readWorkspaces(
  disk: Disk,
  manifests: readonly { readonly folder: string; readonly manifest: Readonly<Record<string, unknown>> }[],
  files: FileList,
): Workspaces {
  const read = (path: string): string => {
    // Above the root nothing is listed.
    const bytes = files.has(path) || path.startsWith('..') ? disk.readBytes(path, maxBytes) : 'missing';
    return typeof bytes === 'string' ? '' : bytes.toString('utf8');
  };
  const declarations: Declaration[] = manifests.flatMap(({ folder, manifest }) => {
    const patterns = [
      ...listed(manifest['workspaces'], 'packages'),
      ...pnpmPackages(read(posix.join(folder, 'pnpm-workspace.yaml'))),
      ...listed(parsed(read(posix.join(folder, 'lerna.json'))), 'packages'),
    ];
    return patterns.length > 0 ? [{ folder, patterns: patterns.map(toPattern) }] : [];
  });
  for (const folder of new Set([
    '',
    ...disk.below.map((_, level) =>
      Array<string>(level + 1)
        .fill('..')
        .join('/'),
    ),
  ])) {
    const patterns = rushFolders(parsed(read(posix.join(folder, 'rush.json'))));
    if (patterns.length > 0) declarations.push({ folder, patterns: patterns.map(toPattern) });
  }
  return {
    isDeclared: declarations.length > 0,
    isMember: (folder) => declarations.some((each) => each.folder === folder || declares(each, folder)),
  };
}

/** The last pattern that fits decides; one that starts with `!` takes a folder out. */
function declares({ folder, patterns }: Declaration, candidate: string): boolean {
  const local = posix.relative(posix.join('/', folder), posix.join('/', candidate));
  let isIn = false;
  for (const { isNegated, matches } of patterns) if (matches(local)) isIn = !isNegated;
  return isIn;
}

function toPattern(text: string): Pattern {
  const isNegated = text.startsWith('!');
  const bare = posix.normalize(isNegated ? text.slice(1) : text).replace(/\/$/, '');
  return { isNegated, matches: compileGlob(bare) };
}

/** A list of patterns, itself or under a key. */
function listed(value: unknown, key: string): string[] {
  const list =
    Array.isArray(value) || typeof value !== 'object' || value === null
      ? value
      : (value as Record<string, unknown>)[key];
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
}

function rushFolders(value: unknown): string[] {
  const projects =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['projects'] : null;
  const folders = (Array.isArray(projects) ? projects : []).map((each: unknown) =>
    typeof each === 'object' && each !== null ? (each as Record<string, unknown>)['packageFolder'] : null,
  );
  return folders.filter((folder) => typeof folder === 'string');
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : parseJsonc(text);
  } catch {
    return null;
  }
}

/** The list under `packages`, as block or in brackets; pnpm-workspace.yaml has nothing else that matters here. */
function pnpmPackages(text: string): string[] {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => /^packages\s*:/.test(line));
  if (start < 0) return [];
  const inline = /\[([^\]]*)\]/.exec(lines[start] as string)?.[1];
  if (inline !== undefined) return inline.split(',').map(unquoted).filter(Boolean);
  const patterns: string[] = [];
  for (const line of lines.slice(start + 1)) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const [, item] = /^\s*-\s+(.*)$/.exec(line) ?? [];
    if (item === undefined) break;
    patterns.push(unquoted(item));
  }
  return patterns;
}

function unquoted(item: string): string {
  const text = item.trim();
  const quote = text[0];
  return quote === "'" || quote === '"' ? text.slice(1, text.indexOf(quote, 1)) : text.replace(/\s+#.*$/, '');
}
