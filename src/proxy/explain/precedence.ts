import type { RouteRequest } from '../routing/condition.ts';
import { hostName } from '../routing/host-name.ts';
import { createRouteTable } from '../routing/route-table.ts';
import type { Snapshot, TableRoute } from '../snapshot.ts';

/** Where a route stands for a request, by what decides first; of two routes the smaller one goes first (docs/adr/0018). */
export interface Precedence {
  readonly host: number;
  /** One letter per segment, in the order of precedence, and one for what may follow. */
  readonly path: string;
  readonly method: number;
  readonly headers: number;
  readonly query: number;
  readonly cookies: number;
  readonly order: number;
}

const criteria = ['host', 'path', 'method', 'headers', 'query', 'cookies', 'order'] as const;

/** What decides between two routes. */
export type Criterion = (typeof criteria)[number];

const segmentLetters = { literal: 'a', parameter: 'b', splat: 'd' } as const;
const endLetters = { exact: '', pattern: 'c', splat: 'd', prefix: 'e' } as const;

/** The first criterion that tells two routes apart, or undefined: they are the same. */
export function decidingCriterion(a: Precedence, b: Precedence): Criterion | undefined {
  return criteria.find((criterion) => a[criterion] !== b[criterion]);
}

export function byPrecedence(a: Precedence, b: Precedence): number {
  const criterion = decidingCriterion(a, b);
  if (criterion === undefined) return 0;
  return a[criterion] < b[criterion] ? -1 : 1;
}

/** Where a route that matches a request stands; `path` from `matchingPath`. Written after the rules, not after the table: the two are held together by a test. */
export function precedence(
  route: TableRoute,
  order: number,
  path: string,
  request: RouteRequest,
): Precedence {
  const asked = (of: string) => -route.conditions.filter((condition) => condition.of === of).length;
  return {
    host: hostRank(route, request),
    path,
    method: methodRank(route.method, request.method),
    headers: asked('header'),
    query: asked('query'),
    cookies: asked('cookie'),
    order,
  };
}

/** The best of the forms of a route's path that a request has, as `Precedence.path`; undefined where it has none. */
export function matchingPath(
  route: TableRoute,
  request: RouteRequest,
  reading: Snapshot['reading'],
): string | undefined {
  const forms = route.path.variants.filter((variant) => {
    const alone = {
      ...route,
      hosts: [],
      method: 'ANY',
      conditions: [],
      path: { ...route.path, variants: [variant] },
    };
    return createRouteTable([alone], reading).match(request) !== undefined;
  });
  return forms
    .map(
      ({ segments, end }) =>
        segments
          .filter(isCounted)
          .map(({ kind }) => segmentLetters[kind])
          .join('') + endLetters[end],
    )
    .sort()[0];
}

/** Whether one of the hosts of a route is that of a request; always where it names none. */
export function hasHost(route: TableRoute, request: RouteRequest): boolean {
  return hostRank(route, request) < Infinity;
}

/** Whether a route answers the method of a request. */
export function hasMethod(route: TableRoute, request: RouteRequest): boolean {
  return methodRank(route.method, request.method) < Infinity;
}

function isCounted({ text }: { readonly text: string }): boolean {
  return text !== '';
}

function hostRank({ hosts }: TableRoute, request: RouteRequest): number {
  if (hosts.length === 0) return 1000;
  const host = hostName(request.host);
  const ranks = hosts.map((name) => {
    if (!name.startsWith('*.')) return name === host ? 0 : Infinity;
    return host.endsWith(name.slice(1)) && host.length >= name.length ? 1000 - name.length : Infinity;
  });
  return Math.min(...ranks);
}

function methodRank(method: string, asked: string): number {
  if (method === asked) return 0;
  if (method === 'GET' && asked === 'HEAD') return 1;
  return method === 'ANY' ? 2 : Infinity;
}
