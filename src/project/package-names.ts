import { posix } from 'node:path';
import { by } from '../lib/ordered.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Package } from './package.ts';
import type { Workspaces } from './workspaces.ts';

interface Index {
  /** Packages of the analysed folder. */
  readonly inside: readonly Package[];
  /** The package around all others, whose dependencies are there for all. */
  readonly outermost: Package | undefined;
  readonly byFolder: ReadonlyMap<string, Package>;
  readonly workspaces: Workspaces;
}

/** See `Packages.named`. A name that two packages share with equal right is a diagnostic; the one nearer to the root counts. */
export function nameFinder(
  { inside, outermost, byFolder, workspaces }: Index,
  diagnostics: Diagnostic[],
): (name: string, importer?: Package) => Package | undefined {
  const members = indexByName(
    inside.filter(({ folder }) => !workspaces.isDeclared || workspaces.isMember(folder)),
    diagnostics,
  );
  const strangers = indexByName(
    inside.filter(({ folder }) => workspaces.isDeclared && !workspaces.isMember(folder)),
    [],
  );
  return (name, importer) => {
    if (importer?.name === name) return importer;
    const range = importer?.dependencies.get(name) ?? outermost?.dependencies.get(name);
    const local = range === undefined ? null : /^(?:file|link|portal):(.+)$/.exec(range)?.[1];
    if (local != null && importer) {
      const found = byFolder.get(posix.join(importer.folder, local));
      if (found) return found;
    }
    const isFromRegistry = range !== undefined && !/^(?:file|link|portal|workspace):/.test(range);
    if (workspaces.isDeclared) {
      const isStranger = importer === undefined || !workspaces.isMember(importer.folder);
      const member = members.get(name);
      if (member && !(isFromRegistry && isAnother(member, range))) return member;
      return isStranger && !isFromRegistry ? strangers.get(name) : undefined;
    }
    return isFromRegistry ? undefined : members.get(name);
  };
}

/** Whether a range cannot mean a member of the workspaces: its version is another, or it is the package around all others. */
function isAnother({ folder, manifest }: Package, range: string): boolean {
  if (folder === '') return true;
  const [wanted, version] = [range, manifest['version']].map((each) => /\d+/.exec(String(each))?.[0]);
  return wanted !== undefined && version !== undefined && wanted !== version;
}

function indexByName(packages: readonly Package[], diagnostics: Diagnostic[]): Map<string, Package> {
  const byName = new Map<string, Package>();
  // Nobody imports the package that holds the others.
  const depth = (each: Package) => (each.folder === '' ? Infinity : each.folder.split('/').length);
  for (const each of [...packages].sort(by(depth, (one) => one.folder))) {
    if (each.name === null) continue;
    const first = byName.get(each.name);
    if (first === undefined) {
      byName.set(each.name, each);
      continue;
    }
    const message = `the package name ${each.name} is also that of ${first.folder || 'the root'}, which is used`;
    const location = { path: posix.join(each.folder, 'package.json'), line: 1 };
    diagnostics.push({ severity: 'note', code: 'PACKAGE_NAME_TWICE', message, location });
  }
  return byName;
}
