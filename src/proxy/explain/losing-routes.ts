import { type Condition, holds, type RouteRequest } from '../routing/condition.ts';
import type { Snapshot, TableRoute } from '../snapshot.ts';
import {
  byPrecedence,
  type Criterion,
  decidingCriterion,
  hasHost,
  hasMethod,
  matchingPath,
  type Precedence,
  precedence,
} from './precedence.ts';

/** A route whose path a request has, and that does not answer it. */
export interface LosingRoute {
  readonly order: number;
  /** Another one goes before it; false: it does not match. */
  readonly matches: boolean;
  /** What decided, in words that follow its name. */
  readonly why: string;
}

const outranked: Readonly<Record<Criterion, string>> = {
  host: 'its host is less specific',
  path: 'its path is less specific',
  method: 'its method is less specific',
  headers: 'it asks for fewer headers',
  query: 'it asks for fewer query parameters',
  cookies: 'it asks for fewer cookies',
  order: 'it stands later in the file',
};

/**
 * Every route that has the path of a request, tried one by one: the winner, and why each other one lost, the closest first.
 *
 * A linear scan with the rules as a comparator, independent of the table. O(routes).
 */
export function losingRoutes(
  request: RouteRequest,
  { routes, reading }: Pick<Snapshot, 'routes' | 'reading'>,
): { readonly winner: number | undefined; readonly losers: readonly LosingRoute[]; readonly others: number } {
  const near: { readonly order: number; readonly misses: string | undefined; readonly rank: Precedence }[] =
    [];
  for (const [order, route] of routes.entries()) {
    const path = request.path === '*' ? undefined : matchingPath(route, request, reading);
    if (path === undefined) continue;
    near.push({ order, misses: missing(route, request), rank: precedence(route, order, path, request) });
  }
  near.sort(
    (a, b) => Number(a.misses !== undefined) - Number(b.misses !== undefined) || byPrecedence(a.rank, b.rank),
  );
  const [first] = near;
  const winner = first?.misses === undefined ? first : undefined;
  const losers = near
    .filter((route) => route !== winner)
    .map(({ order, misses, rank }) => ({
      order,
      matches: misses === undefined,
      why: misses ?? outranked[(winner && decidingCriterion(winner.rank, rank)) ?? 'order'],
    }));
  return { winner: winner?.order, losers, others: routes.length - near.length };
}

/** What a request lacks of a route besides the path, or undefined. */
function missing(route: TableRoute, request: RouteRequest): string | undefined {
  if (!hasHost(route, request)) return `it is for ${route.hosts.join(', ')}`;
  if (!hasMethod(route, request)) return `it is for ${route.method}`;
  const unmet = route.conditions.find((condition) => !holds(condition, request));
  return unmet && `it asks for ${conditionText(unmet)}`;
}

/** What a condition asks for, in words. */
export function conditionText({ of, name, test }: Condition): string {
  const subject = `${of === 'query' ? 'query parameter' : of} ${name}`;
  if (test.kind === 'is') return `${subject} to be ${JSON.stringify(test.value)}`;
  if (test.kind === 'matches') return `${subject} to match ${test.source}`;
  return test.kind === 'present' ? subject : `no ${subject}`;
}
