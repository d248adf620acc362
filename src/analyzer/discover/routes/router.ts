import type { Site } from '../evaluate/model.ts';
import type { Value } from '../evaluate/value.ts';

/** Something that routes are registered on: an application, a router. */
export interface Router {
  readonly framework: string;
  readonly site: Site;
  /** An application answers requests by itself; a router only where it is mounted. */
  readonly isRoot: boolean;
  /** A parameter whose router nobody was seen to pass. */
  readonly isAssumed: boolean;
  readonly routes: Registration[];
  readonly mounts: Mount[];
}

/** One call that registers a route: its methods and paths multiply. */
export interface Registration {
  readonly methods: readonly string[];
  readonly paths: readonly RoutePath[];
  /** Middleware first, the handler last. */
  readonly handlers: readonly Value[];
  readonly site: Site;
}

interface Mount {
  /** Where the mounting call stands. */
  readonly site: Site;
  readonly paths: readonly RoutePath[];
  readonly router: Router;
}

export interface RoutePath {
  readonly path: string;
  /** 1 for an exact text, less where parts are guesses or placeholders. */
  readonly confidence: number;
}

export function newRouter(framework: string, site: Site, isRoot: boolean, isAssumed = false): Router {
  return { framework, site, isRoot, isAssumed, routes: [], mounts: [] };
}

/** A path under a prefix: one slash before each, none at the end. */
export function joinPath(prefix: string, path: string): string {
  const joined = `/${prefix}/${path}`.replace(/\/{2,}/g, '/');
  return joined.length > 1 ? joined.replace(/\/$/, '') : '/';
}
