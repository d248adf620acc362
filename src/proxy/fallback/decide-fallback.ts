import type { FallbackNote } from '../exchange.ts';
import type { Failure } from '../forward/outcome.ts';
import { isSafeMethod } from '../routing/safe-method.ts';
import type { Idempotency, RouteMatch } from '../snapshot.ts';

/** What is known when an attempt did not give a usable answer. */
export interface FallbackQuestion {
  readonly method: string;
  /** What `idempotencyOf` says. */
  readonly idempotency: Idempotency;
  /** How the attempt failed, or the status that it answered with. */
  readonly result: Failure | number;
  /** 0: the kernel took nothing. */
  readonly sentBytes: number;
  /** The attempt rode a pooled connection and saw no byte of a response. */
  readonly wasStale: boolean;
  readonly isReplayable: boolean;
  readonly isResponseStarted: boolean;
  /** A further attempt on the same cluster is allowed. */
  readonly mayRetry: boolean;
  /** Another cluster may answer. */
  readonly hasFallback: boolean;
}

/** What becomes of the exchange, and what that costs. */
export interface Decision extends FallbackNote {
  /** A backend may have worked on the attempt: repeating it is paid from the budget. */
  readonly isCharged: boolean;
  /** A retry that need not wait: nothing but a stale connection failed. */
  readonly isImmediate: boolean;
}

/** Two systems that each honour an idempotency key execute such a request twice; only `safe` helps it. */
const NEVER_IDEMPOTENT = new Set(['POST', 'PATCH']);
const UNAVAILABLE = new Set([502, 503, 504]);
const MISDIRECTED = 421;

/** Whether an answer with this status is worth the question; every other answer is simply the answer. */
export function isFallbackStatus(status: number): boolean {
  return status === MISDIRECTED || UNAVAILABLE.has(status);
}

/**
 * What is promised about running a request twice: by its route, or else by its method (RFC 9110 section 9.2.1). Nothing is promised about a request
 * that names another method in a header: some frameworks run that one.
 */
export function idempotencyOf(
  method: string,
  namesAnother: boolean,
  match: RouteMatch | undefined,
): Idempotency {
  if (namesAnother) return 'none';
  return match?.idempotency ?? (isSafeMethod(method) ? 'safe' : 'none');
}

/** Whether an attempt may be repeated although it may have executed. */
export function isRepeatable(method: string, idempotency: Idempotency): boolean {
  return idempotency === 'safe' || (idempotency === 'idempotent' && !NEVER_IDEMPOTENT.has(method));
}

/**
 * Decides what becomes of an exchange whose attempt gave no usable answer. Pure.
 *
 * - The response has started: cut; nothing can be appended to it.
 * - The client's doing: surface.
 * - Nothing was sent, or 421 (RFC 9110 section 15.5.20): it provably did not execute; any method may be repeated while its body is whole.
 * - Anything else may have executed: it is repeated where the route or the method is safe, and, unless it is a POST or PATCH, where the route declares it
 *   idempotent (RFC 9110 section 9.2.2). An answer of 502, 503 or 504 is repeated only where it is safe.
 *
 * `retry` (same cluster) goes before `fallback` when nothing was sent or the pooled connection was stale; else it is for those that have no fallback.
 */
export function decideFallback(question: FallbackQuestion): Decision {
  const { result, sentBytes, wasStale, mayRetry, hasFallback } = question;
  if (question.isResponseStarted) return final('cut', 'response started');
  if (typeof result === 'string' && !result.includes('/target/')) return final('surface', 'not the target');
  const proof = proofOf(question);
  if (proof === undefined) return final('surface', `may have executed: ${question.method}`);
  if (!question.isReplayable) return final('surface', `${proof}, but the body is gone`);
  const isTransient = typeof result === 'string' && (sentBytes === 0 || wasStale);
  const isCharged = !isTransient && result !== MISDIRECTED;
  if (mayRetry && (isTransient || (!hasFallback && result !== MISDIRECTED)))
    return { action: 'retry', proof, isCharged, isImmediate: wasStale };
  if (hasFallback) return { action: 'fallback', proof, isCharged, isImmediate: true };
  return final('surface', 'nobody else to ask');
}

function final(action: 'surface' | 'cut', proof: string): Decision {
  return { action, proof, isCharged: false, isImmediate: false };
}

/** Why repeating cannot execute a write twice, or undefined. */
function proofOf(question: FallbackQuestion): string | undefined {
  const { method, idempotency, result } = question;
  if (typeof result === 'string' && question.sentBytes === 0) return 'nothing sent';
  if (result === MISDIRECTED) return '421';
  if (idempotency === 'safe') return isSafeMethod(method) ? `safe method ${method}` : 'route declared safe';
  if (typeof result === 'string' && isRepeatable(method, idempotency)) {
    return `route declared idempotent: ${method}`;
  }
  return undefined;
}
