import { posix } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { AliasTable } from './aliases/alias-source.ts';
import { enclosingFolders, withoutDetour } from './boundary.ts';
import type { Disk } from './disk.ts';
import { compileGlob } from '../lib/glob.ts';
import type { Packages } from './packages.ts';
import { asRecord, openConfigFiles, type RawConfig } from './tsconfig-files.ts';

/** What the resolver needs of a compiler configuration; paths are relative to the root. */
export interface CompilerPaths extends AliasTable {
  readonly baseUrl: string | null;
  readonly rootDir: string | null;
  readonly outDir: string | null;
  /** Folders that count as one. */
  readonly rootDirs: readonly string[];
  /** Whether `files` or `include` takes a file in, and `exclude` leaves it there. */
  readonly includes: (file: string) => boolean;
}

export interface Tsconfigs {
  /** The configuration that applies in a folder: the nearest one; null without any. */
  owner(folder: string): CompilerPaths | null;
  /**
   * The configurations that a file of a folder can belong to: the nearest one and what it refers to. The one that
   * includes it owns it. One or none where the files of the folder cannot differ.
   */
  candidates(folder: string): readonly CompilerPaths[];
  /** The configurations of the folders around the nearest one, and `tsconfig.base.json` beside them; innermost first. */
  around(folder: string): readonly CompilerPaths[];
}

const names = ['tsconfig.json', 'jsconfig.json'];
const aroundNames = [...names, 'tsconfig.base.json'];
const maxReferences = 200;

/** Reads `tsconfig.json` and `jsconfig.json` on demand; broken, cyclic and outside ones are diagnostics, once each. */
export function openTsconfigs(disk: Disk, packages: Packages, diagnostics: Diagnostic[]): Tsconfigs {
  const compiled = new Map<string, CompilerPaths>();
  const report = (path: string, message: string) => {
    diagnostics.push({ severity: 'warning', code: 'CONFIG_UNUSABLE', message, location: { path, line: 1 } });
  };
  const { load, chain } = openConfigFiles(disk, packages, report);
  const compile = (config: RawConfig): CompilerPaths => {
    const known = compiled.get(config.file);
    if (known) return known;
    const made = toCompilerPaths(config.file, chain(config), disk.below);
    compiled.set(config.file, made);
    return made;
  };
  /** A configuration and those that it refers to, breadth first. */
  const withReferences = (config: RawConfig): CompilerPaths[] => {
    const seen = new Map([[config.file, config]]);
    for (const { references } of seen.values()) {
      if (seen.size > maxReferences) break;
      for (const reference of references) {
        const file = reference.endsWith('.json') ? reference : posix.join(reference, 'tsconfig.json');
        const loaded = seen.has(file) ? null : load(file);
        if (loaded) seen.set(file, loaded);
      }
    }
    return [...seen.values()].map(compile);
  };
  const nearest = (folder: string): { readonly place: string; readonly config: RawConfig } | null => {
    for (const place of enclosingFolders(disk, folder)) {
      const config =
        load(posix.join(place, names[0] as string)) ?? load(posix.join(place, names[1] as string));
      if (config) return { place, config };
    }
    return null;
  };
  const candidates = remembered((folder) => {
    const found = nearest(folder);
    return found ? withReferences(found.config) : [];
  });
  return {
    candidates,
    owner(folder) {
      const found = candidates(folder);
      const encloses = (file: string) =>
        /^(?:\.\.\/)*[^/]*$/.test(file) || `${folder}/`.startsWith(`${posix.dirname(file)}/`);
      return found.find(({ file, paths }) => paths.size > 0 && encloses(file)) ?? found[0] ?? null;
    },
    around: remembered((folder) => {
      const own = nearest(folder)?.config.file;
      const files = [...enclosingFolders(disk, folder)].flatMap((place) =>
        aroundNames.map((name) => posix.join(place, name)),
      );
      return files.flatMap((file) => {
        const config = file === own ? null : load(file);
        return config ? [compile(config)] : [];
      });
    }),
  };
}

/** A function of a folder that is computed once for each. */
function remembered<T>(compute: (folder: string) => T): (folder: string) => T {
  const known = new Map<string, T>();
  return (folder) => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const found = compute(folder);
    known.set(folder, found);
    return found;
  };
}

function toCompilerPaths(file: string, chain: readonly RawConfig[], below: readonly string[]): CompilerPaths {
  const leaf = posix.dirname(file);
  const placeIn = (folder: string, value: string) => {
    const isOfLeaf = value.startsWith('${configDir}');
    return withoutDetour(
      isOfLeaf ? posix.join(leaf, value.slice('${configDir}'.length)) : posix.join(folder, value),
      below,
    );
  };
  const last = <T>(read: (config: RawConfig, folder: string) => T | null): T | null =>
    chain.reduce<T | null>((found, config) => read(config, posix.dirname(config.file)) ?? found, null);
  const placed = (key: string) =>
    last(({ options }, folder) => (typeof options[key] === 'string' ? placeIn(folder, options[key]) : null));
  const listed = (read: (config: RawConfig) => readonly string[] | null) =>
    last((config, folder) => read(config)?.map((each) => placeIn(folder, each)) ?? null);

  const baseUrl = placed('baseUrl');
  const declared = last(({ options }, folder) =>
    options['paths'] === undefined ? null : { folder, map: asRecord(options['paths']) },
  );
  const targets = Object.entries(declared?.map ?? {}).map(([pattern, list]): [string, string[]] => [
    pattern,
    textsIn(list).map((each) => placeIn(baseUrl ?? declared?.folder ?? '.', each)),
  ]);
  const [files, include, exclude] = (['files', 'include', 'exclude'] as const).map((key) =>
    listed((config) => config[key]),
  );
  return {
    file,
    baseUrl,
    paths: new Map(targets),
    rootDir: placed('rootDir'),
    outDir: placed('outDir'),
    rootDirs:
      listed(({ options }) => (Array.isArray(options['rootDirs']) ? textsIn(options['rootDirs']) : null)) ??
      [],
    includes: inclusion(leaf, files ?? null, include ?? null, exclude ?? []),
  };
}

function textsIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
}

/** As `tsc` reads them: a folder stands for all that is in it, without `files` and `include` everything counts. */
function inclusion(
  folder: string,
  files: readonly string[] | null,
  include: readonly string[] | null,
  exclude: readonly string[],
): (file: string) => boolean {
  const compiled = (patterns: readonly string[]) => {
    const globs = patterns
      .flatMap((pattern) => [pattern, `${pattern.replace(/\/$/, '')}/**/*`])
      .map(compileGlob);
    return (file: string) => globs.some((matches) => matches(file));
  };
  const wanted = include ?? (files === null ? [folder === '.' ? '**/*' : `${folder}/**/*`] : []);
  const [isWanted, isExcluded] = [compiled(wanted), compiled(exclude)];
  return (file) => (files?.includes(file) ?? false) || (isWanted(file) && !isExcluded(file));
}
