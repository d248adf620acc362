import type { RequestHead } from '../http1/request-head.ts';
import { isSafeMethod } from '../routing/safe-method.ts';
import type { Idempotency, RouteMatch } from '../snapshot.ts';

/**
 * What is promised about running one request twice: as its route says, but for a key: `key` it has one, which the cluster honours; `shared-key` it has one,
 * and both sides keep their keys in one store.
 */
export type Promised = Exclude<Idempotency, 'key'> | 'key' | 'shared-key';

/** Two systems that each honour a promise of their own execute such a request twice. */
const NEVER_IDEMPOTENT = new Set(['POST', 'PATCH']);

/**
 * What is promised about a request: by its route, or else by its method (RFC 9110 section 9.2.1). Nothing is promised about a request that names another
 * method (`namesAnother`): some frameworks run that one. A key counts only if it reaches the backend.
 */
export function promisedOf(
  head: RequestHead,
  namesAnother: boolean,
  match: RouteMatch | undefined,
): Promised {
  const { fields, connection } = head;
  if (namesAnother) return 'none';
  if (match === undefined) return isSafeMethod(head.method) ? 'safe' : 'none';
  if (match.idempotency !== 'key') return match.idempotency;
  if (isSafeMethod(head.method)) return 'safe';
  const { name, isShared } = match.routeSet.idempotencyKey;
  const isForwarded = !connection.named.includes(name);
  const key = isForwarded ? fields.first(name) : undefined;
  if (key === undefined || key === '') return 'none';
  return isShared ? 'shared-key' : 'key';
}

/** Whether an attempt may be repeated on the same cluster although it may have executed there. */
export function isRepeatableHere(method: string, promised: Promised): boolean {
  return promised === 'key' || isRepeatableElsewhere(method, promised);
}

/** Whether an attempt may be repeated on another cluster although it may have executed. */
export function isRepeatableElsewhere(method: string, promised: Promised): boolean {
  if (promised === 'idempotent') return !NEVER_IDEMPOTENT.has(method);
  return promised === 'safe' || promised === 'shared-key';
}
