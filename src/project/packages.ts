import { posix } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { enclosingFolders } from './boundary.ts';
import type { Disk } from './disk.ts';
import type { FileList } from './file-list.ts';
import { nameFinder } from './package-names.ts';
import type { Package } from './package.ts';
import { readWorkspaces } from './workspaces.ts';

/** Every package of the project; the nearest one to a file and each one by its name. */
export interface Packages {
  readonly all: readonly Package[];
  /**
   * The package of the project that a name means in a package: itself, one that it depends on by path, a member of the
   * workspaces; any other one only if no workspaces are declared and nobody says that the name comes from a registry.
   */
  named(name: string, importer?: Package): Package | undefined;
  /** The package that a folder belongs to; undefined outside of any. */
  nearest(folder: string): Package | undefined;
}

const manifestMaxBytes = 5_000_000;

/**
 * Reads the manifests of a project: those in it, which covers npm, yarn and pnpm workspaces, and those above the root.
 *
 * A broken manifest and a name that two packages share are diagnostics; of the two, the one nearer to the root counts.
 */
export function readPackages(disk: Disk, files: FileList, diagnostics: Diagnostic[]): Packages {
  const above = disk.below.map((_, level) =>
    posix.join(...disk.below.slice(level).map(() => '..'), 'package.json'),
  );
  const listed = files.matching(/(?:^|\/)package\.json$/);
  const all: Package[] = [];
  for (const path of [...above, ...listed]) {
    const found = readPackage(disk, path, diagnostics);
    if (found) all.push(found);
  }
  const byFolder = new Map(all.map((each) => [each.folder, each]));
  const workspaces = readWorkspaces(disk, all, files);
  const inside = all.filter((each) => !each.folder.startsWith('..'));
  return {
    all,
    named: nameFinder({ inside, outermost: all[0], byFolder, workspaces }, diagnostics),
    nearest(folder) {
      for (const place of enclosingFolders(disk, folder)) {
        const found = byFolder.get(place);
        if (found) return found;
      }
      return undefined;
    },
  };
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
    dependencies: new Map(
      groups.flatMap((group) =>
        Object.entries(manifest[group] ?? {}).map(([to, range]) => [to, String(range)]),
      ),
    ),
    manifest,
  };
}

function unusable(path: string, reason: string): Diagnostic {
  const message = `the manifest was not used: ${reason}`;
  return { severity: 'warning', code: 'MANIFEST_UNREADABLE', message, location: { path, line: 1 } };
}
