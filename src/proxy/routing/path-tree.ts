import { matchingForm, type RouteMatching } from '../../config/path-segment.ts';
import type { TemplateSegment } from '../../config/path-template.ts';
import type { RouteMatch } from '../snapshot.ts';
import type { RouteRequest } from './condition.ts';
import { type Candidate, RouteCell } from './route-cell.ts';

/** How the paths of a route end behind the segments that a tree has for it. */
export type PathEnd = 'exact' | 'pattern' | 'splat' | 'prefix';

/** Routes that share a path, by key of the method. */
type Cells = Map<string, RouteCell>;

/** One segment of one or more paths. Paths with the same beginning share nodes. */
interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | undefined;
  readonly ends: Readonly<Record<PathEnd, Cells>>;
}

/** The routes of one host by their paths. */
export class PathTree {
  readonly #root = createNode();
  readonly #matching: RouteMatching;

  constructor(matching: RouteMatching) {
    this.#matching = matching;
  }

  add(segments: readonly TemplateSegment[], end: PathEnd, key: string, candidate: Candidate): void {
    let node = this.#root;
    for (const segment of comparable(segments, this.#matching)) {
      const next: Node | undefined =
        segment.kind === 'parameter' ? node.parameter : node.literals.get(segment.text);
      const child = next ?? createNode();
      if (segment.kind === 'parameter') node.parameter = child;
      else node.literals.set(segment.text, child);
      node = child;
    }
    const cells = node.ends[end];
    const cell = cells.get(key) ?? new RouteCell();
    cell.add(candidate);
    cells.set(key, cell);
  }

  /** The winner for a path in its matching form; `keys`: of the methods that count, the first in precedence first. */
  find(form: string, keys: readonly string[], request: RouteRequest): RouteMatch | undefined {
    return find(this.#root, form, 1, keys, request);
  }
}

function createNode(): Node {
  return {
    literals: new Map(),
    parameter: undefined,
    ends: { exact: new Map(), pattern: new Map(), splat: new Map(), prefix: new Map() },
  };
}

/** The segments in the form that request paths are compared in. */
function comparable(segments: readonly TemplateSegment[], matching: RouteMatching): TemplateSegment[] {
  const compared = segments.map((segment) =>
    segment.kind === 'literal'
      ? { ...segment, text: matchingForm(segment.text, { ...matching, trailingSlash: 'distinct' }) }
      : segment,
  );
  const last = compared.at(-1);
  const endsWithSlash = last?.kind === 'literal' && last.text === '';
  return endsWithSlash && matching.trailingSlash === 'ignore' ? compared.slice(0, -1) : compared;
}

/** Depth first, most specific child first: the first route found is the winner. `start` is where the next segment begins. */
function find(
  node: Node,
  form: string,
  start: number,
  keys: readonly string[],
  request: RouteRequest,
): RouteMatch | undefined {
  const { ends } = node;
  if (start > form.length) {
    return (
      pick(ends.exact, form, keys, request) ??
      pick(ends.pattern, form, keys, request) ??
      pick(ends.prefix, form, keys, request)
    );
  }
  const slash = form.indexOf('/', start);
  const end = slash === -1 ? form.length : slash;
  const literal = node.literals.get(form.slice(start, end));
  if (literal) {
    const found = find(literal, form, end + 1, keys, request);
    if (found) return found;
  }
  if (node.parameter && end > start) {
    const found = find(node.parameter, form, end + 1, keys, request);
    if (found) return found;
  }
  const byPattern = pick(ends.pattern, form, keys, request);
  if (byPattern) return byPattern;
  const bySplat = start < form.length ? pick(ends.splat, form, keys, request) : undefined;
  return bySplat ?? pick(ends.prefix, form, keys, request);
}

function pick(
  cells: ReadonlyMap<string, RouteCell>,
  form: string,
  keys: readonly string[],
  request: RouteRequest,
): RouteMatch | undefined {
  if (cells.size === 0) return undefined;
  for (const key of keys) {
    const match = cells.get(key)?.find(request, form);
    if (match) return match;
  }
  return undefined;
}
