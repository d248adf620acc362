import type { LinearPattern } from '../../lib/linear-pattern/linear-pattern.ts';
import { cookieValue } from './cookie-value.ts';
import { queryParameter } from './query-parameter.ts';

/** What of a request decides its route; a value is what is forwarded. */
export interface RouteRequest {
  readonly method: string;
  /** Authority of the request: Host, or that of absolute-form. Empty where HTTP/1.0 names none. */
  readonly host: string;
  /** Canonical; `*` for asterisk-form. */
  readonly path: string;
  /** Empty, or from the `?` on. */
  readonly query: string;
  /** The values of a header joined as one (RFC 9110 section 5.3), or undefined. `lower` is the lower-case name. */
  header(lower: string): string | undefined;
}

/** What a route asks of a header, a query parameter or a cookie besides method, host and path; all conditions of a route must hold. */
export interface Condition {
  readonly of: 'header' | 'query' | 'cookie';
  /** Lower-case for headers; as it is written for the others, whose case counts. */
  readonly name: string;
  readonly test: ValueTest;
}

export type ValueTest =
  | { readonly kind: 'is'; readonly value: string }
  | { readonly kind: 'matches'; readonly pattern: LinearPattern; readonly source: string }
  | { readonly kind: 'present' }
  | { readonly kind: 'absent' };

export function holds({ of, name, test }: Condition, request: RouteRequest): boolean {
  const value = conditionValue({ of, name }, request);
  if (test.kind === 'is') return value === test.value;
  if (test.kind === 'matches') return value !== undefined && test.pattern.matches(value);
  return (value !== undefined) === (test.kind === 'present');
}

/** What a request has where a condition looks; undefined where it has nothing. */
export function conditionValue(
  { of, name }: Pick<Condition, 'of' | 'name'>,
  request: RouteRequest,
): string | undefined {
  if (of === 'header') return request.header(name);
  return of === 'query' ? queryParameter(request.query, name) : cookieValue(request.header('cookie'), name);
}
