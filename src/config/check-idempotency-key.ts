import type { PlacedFilter } from './check-filters.ts';
import type { ConfigProblem } from './config-problem.ts';
import type { RouteConfig } from './proxy-schema.ts';

/** A key that a filter changes on its way is not the one that the client repeats: no promise could rest on it. `header`: the name of its field. */
export function checkIdempotencyKey(
  route: RouteConfig,
  filters: readonly PlacedFilter[],
  header: string,
): ConfigProblem[] {
  if (route.idempotency !== 'key') return [];
  return filters
    .filter(({ filter: { requestHeaders } }) => {
      const { set = [], add = [], remove = [] } = requestHeaders ?? {};
      const touched = [...remove, ...[...set, ...add].map(({ name }) => name)];
      return touched.some((name) => name.toLowerCase() === header.toLowerCase());
    })
    .map(({ at }) => ({
      path: [...at, 'requestHeaders'],
      what: `changes ${header}, on which a route with idempotency: key relies; take it out, or declare the route otherwise`,
    }));
}
