import type { Registration, Router } from './router.ts';

/** A file that mounts routers of so many files, and with them such a share of all routes, belongs to no context. */
const minMountedFiles = 3;
const minShare = 0.6;

/** Files that make an application, and files that put most of its routers together. */
export function wiringFiles(routers: readonly Router[]): Set<string> {
  const files = new Set(
    routers.flatMap(({ isRoot, isAssumed, site }) => (isRoot && !isAssumed ? [site.file] : [])),
  );
  const total = routers.reduce((sum, { routes }) => sum + routes.length, 0);
  for (const [file, mounted] of mountedBy(routers)) {
    const from = new Set([...mounted].map(({ site }) => site.file));
    from.delete(file);
    if (from.size >= minMountedFiles && registrationsOf(mounted).size >= minShare * total) files.add(file);
  }
  return files;
}

function mountedBy(routers: readonly Router[]): Map<string, Set<Router>> {
  const byFile = new Map<string, Set<Router>>();
  for (const { mounts } of routers) {
    for (const { site, router } of mounts) {
      const known = byFile.get(site.file);
      if (known) known.add(router);
      else byFile.set(site.file, new Set([router]));
    }
  }
  return byFile;
}

/** The registrations of routers and of all that is mounted on them. */
function registrationsOf(routers: ReadonlySet<Router>): Set<Registration> {
  const reached = new Set(routers);
  // The set grows while it is visited.
  for (const { mounts } of reached) for (const { router } of mounts) reached.add(router);
  return new Set([...reached].flatMap(({ routes }) => routes));
}
