import type { Route } from '../../../model/analysis.ts';
import type { ObservedRequest } from './observation.ts';

type KnownRoute = Pick<Route, 'method' | 'path'>;

/**
 * Finds the route that answered a request: by its template where one was recorded, else by its path, literal segments before
 * parameters before wildcards. O(segments) for a path that only one route fits.
 */
export function createRouteMatcher<T extends KnownRoute>(
  routes: readonly T[],
): (request: ObservedRequest) => T | null {
  const byTemplate = new Map<string, T>();
  const root = newNode<T>();
  for (const route of routes) {
    for (const path of withoutOptionals(route.path)) {
      byTemplate.set(`${route.method} ${plain(path)}`, route);
      insert(root, segmentsOf(path), route);
    }
  }
  return ({ method, template, path }) => {
    const named = template === null ? null : plain(template);
    const byName = byTemplate.get(`${method} ${named}`) ?? byTemplate.get(`ALL ${named}`);
    if (byName) return byName;
    const wanted = method === 'HEAD' ? ['HEAD', 'GET', 'ALL'] : [method, 'ALL'];
    return path === null ? null : search(root, segmentsOf(path), 0, wanted);
  };
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  parameter: Node<T> | null;
  /** Of a route that ends here. */
  readonly routes: Map<string, T>;
  /** Of a route that takes whatever follows. */
  readonly wildcards: Map<string, T>;
}

function newNode<T>(): Node<T> {
  return { literals: new Map(), parameter: null, routes: new Map(), wildcards: new Map() };
}

function insert<T extends KnownRoute>(root: Node<T>, segments: readonly string[], route: T): void {
  let node = root;
  for (const segment of segments) {
    if (segment.includes('*')) {
      if (!node.wildcards.has(route.method)) node.wildcards.set(route.method, route);
      return;
    }
    if (/[:{(]/.test(segment)) {
      node = node.parameter ??= newNode();
    } else {
      const next = node.literals.get(segment) ?? newNode<T>();
      node.literals.set(segment, next);
      node = next;
    }
  }
  if (!node.routes.has(route.method)) node.routes.set(route.method, route);
}

function search<T>(
  node: Node<T>,
  segments: readonly string[],
  depth: number,
  methods: readonly string[],
): T | null {
  const segment = segments[depth];
  if (segment === undefined) return firstOf(node.routes, methods) ?? firstOf(node.wildcards, methods);
  const literal = node.literals.get(segment);
  return (
    (literal && search(literal, segments, depth + 1, methods)) ??
    (node.parameter && search(node.parameter, segments, depth + 1, methods)) ??
    firstOf(node.wildcards, methods)
  );
}

function firstOf<T>(routes: ReadonlyMap<string, T>, methods: readonly string[]): T | null {
  const found = methods.find((method) => routes.has(method));
  return found === undefined ? null : (routes.get(found) as T);
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** `/a/:id?` and `/a{/:id}` are two paths each; only the last optional part is looked at. */
function withoutOptionals(path: string): string[] {
  const [, before] = /^(.*)(?:\/:\w+\?|\{\/[^}]*\})$/.exec(path) ?? [];
  return before === undefined ? [path] : [path.replace(/\?$/, '').replace(/\{(\/[^}]*)\}$/, '$1'), before];
}

/** The same text for every way of writing a parameter. */
function plain(path: string): string {
  return segmentsOf(path)
    .map((segment) => (segment.includes('*') ? '*' : /[:{[(]/.test(segment) ? ':' : segment))
    .join('/');
}
