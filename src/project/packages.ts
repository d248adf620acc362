import { posix } from 'node:path';
import { by } from '../lib/ordered.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { enclosingFolders } from './boundary.ts';
import type { Disk } from './disk.ts';

/** One `package.json`: what the resolver and the discoverers need of it. */
export interface Package {
  /** Folder, relative to the root; empty for the root itself. */
  readonly folder: string;
  readonly name: string | null;
  readonly exports: unknown;
  readonly imports: unknown;
  /** `source`, `module`, `main` and `types`, in this order, as far as given. */
  readonly entries: readonly string[];
  /** Names under dependencies, devDependencies, peerDependencies and optionalDependencies. */
  readonly dependencies: ReadonlySet<string>;
  /** All of the manifest, as written. */
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** Every package of the project; the nearest one to a file and each one by its name. */
export interface Packages {
  readonly all: readonly Package[];
  named(name: string): Package | undefined;
  /** The package that a folder belongs to; undefined outside of any. */
  nearest(folder: string): Package | undefined;
}

const manifestMaxBytes = 5_000_000;

/**
 * Reads the manifests of a project: those in it, which covers npm, yarn and pnpm workspaces, and those above the root.
 *
 * A broken manifest and a name that two packages share are diagnostics; of the two, the one nearer to the root counts.
 */
export function readPackages(disk: Disk, files: ReadonlySet<string>, diagnostics: Diagnostic[]): Packages {
  const above = disk.below.map((_, level) =>
    posix.join(...disk.below.slice(level).map(() => '..'), 'package.json'),
  );
  const inside = [...files].filter((file) => posix.basename(file) === 'package.json');
  const all: Package[] = [];
  for (const path of [...above, ...inside]) {
    const found = readPackage(disk, path, diagnostics);
    if (found) all.push(found);
  }
  const byFolder = new Map(all.map((each) => [each.folder, each]));
  const byName = indexByName(
    all.filter((each) => !each.folder.startsWith('..')),
    diagnostics,
  );
  return {
    all,
    named: (name) => byName.get(name),
    nearest(folder) {
      for (const place of enclosingFolders(disk, folder)) {
        const found = byFolder.get(place);
        if (found) return found;
      }
      return undefined;
    },
  };
}

function indexByName(packages: readonly Package[], diagnostics: Diagnostic[]): Map<string, Package> {
  const byName = new Map<string, Package>();
  const depth = (each: Package) => each.folder.split('/').length;
  for (const each of [...packages].sort(by(depth, (one) => one.folder))) {
    if (each.name === null) continue;
    const first = byName.get(each.name);
    if (first === undefined) byName.set(each.name, each);
    else {
      const message = `the package name ${each.name} is also that of ${first.folder || 'the root'}, which is used`;
      diagnostics.push({
        severity: 'note',
        code: 'PACKAGE_NAME_TWICE',
        message,
        location: { path: manifestOf(each), line: 1 },
      });
    }
  }
  return byName;
}

function manifestOf(each: Package): string {
  return posix.join(each.folder, 'package.json');
}

function readPackage(disk: Disk, path: string, diagnostics: Diagnostic[]): Package | null {
  const bytes = disk.readBytes(path, manifestMaxBytes);
  if (typeof bytes === 'string') {
    if (bytes !== 'missing') diagnostics.push(unusable(path, `it is ${bytes}`));
    return null;
  }
  try {
    const manifest: unknown = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
    if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest))
      throw new Error('not an object');
    return toPackage(path, manifest as Record<string, unknown>);
  } catch (error) {
    diagnostics.push(unusable(path, (error as Error).message));
    return null;
  }
}

function toPackage(path: string, manifest: Record<string, unknown>): Package {
  const folder = posix.dirname(path);
  const fields = ['source', 'module', 'main', 'types', 'typings'].map((field) => manifest[field]);
  const groups = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
  return {
    folder: folder === '.' ? '' : folder,
    name: typeof manifest['name'] === 'string' ? manifest['name'] : null,
    exports: manifest['exports'],
    imports: manifest['imports'],
    entries: fields.filter((entry) => typeof entry === 'string'),
    dependencies: new Set(groups.flatMap((group) => Object.keys(manifest[group] ?? {}))),
    manifest,
  };
}

function unusable(path: string, reason: string): Diagnostic {
  const message = `the manifest was not used: ${reason}`;
  return { severity: 'warning', code: 'MANIFEST_UNREADABLE', message, location: { path, line: 1 } };
}
