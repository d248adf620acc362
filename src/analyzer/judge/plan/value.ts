import type { Subject } from '../subject.ts';

/** What leaves the monolith with a context, as shares 0..1 of what all contexts have. */
export interface Value {
  readonly modules: number;
  readonly entryPoints: number;
  /** Changes of its modules; null without history. */
  readonly churn: number | null;
  /** Requests to its routes; null without traces. */
  readonly load: number | null;
}

/**
 * What taking out a context is worth: code that changes often gains most from deploying alone, routes with load from scaling
 * alone.
 *
 * Source: S. Newman, "Monolith to Microservices", 2019, chapter 2 (where to start: benefit against ease).
 */
export function valueOf(subject: Subject): (context: string) => Value {
  const { modules, routes, operations, history, runtime } = subject;
  const contextOf = new Map(
    modules.map(({ path, role, context }) => [path, role === 'domain' ? context : null]),
  );
  const routeContext = new Map(
    routes.map((route) => [`${route.method} ${route.path} ${route.file}`, route.context]),
  );
  const size = tally(modules.map(({ path }) => [contextOf.get(path), 1]));
  const entryPoints = tally([...routes, ...operations].map(({ context }) => [context, 1]));
  const churn = tally(history.modules.map(({ path, commits }) => [contextOf.get(path), commits]));
  const load = tally(
    (runtime?.routes ?? []).map((route) => [
      routeContext.get(`${route.method} ${route.path} ${route.file}`),
      route.requests,
    ]),
  );
  return (context) => ({
    modules: size.shareOf(context) ?? 0,
    entryPoints: entryPoints.shareOf(context) ?? 0,
    churn: churn.shareOf(context),
    load: load.shareOf(context),
  });
}

/** The mean of the shares that are known. */
export function worth({ modules, entryPoints, churn, load }: Value): number {
  const known = [modules, entryPoints, churn, load].filter((share) => share !== null);
  return known.reduce((sum, share) => sum + share, 0) / known.length;
}

function tally(counts: readonly (readonly [string | null | undefined, number])[]): {
  readonly shareOf: (context: string) => number | null;
} {
  const sums = new Map<string, number>();
  let all = 0;
  for (const [context, count] of counts) {
    if (context == null) continue;
    sums.set(context, (sums.get(context) ?? 0) + count);
    all += count;
  }
  return { shareOf: (context) => (all === 0 ? null : (sums.get(context) ?? 0) / all) };
}
