import { matchingForm, type RouteMatching } from '../../config/path-segment.ts';
import { parseTemplate, type TemplateSegment } from '../../config/path-template.ts';
import type { RouteMatch } from '../snapshot.ts';
import { isSafeMethod } from './safe-method.ts';

/** A route as the table is built from it; `idempotency` is absent where the method of the request decides. */
export interface TableRoute {
  /** In capitals, or `ANY`. */
  readonly method: string;
  readonly template: string;
  readonly match: Omit<RouteMatch, 'template' | 'idempotency'> & Partial<Pick<RouteMatch, 'idempotency'>>;
}

export interface RouteTable {
  /** The most specific route for a method and a canonical path, or undefined. */
  match(method: string, path: string): RouteMatch | undefined;
}

/** One segment of one or more templates. Templates with the same beginning share nodes. */
interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | undefined;
  /** Routes of templates that end here, by key of `methodKeys`. */
  readonly routes: Map<string, RouteMatch>;
  /** Routes of templates that go on with a splat from here. */
  readonly splats: Map<string, RouteMatch>;
}

/**
 * Compiles routes to a tree of path segments.
 *
 * Of the templates that match a path, the winner is found from left to right: where they first differ, fixed text wins over a
 * parameter and a parameter over a splat. A template counts only if it has the method, so that `POST /a/:id` is found although
 * `GET /a/b` is more specific. For one template the method itself wins over HEAD's GET and over ANY. The order of the routes
 * does not matter; of two with the same method that match the same paths the first stays (the loader reports them).
 *
 * A match takes time in proportion to the path, whatever the number of routes; templates with text and parameters crossed at
 * several levels (`/:a/b`, `/a/:b`, …) cost one more walk each, and no node is visited twice.
 */
export function createRouteTable(routes: Iterable<TableRoute>, matching: RouteMatching): RouteTable {
  const root = createNode();
  for (const route of routes) {
    const parsed = parseTemplate(route.template);
    if (!parsed.ok) throw new Error(`"${route.template}" is not a path template: ${parsed.reason}`);
    for (const variant of parsed.variants) insert(root, variant, route, matching);
  }
  return {
    match(method, path) {
      // Asterisk-form is about the server and no path.
      if (path === '*') return undefined;
      return find(root, matchingForm(path, matching), 1, methodKeys(method));
    },
  };
}

function createNode(): Node {
  return { literals: new Map(), parameter: undefined, routes: new Map(), splats: new Map() };
}

function insert(
  root: Node,
  variant: readonly TemplateSegment[],
  route: TableRoute,
  matching: RouteMatching,
): void {
  let node = root;
  for (const segment of comparable(variant, matching)) {
    if (segment.kind === 'splat') return addRoute(node.splats, route);
    const next: Node | undefined =
      segment.kind === 'parameter' ? node.parameter : node.literals.get(segment.text);
    const child = next ?? createNode();
    if (segment.kind === 'parameter') node.parameter = child;
    else node.literals.set(segment.text, child);
    node = child;
  }
  addRoute(node.routes, route);
}

/** The segments in the form that request paths are compared in. */
function comparable(variant: readonly TemplateSegment[], matching: RouteMatching): TemplateSegment[] {
  const segments = variant.map((segment) =>
    segment.kind === 'literal'
      ? { ...segment, text: matchingForm(segment.text, { ...matching, trailingSlash: 'distinct' }) }
      : segment,
  );
  const last = segments.at(-1);
  const endsWithSlash = last?.kind === 'literal' && last.text === '';
  return endsWithSlash && matching.trailingSlash === 'ignore' ? segments.slice(0, -1) : segments;
}

/** Without a declared idempotency, ANY promises safety to safe methods alone: two entries, one route. */
const anySafe = 'ANY safe';
const any = 'ANY';

function addRoute(routes: Map<string, RouteMatch>, { method, template, match }: TableRoute): void {
  const add = (key: string, idempotency: RouteMatch['idempotency']): void => {
    if (!routes.has(key))
      routes.set(key, Object.freeze({ ...match, template, idempotency: match.idempotency ?? idempotency }));
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

/** Depth first, most specific child first: the first route found is the winner. `start` is where the next segment begins. */
function find(node: Node, path: string, start: number, keys: readonly string[]): RouteMatch | undefined {
  if (start > path.length) return pick(node.routes, keys);
  const slash = path.indexOf('/', start);
  const end = slash === -1 ? path.length : slash;
  const literal = node.literals.get(path.slice(start, end));
  if (literal) {
    const found = find(literal, path, end + 1, keys);
    if (found) return found;
  }
  if (node.parameter && end > start) {
    const found = find(node.parameter, path, end + 1, keys);
    if (found) return found;
  }
  return start < path.length ? pick(node.splats, keys) : undefined;
}

function pick(routes: ReadonlyMap<string, RouteMatch>, keys: readonly string[]): RouteMatch | undefined {
  if (routes.size === 0) return undefined;
  for (const key of keys) {
    const match = routes.get(key);
    if (match) return match;
  }
  return undefined;
}
