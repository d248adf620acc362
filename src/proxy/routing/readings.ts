import type { RouteMatch, Snapshot } from '../snapshot.ts';
import type { BucketRequest } from './bucket.ts';
import { chooseCluster, type Choice } from './choose-cluster.ts';
import type { RouteRequest } from './condition.ts';

/** What routing and buckets look at. */
export interface RoutedRequest extends RouteRequest, BucketRequest {
  /** Other methods that the request names for itself (see `overridingMethods`). */
  readonly overridingMethods: readonly string[];
}

/** Why a request is refused although its path has one meaning; the answer is 400. */
export type ReadingProblem = 'method-override' | 'two-sides';

/** The route of a request as it is to be read, or why it is refused. */
export function matchRequest(
  request: RoutedRequest,
  { match, reading }: Pick<Snapshot, 'match' | 'reading'>,
): { readonly match: RouteMatch | undefined } | { readonly problem: ReadingProblem } {
  const [method, second] = request.overridingMethods;
  if (method === undefined) return { match: match(request) };
  if (reading.methodOverride === 'refuse') return { problem: 'method-override' };
  if (reading.methodOverride !== 'follow' || request.method !== 'POST') return { match: match(request) };
  return second === undefined
    ? { match: match(readAs(request, method, request.path)) }
    : { problem: 'method-override' };
}

/**
 * Whether a backend that reads a request in another way than we do would find itself on the wrong side: a framework that runs the method named in a header,
 * or takes what follows a `;` for parameters. Such a request could reach, on the side that was left, what has moved to the other.
 */
export function readsTwoWays(
  request: RoutedRequest,
  choice: Choice,
  snapshot: Snapshot,
  monolith: Choice['cluster'],
): boolean {
  const { methodOverride, pathParameters } = snapshot.reading;
  const overrides = methodOverride === 'strip' ? [] : request.overridingMethods;
  const hasParameters = pathParameters === 'check' && request.path.includes(';');
  if (overrides.length === 0 && !hasParameters) return false;
  const isFollowed = methodOverride === 'follow' && request.method === 'POST' && overrides.length === 1;
  const methods = isFollowed ? overrides : [request.method, ...overrides];
  const paths = hasParameters ? [request.path, ...withoutParameters(request.path)] : [request.path];
  return methods.some((method) =>
    paths.some((path) => {
      const other = chooseCluster(snapshot.match(readAs(request, method, path)), request, monolith);
      return other.cluster !== choice.cluster;
    }),
  );
}

/** Without the parameters of each segment (RFC 3986 section 3.3; servlets), and up to the first of them, as if a query began there (Fastify 4). */
function withoutParameters(path: string): string[] {
  const stripped = path.replaceAll(/;[^/]*/g, '').replaceAll(/\/{2,}/g, '/');
  return [stripped, path.slice(0, path.indexOf(';'))];
}

function readAs(request: RoutedRequest, method: string, path: string): RouteRequest {
  const { host, query } = request;
  return { method, host, path, query, header: (lower) => request.header(lower) };
}
