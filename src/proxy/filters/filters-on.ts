import type { Exchange } from '../exchange.ts';
import { rewritten } from './path-rewrite.ts';
import type { SideFilters } from './side-filters.ts';

/** The filters that an exchange meets on a cluster. */
export function filtersOn(exchange: Exchange, cluster: string): SideFilters | undefined {
  const filters = exchange.match?.filters;
  if (filters === undefined) return undefined;
  return cluster === 'monolith' ? filters.monolith : filters.service;
}

/** The request target for a cluster: canonical, and rewritten where a filter says so. */
export function targetOn(exchange: Exchange, cluster: string): string {
  const { path, query } = exchange;
  const rewrite = exchange.match?.filters && filtersOn(exchange, cluster)?.path;
  const target = rewrite === undefined ? path : rewritten(path, rewrite);
  return query === '' ? target : target + query;
}
