import type { RouteRequest } from '../../../src/proxy/routing/condition.ts';

/** A request as routing sees it: `GET /a?b=c`, with headers by lower-case name. */
export function routeRequest(line: string, headers: Readonly<Record<string, string>> = {}): RouteRequest {
  const [method = '', target = ''] = line.split(' ');
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  return {
    method,
    host: headers['host'] ?? '',
    path,
    query: target.slice(path.length),
    header: (lower) => (Object.hasOwn(headers, lower) ? headers[lower] : undefined),
  };
}
