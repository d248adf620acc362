import { pathRule } from '../../../src/config/path-rule.ts';
import type { RouteSet, TableRoute } from '../../../src/proxy/snapshot.ts';

/** A route of a method and a template, as a route table takes it; more as it is given. */
export function tableRoute(method: string, template: string, more: Partial<TableRoute> = {}): TableRoute {
  const path = pathRule({ path: template }, { caseSensitive: false });
  return { method, path, hosts: [], conditions: [], match: { routeSet: {} as RouteSet }, ...more };
}
