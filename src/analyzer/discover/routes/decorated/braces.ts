import type { FoundRoute } from '../discoverer.ts';

/** Routes whose frameworks write `{id}` for a parameter, as `:id`. */
export function withColons(routes: readonly FoundRoute[]): FoundRoute[] {
  return routes.map((route) => ({ ...route, path: route.path.replaceAll(/\{([A-Za-z_]\w*)\}/g, ':$1') }));
}
