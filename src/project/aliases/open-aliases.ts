import { posix } from 'node:path';
import { by } from '../../lib/ordered.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { decodeSource } from '../decode.ts';
import { enclosingFolders, withoutDetour } from '../boundary.ts';
import type { Disk } from '../disk.ts';
import { parseJsonc } from '../jsonc.ts';
import type { Packages } from '../packages.ts';
import { outputPlaces } from '../places.ts';
import type { Listing } from '../walk.ts';
import type { Alias, AliasSource, AliasTable, ConfigFile } from './alias-source.ts';
import { type Literal, toLiteral, valuesUnder } from './literal.ts';
import { rootMark } from './path-calls.ts';
import { readLiterals, type WrittenLiterals } from './read-literals.ts';
import { registered, registeringPackages } from './registered.ts';
import { aliasSources } from './registry.ts';

export interface Aliases {
  /** The tables that apply in a folder: those of the innermost package first. */
  readonly near: (folder: string) => readonly AliasTable[];
}

interface Context {
  readonly disk: Disk;
  readonly listing: Listing;
  readonly packages: Packages;
  readonly diagnostics: Diagnostic[];
}

const configMaxBytes = 1_000_000;

/**
 * Reads the aliases that bundlers, test runners and start-up code declare. Each applies to the package that its file
 * belongs to. Nothing is executed; what cannot be read without is a diagnostic.
 */
export function openAliases(context: Context): Aliases {
  const { disk, packages } = context;
  const byScope = new Map<string, AliasTable[]>();
  const add = (folder: string, table: AliasTable | null) => {
    if (!table || table.paths.size === 0) return;
    const scope = packages.nearest(folder)?.folder ?? folder;
    byScope.set(scope, [...(byScope.get(scope) ?? []), table]);
  };
  for (const source of aliasSources) {
    for (const path of filesOf(context, source)) add(folderOf(path), readTable(context, source, path));
    if (source.manifestKey === null) continue;
    for (const { folder, manifest } of packages.all) {
      const part = source.manifestKey === '' ? manifest : manifest[source.manifestKey];
      const path = posix.join(folder, 'package.json');
      if (part !== undefined) add(folder, toTable(context, source, path, fromLiteral(toLiteral(part))));
    }
  }
  const known = new Map<string, readonly AliasTable[]>();
  return {
    near(folder) {
      if (byScope.size === 0) return [];
      const tables =
        known.get(folder) ?? [...enclosingFolders(disk, folder)].flatMap((scope) => byScope.get(scope) ?? []);
      known.set(folder, tables);
      return tables;
    },
  };
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

/** Configuration files of a tool: those listed, and those with usual names in the folders above the root. */
function filesOf({ disk, listing, packages }: Context, source: AliasSource): string[] {
  if (source === registered) return registeringFiles(listing, packages);
  const above = [...enclosingFolders(disk, '')].filter((folder) => folder !== '');
  const outer = above.flatMap((folder) => source.usualNames.map((name) => posix.join(folder, name)));
  const inner = source.configs ? listing.files.matching(source.configs) : [];
  return [
    ...inner.toSorted(
      by(
        (path) => path.split('/').length,
        (path) => path,
      ),
    ),
    ...outer.filter((path) => disk.kindOf(path) === 'file'),
  ];
}

/** Start-up files: sources directly in a package that registers aliases, in its `src`, `server` and `app` folders, and so on one level. */
function registeringFiles({ sources }: Listing, packages: Packages): string[] {
  const users = packages.all.filter(({ dependencies }) =>
    registeringPackages.some((name) => dependencies.has(name)),
  );
  return users.flatMap(({ folder }) => {
    const start = folder === '' ? '' : `${folder}/`;
    return sources.filter(
      (path) => path.startsWith(start) && path.slice(start.length).split('/').length <= 2,
    );
  });
}

function readTable(context: Context, source: AliasSource, path: string): AliasTable | null {
  const bytes = context.disk.readBytes(path, configMaxBytes);
  const decoded = typeof bytes === 'string' ? 'binary' : decodeSource(bytes);
  if (decoded === 'binary') return null;
  if (source === registered && !registeringPackages.some((name) => decoded.text.includes(name))) return null;
  const written = /\.json$|rc$/.test(path)
    ? fromJson(decoded.text)
    : readLiterals(path, decoded.text, foldersOf(context, path));
  return written && toTable(context, source, path, written);
}

function foldersOf({ disk, packages }: Context, path: string): { folder: string; workingFolder: string } {
  const folder = folderOf(path);
  const absolute = (place: string) => posix.join(rootMark, ...disk.below, place);
  return { folder: absolute(folder), workingFolder: absolute(packages.nearest(folder)?.folder ?? folder) };
}

function fromJson(text: string): WrittenLiterals | null {
  try {
    return fromLiteral(toLiteral(parseJsonc(text)));
  } catch {
    return null;
  }
}

function fromLiteral(literal: Literal): WrittenLiterals {
  return { values: (key) => valuesUnder(literal, key), calls: () => [] };
}

function toTable(context: Context, source: AliasSource, path: string, written: WrittenLiterals): AliasTable {
  const unread: string[] = [];
  let line = 0;
  const config: ConfigFile = {
    ...written,
    read(value) {
      if (typeof value === 'object' && value !== null && 'line' in value) {
        line ||= value.line;
        unread.push(`a value in line ${value.line}`);
      }
      return value;
    },
    skip(pattern) {
      unread.push(pattern);
      return [];
    },
  };
  const table = { file: path, paths: placed(context, folderOf(path), source.read(config)) };
  if (unread.length > 0) context.diagnostics.push(unreadAliases(source, path, line, unread));
  return table;
}

function unreadAliases(
  { name }: AliasSource,
  path: string,
  line: number,
  unread: readonly string[],
): Diagnostic {
  const shown = unread.slice(0, 3).join(', ') + (unread.length > 3 ? ` and ${unread.length - 3} more` : '');
  const message = `aliases of ${name} could not be read without running it: ${shown}`;
  return { severity: 'note', code: 'ALIAS_UNREAD', message, location: { path, line: Math.max(1, line) } };
}

/** Aliases as patterns and targets below the root; targets out of the project, and package names, are left out. */
function placed(context: Context, folder: string, aliases: readonly Alias[]): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { pattern, target } of aliases) {
    const place = placeOf(context, folder, target);
    if (place === null || pattern === '' || /(?:^|\/)node_modules(?:\/|$)/.test(place)) continue;
    const known = paths.get(pattern) ?? [];
    if (!known.includes(place)) paths.set(pattern, [...known, place]);
  }
  return paths;
}

function placeOf({ disk }: Context, folder: string, target: string): string | null {
  if (target.startsWith('/')) {
    if (target !== rootMark && !target.startsWith(`${rootMark}/`)) return null;
    return posix.relative(posix.join(rootMark, ...disk.below), target) || '.';
  }
  const place = withoutDetour(posix.join(folder, target), disk.below);
  // Without a dot it may be the name of a package.
  const fixed = (place.split('*')[0] as string).replace(/(?<=.)\/$/, '');
  const isFolder = target.startsWith('.') || outputPlaces(fixed).length > 0 || disk.kindOf(fixed) !== null;
  return isFolder ? place : null;
}
