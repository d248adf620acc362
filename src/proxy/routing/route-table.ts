import { matchingForm, type RouteMatching } from '../../config/path-segment.ts';
import type { RouteMatch, TableRoute } from '../snapshot.ts';
import type { RouteRequest } from './condition.ts';
import { hostName } from './host-name.ts';
import { PathTree } from './path-tree.ts';
import { isSafeMethod } from './safe-method.ts';

export interface RouteTable {
  /** The route that goes before all others that a request matches, or undefined. */
  match(request: RouteRequest): RouteMatch | undefined;
}

/**
 * Compiles routes to look-ups: by host, then by the segments of the path, then by method, then by the values that conditions ask for.
 *
 * Of the routes that match a request, the winner is found by the first of these that tells them apart (docs/adr/0018):
 * 1. host: a whole name, then the longest wildcard, then any;
 * 2. path, from left to right where they first differ: its end before anything else, fixed text, parameter, pattern, splat, prefix;
 * 3. method: itself, then HEAD's GET, then ANY;
 * 4. the number of headers asked for, of query parameters, of cookies;
 * 5. the order of the configuration.
 *
 * A match takes time in proportion to the request, whatever the number of routes, but for: paths with text and parameters crossed at several levels
 * (`/:a/b`, `/a/:b`, …), which cost one more walk each; and patterns, presence and absence on one path, which are tried one by one.
 */
export function createRouteTable(routes: Iterable<TableRoute>, matching: RouteMatching): RouteTable {
  const any = new PathTree(matching);
  const names = new Map<string, PathTree>();
  const wildcards = new Map<string, PathTree>();
  let order = 0;
  for (const route of routes) {
    for (const tree of treesOf(route.hosts)) insert(tree, route, order);
    order++;
  }
  return { match };

  function treesOf(hosts: readonly string[]): Iterable<PathTree> {
    if (hosts.length === 0) return [any];
    return [...new Set(hosts)].map((host) => {
      const [map, key] = host.startsWith('*.')
        ? ([wildcards, host.slice(1)] as const)
        : ([names, host] as const);
      const tree = map.get(key) ?? new PathTree(matching);
      map.set(key, tree);
      return tree;
    });
  }

  function match(request: RouteRequest): RouteMatch | undefined {
    // Asterisk-form is about the server and no path.
    if (request.path === '*') return undefined;
    const form = matchingForm(request.path, matching);
    const keys = methodKeys(request.method);
    const byHost =
      names.size + wildcards.size > 0 ? matchHost(hostName(request.host), form, keys, request) : undefined;
    return byHost ?? any.find(form, keys, request);
  }

  function matchHost(
    host: string,
    form: string,
    keys: readonly string[],
    request: RouteRequest,
  ): RouteMatch | undefined {
    const found = names.get(host)?.find(form, keys, request);
    if (found !== undefined || wildcards.size === 0) return found;
    for (let dot = host.indexOf('.', 1); dot !== -1; dot = host.indexOf('.', dot + 1)) {
      const below = wildcards.get(host.slice(dot))?.find(form, keys, request);
      if (below !== undefined) return below;
    }
    return undefined;
  }
}

/** Without a declared idempotency, ANY promises safety to safe methods alone: two entries, one route. */
const anySafe = 'ANY safe';
const any = 'ANY';

function insert(tree: PathTree, route: TableRoute, order: number): void {
  const { method, path, conditions, match } = route;
  const add = (key: string, idempotency: RouteMatch['idempotency']): void => {
    const found = Object.freeze({
      ...match,
      template: path.label,
      order,
      idempotency: match.idempotency ?? idempotency,
    });
    const candidate = { conditions, pattern: path.pattern, order, match: found };
    for (const { segments, end } of path.variants) tree.add(segments, end, key, candidate);
  };
  if (method === any) add(anySafe, 'safe');
  add(method, isSafeMethod(method) ? 'safe' : 'none');
}

const safeKeys = new Map(
  Object.entries({ GET: ['GET', anySafe], HEAD: ['HEAD', 'GET', anySafe], OPTIONS: ['OPTIONS', anySafe] }),
);

/** The keys of routes that answer a method, the most specific first. */
function methodKeys(method: string): readonly string[] {
  return safeKeys.get(method) ?? [method, any];
}
