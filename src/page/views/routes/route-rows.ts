import type { PageDocument } from '../../../report/page/page-document.ts';

export type PageRoute = PageDocument['routes']['routes'][number];

export interface RouteRow {
  readonly route: PageRoute;
  /** `GET /orders/:id`, and ` (2)` after the second of that name: what the address holds. */
  readonly key: string;
  /** Contexts that its handler reaches beside its own. */
  readonly others: readonly number[];
}

export function routeRows(routes: readonly PageRoute[]): RouteRow[] {
  const counts = new Map<string, number>();
  return routes.map((route) => {
    const name = `${route.method} ${route.path}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return {
      route,
      key: count === 1 ? name : `${name} (${count})`,
      others: route.reach.map(([context]) => context).filter((context) => context !== route.context),
    };
  });
}

export interface RouteFilter {
  /** Id of a context, `-` for those of none; empty for all. */
  readonly context: string;
  /** Each empty for all. */
  readonly flip: string;
  readonly effects: string;
  readonly method: string;
}

/** The rows that every choice lets through. */
export function chosenRows(
  rows: readonly RouteRow[],
  { contexts }: Pick<PageDocument, 'contexts'>,
  { context, flip, effects, method }: RouteFilter,
): readonly RouteRow[] {
  const position = context === '-' ? -1 : contexts.findIndex(({ id }) => id === context);
  const isContextGiven = context === '-' || position >= 0;
  return rows.filter(
    ({ route }) =>
      (!isContextGiven || route.context === position) &&
      (flip === '' || route.flip === flip) &&
      (effects === '' || route.sideEffects === effects) &&
      (method === '' || route.method === method),
  );
}
