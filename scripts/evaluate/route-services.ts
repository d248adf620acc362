import type { Analysis } from '../../src/model/analysis.ts';
import { matcher, type Truth } from './corpus.ts';
import { plainPath } from './found-of-truth.ts';

export interface RouteScore {
  /** Routes of the truth that were found and whose service is known. */
  readonly known: number;
  /** Of them, those in the one context that stands for their service: each service has one context and each context one service. */
  readonly right: number;
  /** Of them, those whose context has more routes of their service than of any other. */
  readonly pure: number;
  /** Of them, those with a context at all. */
  readonly placed: number;
  /** `METHOD path: service, context` of what is not right. */
  readonly wrong: readonly string[];
}

/** Scores the contexts of routes against the services that the truth gives them: by route where it has any such, else by the file that declares them. */
export function scoreRoutes({ routes }: Pick<Analysis, 'routes'>, truth: Truth): RouteScore {
  const contexts = new Map(
    routes.map(({ method, path, context }) => [`${method} ${plainPath(path)}`, context]),
  );
  const isByRoute = Object.keys(truth.routeContext).length > 0;
  const pairs = truth.routes.flatMap(([method, path, file]) => {
    const service = isByRoute ? truth.routeContext[`${method} ${path}`] : serviceOfFile(truth, file);
    const key = `${method} ${plainPath(path)}`;
    const found = contexts.has(key) ? key : `ALL ${plainPath(path)}`;
    if (service === undefined || !contexts.has(found)) return [];
    return [{ route: `${method} ${path}`, service, context: contexts.get(found) ?? null }];
  });
  const shared = new Map<string, number>();
  for (const { service, context } of pairs) {
    if (context !== null)
      shared.set(`${service}\n${context}`, (shared.get(`${service}\n${context}`) ?? 0) + 1);
  }
  const overlaps = [...shared]
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .map(([key]) => key.split('\n') as [service: string, context: string]);
  const contextFor = new Map<string, string>();
  const serviceFor = new Map<string, string>();
  const mostOf = new Map<string, string>();
  for (const [service, context] of overlaps) {
    if (!mostOf.has(context)) mostOf.set(context, service);
    if (contextFor.has(service) || serviceFor.has(context)) continue;
    contextFor.set(service, context);
    serviceFor.set(context, service);
  }
  const isRight = ({ service, context }: { service: string; context: string | null }): boolean =>
    context !== null && contextFor.get(service) === context;
  return {
    known: pairs.length,
    right: pairs.filter(isRight).length,
    pure: pairs.filter(({ service, context }) => context !== null && mostOf.get(context) === service).length,
    placed: pairs.filter(({ context }) => context !== null).length,
    wrong: pairs
      .filter((pair) => !isRight(pair))
      .map(({ route, service, context }) => `${route}: ${service}, ${context ?? 'no context'}`),
  };
}

function serviceOfFile({ contexts }: Truth, file: string): string | undefined {
  return Object.entries(contexts).find(([, globs]) => matcher(globs)(file))?.[0];
}
