import type { Site } from '../evaluate/model.ts';
import { madeBase } from '../evaluate/members.ts';
import type { MadeValue, Value } from '../evaluate/value.ts';

/** Something that routes are registered on: an application, a router. */
export interface Router {
  readonly framework: string;
  readonly site: Site;
  /** An application answers requests by itself; a router only where it is mounted. */
  readonly isRoot: boolean;
  /** A parameter whose router nobody was seen to pass. */
  readonly isAssumed: boolean;
  /** What stands before all its paths, wherever it is mounted; may be set after the routes. */
  prefixes: readonly RoutePath[];
  readonly routes: Registration[];
  readonly mounts: Mount[];
}

/** One call that registers a route: its methods and paths multiply. */
export interface Registration {
  readonly methods: readonly string[];
  readonly paths: readonly RoutePath[];
  /** Middleware first, the handler last. */
  readonly handlers: readonly Value[];
  /** Whether the framework takes middleware in ways that are not read. */
  readonly hasUnreadMiddleware?: boolean;
  readonly site: Site;
}

export interface Mount {
  /** Where the mounting call stands. */
  readonly site: Site;
  readonly paths: readonly RoutePath[];
  readonly router: Router;
  /** What the mounting call names before the router; none when absent. */
  readonly middleware?: readonly Value[];
}

export interface RoutePath {
  readonly path: string;
  /** 1 for an exact text, less where parts are guesses or placeholders. */
  readonly confidence: number;
}

export const noPrefix: readonly RoutePath[] = [{ path: '', confidence: 1 }];

export function newRouter(framework: string, site: Site, isRoot: boolean, isAssumed = false): Router {
  return { framework, site, isRoot, isAssumed, prefixes: noPrefix, routes: [], mounts: [] };
}

/** What a framework hands out for a router: the router itself, or a view of it with a base path. */
export type RouterThing = Router | { readonly view: Router };

/** The router behind something that a framework made; null when it is something else. */
export function routerBehind({ thing }: MadeValue): Router | null {
  if ('mounts' in thing) return thing as Router;
  return 'view' in thing ? (thing as { readonly view: Router }).view : null;
}

/** The routers among values, wherever they stand: in arrays, as options, or behind a method such as `app.fetch`. */
export function routersAmong(values: readonly Value[]): Router[] {
  return values.flatMap((value): Router[] => {
    switch (value.kind) {
      case 'made': {
        const router = routerBehind(value);
        return router ? [router] : [];
      }
      case 'method':
        return routersAmong([value.self]);
      case 'object': {
        // An instance of a class that extends a router.
        const base = value.properties.get(madeBase);
        return base ? routersAmong([base]) : [];
      }
      case 'array':
        return routersAmong(value.items);
      case 'several':
        return routersAmong(value.options);
      default:
        return [];
    }
  });
}

/** Every path under every base. */
export function underAll(bases: readonly RoutePath[], paths: readonly RoutePath[]): RoutePath[] {
  return bases.flatMap((base) =>
    paths.map(({ path, confidence }) => ({
      path: joinPath(base.path, path),
      confidence: base.confidence * confidence,
    })),
  );
}

/** A path under a prefix: one slash before each, none at the end; that of an optional part is in its braces. */
export function joinPath(prefix: string, path: string): string {
  const joined = `/${prefix}/${path}`.replace(/\/{2,}/g, '/').replace(/\/(\{\/[:*]\w+\})/g, '$1');
  return joined.length > 1 ? joined.replace(/\/$/, '') : '/';
}
