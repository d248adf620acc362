import type { Value } from '../evaluate/value.ts';
import { type Registration, type RoutePath, type Router, underAll } from './router.ts';

/** A registration at one of the paths that lead to it. */
export interface MountedRoute {
  readonly registration: Registration;
  /** Of the calls that mount the router, the outermost first. */
  readonly middleware: readonly Value[];
  readonly framework: string;
  readonly method: string;
  readonly path: string;
  readonly confidence: number;
  readonly isMounted: boolean;
}

const maxDepth = 32;
/** Routes that are listed before the search for more ends. */
export const maxRoutes = 100_000;

/** An unmounted router may be mounted somewhere that the code does not show. */
const unmountedConfidence = 0.5;

/**
 * Every route at every path that leads to it: a router that is mounted twice answers twice, a circle of mounts ends.
 * Routers that no application leads to are solved from themselves, with half the confidence.
 */
export function solveMounts(routers: readonly Router[]): MountedRoute[] {
  const reached = new Set<Router>();
  const found: MountedRoute[] = [];
  const mounted = new Set(routers.flatMap(({ mounts }) => mounts.map(({ router }) => router)));
  const applications = routers.filter((router) => router.isRoot && !mounted.has(router));
  for (const router of applications) visit(router, true, reached, found);
  const rest = () => routers.filter((router) => !reached.has(router));
  // An application that only an unmounted router mounts answers by itself as well.
  for (const router of rest().filter(({ isRoot }) => isRoot)) visit(router, true, reached, found);
  for (const router of rest().filter((each) => !mounted.has(each))) visit(router, false, reached, found);
  for (const router of routers) if (!reached.has(router)) visit(router, false, reached, found);
  return found;
}

interface Visit {
  readonly router: Router;
  readonly prefix: RoutePath;
  readonly above: readonly Router[];
  readonly middleware: readonly Value[];
}

function visit(start: Router, isMounted: boolean, reached: Set<Router>, found: MountedRoute[]): void {
  const first = { path: '', confidence: isMounted ? 1 : unmountedConfidence };
  const open: Visit[] = [{ router: start, prefix: first, above: [], middleware: [] }];
  for (let next = open.pop(); next && found.length < maxRoutes; next = open.pop()) {
    const { router, above, middleware } = next;
    const prefixes = underAll([next.prefix], router.prefixes);
    reached.add(router);
    for (const registration of router.routes)
      for (const route of routesOf(router, registration, prefixes))
        found.push({ ...route, isMounted, middleware });
    if (above.length >= maxDepth) continue;
    for (const mount of [...router.mounts].reverse()) {
      if (mount.router === router || above.includes(mount.router)) continue;
      for (const prefix of underAll(prefixes, mount.paths))
        open.push({
          router: mount.router,
          prefix,
          above: [...above, router],
          middleware: [...middleware, ...(mount.middleware ?? [])],
        });
    }
  }
}

function routesOf(
  { framework }: Router,
  registration: Registration,
  prefixes: readonly RoutePath[],
): Omit<MountedRoute, 'isMounted' | 'middleware'>[] {
  const paths = underAll(prefixes, registration.paths);
  return registration.methods.flatMap((method) =>
    paths.map(({ path, confidence }) => ({ registration, framework, method, path, confidence })),
  );
}
