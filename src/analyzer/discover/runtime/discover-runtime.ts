import { by } from '../../../lib/ordered.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { RuntimeFact } from '../../facts.ts';
import type { Program } from '../program.ts';
import type { FoundRoute } from '../routes/discoverer.ts';
import { createRouteMatcher } from './match-routes.ts';
import type { ObservedLine, ObservedRequest, ObservedSpan } from './observation.ts';
import { createSpanPlacer } from './place-spans.ts';

/** Maps what was observed at run time to the routes and modules that were found; nothing without lines. */
export async function discoverRuntime(
  lines: AsyncIterable<ObservedLine> | undefined,
  program: Program,
  routes: readonly FoundRoute[],
): Promise<{ readonly runtime: RuntimeFact | null; readonly diagnostics: readonly Diagnostic[] }> {
  if (!lines) return { runtime: null, diagnostics: [] };
  const { readObservations } = await import('./read-observations.ts');
  const { requests, spans, droppedSpans } = await readObservations(lines);
  const { calls, placed } = callsBetween(program, spans);
  const byRoute = new Map<FoundRoute, Tally>();
  const unknown = new Map<string, Tally>();
  const match = createRouteMatcher(routes);
  for (const request of requests) {
    const route = match(request);
    if (route) count(byRoute, route, request);
    else count(unknown, `${request.method} ${request.template ?? request.path ?? '{unknown}'}`, request);
  }
  const runtime: RuntimeFact = {
    requests: requests.length,
    routes: [...byRoute]
      .map(([{ method, path, file }, tally]) => ({ method, path, file, ...tally }))
      .sort(
        by(
          ({ path }) => path,
          ({ method }) => method,
          ({ file }) => file,
        ),
      ),
    unknown: [...unknown]
      .map(([operation, tally]) => ({ operation, ...tally }))
      .sort(by(({ operation }) => operation)),
    spans: spans.length + droppedSpans,
    placedSpans: placed,
    calls,
  };
  return { runtime, diagnostics: diagnosticsOf(runtime, droppedSpans) };
}

interface Tally {
  requests: number;
  errors: number;
}

function count<K>(tallies: Map<K, Tally>, key: K, { isError }: ObservedRequest): void {
  const tally = tallies.get(key) ?? { requests: 0, errors: 0 };
  tally.requests++;
  if (isError) tally.errors++;
  tallies.set(key, tally);
}

/** A call is a span below one of another module, with any number of spans of unknown place between. */
function callsBetween(
  { modules }: Program,
  spans: readonly ObservedSpan[],
): { readonly calls: RuntimeFact['calls']; readonly placed: number } {
  const placeOf = createSpanPlacer(modules.values());
  const places = new Map(spans.map((span) => [span.id, { parent: span.parent, module: placeOf(span) }]));
  const counts = new Map<string, { from: string; to: string; count: number }>();
  let placed = 0;
  for (const { parent, module } of places.values()) {
    if (module === null) continue;
    placed++;
    const from = moduleAbove(parent, places);
    if (from === null || from === module) continue;
    const call = counts.get(`${from}\n${module}`) ?? { from, to: module, count: 0 };
    call.count++;
    counts.set(`${from}\n${module}`, call);
  }
  const calls = [...counts.values()].sort(
    by(
      ({ from }) => from,
      ({ to }) => to,
    ),
  );
  return { calls, placed };
}

/** More spans than any trace nests; parents that go in a circle end here. */
const maxDepth = 200;

function moduleAbove(
  parent: string | null,
  places: ReadonlyMap<string, { readonly parent: string | null; readonly module: string | null }>,
): string | null {
  let id = parent;
  for (let depth = 0; id !== null && depth < maxDepth; depth++) {
    const span = places.get(id);
    if (!span) return null;
    if (span.module !== null) return span.module;
    id = span.parent;
  }
  return null;
}

function diagnosticsOf(
  { requests, unknown, spans, placedSpans }: RuntimeFact,
  droppedSpans: number,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const warn = (code: string, message: string) => found.push({ severity: 'warning', code, message });
  if (requests + spans === 0) warn('TRACES_EMPTY', 'the traces hold no request and no span');
  if (droppedSpans > 0) {
    warn(
      'TRACES_TRUNCATED',
      `${droppedSpans} of ${spans} spans were not kept; calls between modules miss them`,
    );
  }
  if (spans > 0 && placedSpans === 0) {
    warn('SPANS_UNPLACED', `none of ${spans} spans names a file or a class of the project`);
  }
  const [first] = unknown;
  if (first) {
    const lost = unknown.reduce((sum, each) => sum + each.requests, 0);
    warn(
      'REQUESTS_UNKNOWN',
      `${lost} of ${requests} observed requests fit no route that was found, e.g. ${first.operation}`,
    );
  }
  return found;
}
