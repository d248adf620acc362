import { posix } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Disk } from './disk.ts';
import { enclosingFolders, type Packages } from './packages.ts';
import { asRecord, openConfigFiles, type RawConfig } from './tsconfig-files.ts';

/** What the resolver needs of the configuration that owns a file; folders are relative to the root. */
export interface CompilerPaths {
  /** The configuration file, for messages. */
  readonly file: string;
  readonly baseUrl: string | null;
  /** Alias patterns to targets, the targets already relative to the root. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  readonly rootDir: string | null;
  readonly outDir: string | null;
}

export interface Tsconfigs {
  /** The configuration that applies in a folder: the nearest one; null without any. */
  owner(folder: string): CompilerPaths | null;
}

/** Reads `tsconfig.json` and `jsconfig.json` on demand; broken, cyclic and outside ones are diagnostics, once each. */
export function openTsconfigs(disk: Disk, packages: Packages, diagnostics: Diagnostic[]): Tsconfigs {
  const compiled = new Map<string, CompilerPaths>();
  const owners = new Map<string, CompilerPaths | null>();
  const report = (path: string, message: string) => {
    diagnostics.push({ severity: 'warning', code: 'CONFIG_UNUSABLE', message, location: { path, line: 1 } });
  };
  const { load, chain } = openConfigFiles(disk, packages, report);

  const compile = (config: RawConfig): CompilerPaths => {
    const merged = toCompilerPaths(config.file, chain(config));
    if (merged.paths.size > 0 || config.references.length === 0) return merged;
    for (const reference of config.references) {
      const file = reference.endsWith('.json') ? reference : posix.join(reference, 'tsconfig.json');
      const loaded = file === config.file ? null : load(file);
      const found = loaded && toCompilerPaths(file, chain(loaded));
      if (found && found.paths.size > 0) return found;
    }
    return merged;
  };

  return {
    owner(folder) {
      const known = owners.get(folder);
      if (known !== undefined) return known;
      let found: CompilerPaths | null = null;
      for (const place of enclosingFolders(disk, folder)) {
        const config = load(posix.join(place, 'tsconfig.json')) ?? load(posix.join(place, 'jsconfig.json'));
        if (!config) continue;
        found = compiled.get(config.file) ?? compile(config);
        compiled.set(config.file, found);
        break;
      }
      owners.set(folder, found);
      return found;
    },
  };
}

function toCompilerPaths(file: string, chain: readonly RawConfig[]): CompilerPaths {
  const leaf = posix.dirname(file);
  let baseUrl: string | null = null;
  let rootDir: string | null = null;
  let outDir: string | null = null;
  let paths: { readonly folder: string; readonly map: Record<string, unknown> } | null = null;
  for (const { file: from, options } of chain) {
    const folder = posix.dirname(from);
    const place = (value: unknown) => (typeof value === 'string' ? placeIn(folder, leaf, value) : null);
    baseUrl = place(options['baseUrl']) ?? baseUrl;
    rootDir = place(options['rootDir']) ?? rootDir;
    outDir = place(options['outDir']) ?? outDir;
    if (options['paths'] !== undefined) paths = { folder, map: asRecord(options['paths']) };
  }
  const targets = new Map<string, string[]>();
  for (const [pattern, list] of Object.entries(paths?.map ?? {})) {
    const strings = Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
    targets.set(
      pattern,
      strings.map((each) => placeIn(baseUrl ?? paths?.folder ?? '.', leaf, each)),
    );
  }
  return { file, baseUrl, paths: targets, rootDir, outDir };
}

function placeIn(folder: string, leaf: string, value: string): string {
  if (value.startsWith('${configDir}')) return posix.join(leaf, value.slice('${configDir}'.length));
  return posix.join(folder, value);
}
