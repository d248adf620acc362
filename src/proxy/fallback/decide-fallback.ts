import type { FallbackNote } from '../exchange.ts';
import type { Failure } from '../forward/outcome.ts';
import type { Idempotency } from '../snapshot.ts';

/** What is known when an attempt did not give a usable answer. */
export interface FallbackQuestion {
  readonly method: string;
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

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const IDEMPOTENT_METHODS = new Set(['PUT', 'DELETE']);
const UNAVAILABLE = new Set([502, 503, 504]);
const MISDIRECTED = 421;

/** Whether an answer with this status is worth the question; every other answer is simply the answer. */
export function isFallbackStatus(status: number): boolean {
  return status === MISDIRECTED || UNAVAILABLE.has(status);
}

/** Whether running the request twice is harmless: a pooled connection may then be tried without certainty that it is alive. */
export function isRepeatableMethod(method: string, idempotency: Idempotency): boolean {
  if (SAFE_METHODS.has(method) || idempotency === 'safe') return true;
  return idempotency === 'idempotent' && IDEMPOTENT_METHODS.has(method);
}

/**
 * Decides what becomes of an exchange whose attempt gave no usable answer. Pure.
 *
 * - The response has started: cut; nothing can be appended to it.
 * - The client's doing: surface.
 * - Nothing was sent, or 421 (RFC 9110 section 15.5.20): it provably did not execute; any method may be repeated while its body is whole.
 * - Anything else may have executed: only safe methods, and PUT or DELETE where the route declares them idempotent, are repeated (RFC 9110 section 9.2.2).
 *   A 502, 503 or 504 is repeated for safe methods only.
 *
 * `retry` (same cluster) goes before `fallback` when nothing was sent or the pooled connection was stale.
 */
export function decideFallback(question: FallbackQuestion): FallbackNote {
  const { result } = question;
  if (question.isResponseStarted) return { action: 'cut', proof: 'response started' };
  if (typeof result === 'string' && !result.includes('/target/')) {
    return { action: 'surface', proof: 'not the target' };
  }
  const proof = proofOf(question);
  if (proof === undefined) return { action: 'surface', proof: `may have executed: ${question.method}` };
  if (!question.isReplayable) return { action: 'surface', proof: `${proof}, but the body is gone` };
  const isTransient = typeof result === 'string' && (question.sentBytes === 0 || question.wasStale);
  if (isTransient && question.mayRetry) return { action: 'retry', proof };
  if (question.hasFallback) return { action: 'fallback', proof };
  return { action: 'surface', proof: 'nobody else to ask' };
}

/** Why repeating cannot execute a write twice, or undefined. */
function proofOf(question: FallbackQuestion): string | undefined {
  const { method, idempotency, result } = question;
  if (typeof result === 'string' && question.sentBytes === 0) return 'nothing sent';
  if (result === MISDIRECTED) return '421';
  if (SAFE_METHODS.has(method)) return `safe method ${method}`;
  if (idempotency === 'safe') return 'route declared safe';
  const isStatus = typeof result === 'number';
  if (!isStatus && idempotency === 'idempotent' && IDEMPOTENT_METHODS.has(method)) {
    return `route declared idempotent: ${method}`;
  }
  return undefined;
}
