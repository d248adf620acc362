import type { FallbackNote } from '../exchange.ts';
import type { Failure } from '../forward/outcome.ts';
import type { Fields } from '../http1/fields.ts';
import { isSafeMethod } from '../routing/safe-method.ts';
import { isRepeatableElsewhere, isRepeatableHere, type Promised } from './promised.ts';

/** How an attempt failed, or the status that it answered with; `not-mine`: it said in a header that it does not own the path. */
export type AttemptEnd = Failure | number | 'not-mine';

/** What is known when an attempt did not give a usable answer. */
export interface FallbackQuestion {
  readonly method: string;
  readonly promised: Promised;
  readonly result: AttemptEnd;
  /** 0: the kernel took nothing. */
  readonly sentBytes: number;
  /** An attempt before this one may have executed. */
  readonly mayHaveExecuted: boolean;
  /** The attempt rode a pooled connection and saw no byte of a response. */
  readonly wasStale: boolean;
  readonly isReplayable: boolean;
  readonly isResponseStarted: boolean;
  /** A further attempt on the same cluster is allowed, and could end otherwise. */
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

/** Our own contract beside 421: a service that answers 404 or 405 and this field has not executed the request, whatever its method. */
const NOT_MINE = 'x-banyan-not-mine';
const MISDIRECTED = 421;

/** What an answer means for the question, or undefined: then it is simply the answer. `statuses`: those after which somebody else may be asked. */
export function unusableAnswer(
  status: number,
  fields: Fields,
  statuses: readonly number[],
): number | 'not-mine' | undefined {
  if (status < 404) return undefined;
  if (status === MISDIRECTED || statuses.includes(status)) return status;
  const isNotFound = status === 404 || status === 405;
  return isNotFound && fields.first(NOT_MINE) !== undefined ? 'not-mine' : undefined;
}

/**
 * Decides what becomes of an exchange whose attempt gave no usable answer. Pure.
 *
 * - The response has started: cut; nothing can be appended to it.
 * - The client's doing, or our own: surface.
 * - Nothing was sent, 421 (RFC 9110 section 15.5.20), or not mine: it provably did not execute; any method may be repeated while its body is whole.
 * - Anything else may have executed: it is repeated where that is promised to do no harm. After an answer with one of the listed statuses that is only what
 *   is safe.
 *
 * `retry` (same cluster) goes before `fallback` when nothing was sent or the pooled connection was stale; else it is for those that may not fall back.
 */
export function decideFallback(question: FallbackQuestion): Decision {
  const { result, sentBytes, wasStale, mayRetry, hasFallback, method } = question;
  if (question.isResponseStarted) return final('cut', 'response started');
  const isFailure = typeof result === 'string' && result !== 'not-mine';
  if (isFailure && !result.includes('/target/')) return final('surface', 'not the target');
  const unsent = unsentProof(question);
  const here = unsent ?? promiseProof(question, isRepeatableHere);
  const elsewhere = unsent ?? promiseProof(question, isRepeatableElsewhere);
  if (here === undefined) return final('surface', `may have executed: ${method}`);
  if (!question.isReplayable) return final('surface', `${here}, but the body is gone`);
  const isTransient = isFailure && (sentBytes === 0 || wasStale);
  const isMisdirected = result === MISDIRECTED || result === 'not-mine';
  const isCharged = !isTransient && !isMisdirected;
  if (mayRetry && isTransient) return { action: 'retry', proof: here, isCharged, isImmediate: wasStale };
  if (hasFallback && elsewhere !== undefined)
    return { action: 'fallback', proof: elsewhere, isCharged, isImmediate: true };
  if (mayRetry && !isMisdirected) return { action: 'retry', proof: here, isCharged, isImmediate: false };
  return final('surface', hasFallback ? `may have executed: ${method}` : 'nobody else to ask');
}

function final(action: 'surface' | 'cut', proof: string): Decision {
  return { action, proof, isCharged: false, isImmediate: false };
}

/** Why nothing has executed so far, or undefined. */
function unsentProof({ result, sentBytes, mayHaveExecuted }: FallbackQuestion): string | undefined {
  if (mayHaveExecuted) return undefined;
  if (result === 'not-mine') return 'not mine';
  if (result === MISDIRECTED) return '421';
  return typeof result === 'string' && sentBytes === 0 ? 'nothing sent' : undefined;
}

/** Why executing it again does no harm, or undefined. */
function promiseProof(
  { method, promised, result }: FallbackQuestion,
  isRepeatable: (method: string, promised: Promised) => boolean,
): string | undefined {
  if (promised === 'safe') return isSafeMethod(method) ? `safe method ${method}` : 'route declared safe';
  const isAnswer = typeof result === 'number' && result !== MISDIRECTED;
  if (isAnswer || !isRepeatable(method, promised)) return undefined;
  if (promised === 'idempotent') return `route declared idempotent: ${method}`;
  return promised === 'shared-key' ? 'idempotency key in a shared store' : 'idempotency key';
}
