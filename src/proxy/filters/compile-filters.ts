import type { FilterConfig, RouteConfig } from '../../config/proxy-schema.ts';
import { fieldEdit } from './field-edit.ts';
import { pathRewrite } from './path-rewrite.ts';

import type { Redirect, RouteFilters, SideFilters } from './side-filters.ts';

/** The filters of a valid route, those of its set before its own; undefined where it has none. */
export function routeFilters(
  route: RouteConfig,
  ofSet: readonly FilterConfig[] = [],
): RouteFilters | undefined {
  const filters = [...ofSet, ...(route.filters ?? [])];
  if (filters.length === 0) return undefined;
  const service = sideFilters(route, filters, 'service');
  const monolith = sideFilters(route, filters, 'monolith');
  return { service, monolith };
}

function sideFilters(
  route: RouteConfig,
  filters: readonly FilterConfig[],
  side: 'service' | 'monolith',
): SideFilters | undefined {
  const mine = filters.filter(({ only }) => only === undefined || only === side);
  if (mine.length === 0) return undefined;
  const rewrite = mine.find((filter) => filter.rewrite !== undefined)?.rewrite;
  const redirect = mine.find((filter) => filter.redirect !== undefined)?.redirect;
  return {
    requestFields: fieldEdit(mine.flatMap(({ requestHeaders }) => requestHeaders ?? [])),
    responseFields: fieldEdit(mine.flatMap(({ responseHeaders }) => responseHeaders ?? [])),
    host: rewrite?.host,
    path: rewrite && pathRewrite(rewrite, route),
    redirect: redirect && compiledRedirect(redirect, route),
  };
}

function compiledRedirect(redirect: NonNullable<FilterConfig['redirect']>, route: RouteConfig): Redirect {
  const { status, scheme, host, port } = redirect;
  return { status, scheme, host, port, path: pathRewrite(redirect, route) };
}
