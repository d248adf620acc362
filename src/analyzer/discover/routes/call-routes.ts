import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { FoundRoute, SearchResult } from './discoverer.ts';
import { flatten, handlerOf } from './handler.ts';
import { middlewareNames } from './middleware-names.ts';
import { maxRoutes, type MountedRoute, solveMounts } from './mounts.ts';
import type { Router } from './router.ts';
import { wiringFiles } from './wiring-files.ts';

/** The routes of a framework that registers them by calls on routers. */
export function routesOfRouters(routers: readonly Router[]): SearchResult {
  const mounted = solveMounts(routers);
  return {
    routes: mounted.map(toRoute),
    wiringFiles: wiringFiles(routers),
    diagnostics: [...unmounted(mounted), ...limited(mounted)],
  };
}

function toRoute({ registration, method, path, framework, ...mounted }: MountedRoute): FoundRoute {
  const { file, line } = registration.site;
  const handler = handlerOf(registration.handlers);
  const confidence = Math.round(mounted.confidence * 100) / 100;
  const found = { method, path, file, line, handler, framework, confidence };
  if (registration.hasUnreadMiddleware) return found;
  const own = registration.handlers.flatMap(flatten).slice(0, -1);
  return { ...found, middleware: middlewareNames([...mounted.middleware, ...own]) };
}

function unmounted(mounted: readonly MountedRoute[]): Diagnostic[] {
  const places = new Map<string, MountedRoute>();
  for (const route of mounted) if (!route.isMounted) places.set(route.registration.site.file, route);
  return [...places].map(([path, { registration }]) => ({
    severity: 'warning',
    code: 'ROUTER_UNMOUNTED',
    message: `the routes of ${path} are registered on a router that no application was seen to mount; their prefix is not known`,
    location: { path, line: registration.site.line },
  }));
}

function limited(mounted: readonly MountedRoute[]): Diagnostic[] {
  const last = mounted.at(-1);
  if (last === undefined || mounted.length < maxRoutes) return [];
  const { file, line } = last.registration.site;
  const message = `routers lead to more than ${maxRoutes} routes; those beyond are missing`;
  return [{ severity: 'warning', code: 'ROUTES_LIMITED', message, location: { path: file, line } }];
}
