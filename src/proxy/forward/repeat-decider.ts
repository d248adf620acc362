import type { Exchange } from '../exchange.ts';
import { decideFallback, type AttemptEnd, type Decision } from '../fallback/decide-fallback.ts';
import { isRepeatableElsewhere, isRepeatableHere, promisedOf, type Promised } from '../fallback/promised.ts';
import type { ClusterState } from '../resilience/cluster-state.ts';
import { backoffMs } from '../resilience/retry-budget.ts';
import type { Cluster, Destination } from '../snapshot.ts';
import type { ExchangeTimer } from './exchange-timer.ts';
import type { AttemptHandle } from './transport.ts';

/** The attempt that gave no usable answer. */
export interface FailedAttempt {
  readonly cluster: Cluster;
  readonly state: ClusterState;
  /** Undefined if none was chosen. */
  readonly destination: Destination | undefined;
  /** Undefined if nothing was sent. */
  readonly handle: AttemptHandle | undefined;
}

/** A decision, with the wait before the attempt that it leads to. */
export interface PaidDecision extends Decision {
  readonly waitMs: number;
}

/** What may become of one exchange: what is proved and promised, what its attempts so far allow, and what the budget and the time that is left pay for. */
export class RepeatDecider {
  readonly #exchange: Exchange;
  readonly #promised: Promised;
  #retries = 0;
  #mayHaveExecuted = false;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    this.#promised = promisedOf(exchange.head, exchange.overridingMethods.length > 0, exchange.match);
  }

  /** A failure half-way could be repeated on the same cluster. */
  get isRepeatableHere(): boolean {
    return isRepeatableHere(this.#exchange.method, this.#promised);
  }

  /** A failure half-way could be answered by another cluster. */
  get mayFallBack(): boolean {
    const { fallback, method, body } = this.#exchange;
    return fallback !== undefined && isRepeatableElsewhere(method, this.#promised) && body.isReplayable;
  }

  hasRetries(cluster: Cluster): boolean {
    return this.#retries < cluster.retry.attempts;
  }

  /** Decides, notes the decision with its proof, and pays for it. */
  decide(
    result: AttemptEnd,
    attempt: FailedAttempt,
    timer: ExchangeTimer | undefined,
    random: () => number,
  ): PaidDecision {
    const { cluster, state, handle } = attempt;
    const exchange = this.#exchange;
    const isUnanswered = result === 'request/target/reset' || result === 'request/target/closed';
    const wasStale = isUnanswered && handle?.isReusedSocket === true;
    const sentBytes = handle?.sentBytes ?? 0;
    const couldDiffer = wasStale || (attempt.destination !== undefined && cluster.destinations.length > 1);
    const decision = decideFallback({
      method: exchange.method,
      promised: this.#promised,
      result,
      sentBytes,
      mayHaveExecuted: this.#mayHaveExecuted,
      wasStale,
      isReplayable: exchange.body.isReplayable,
      isResponseStarted: exchange.response.isStarted,
      mayRetry: couldDiffer && this.hasRetries(cluster),
      hasFallback: exchange.fallback !== undefined,
    });
    if (sentBytes > 0 && result !== 421 && result !== 'not-mine') this.#mayHaveExecuted = true;
    const isDelayed = decision.action === 'retry' && !decision.isImmediate;
    const waitMs = isDelayed ? backoffMs(cluster.retry, this.#retries, random) : 0;
    const paid = pay(decision, waitMs, state, timer);
    if (paid.action === 'retry') this.#retries++;
    exchange.notes.push(paid);
    return paid;
  }
}

/** What a backend may have worked on is repeated only within its budget, and nothing is begun that has no time to end. */
function pay(
  decision: Decision,
  waitMs: number,
  state: ClusterState,
  timer: ExchangeTimer | undefined,
): PaidDecision {
  const { action } = decision;
  if (action !== 'retry' && action !== 'fallback') return { ...decision, waitMs };
  const hasTime = timer === undefined || timer.hasTimeFor(waitMs);
  if (hasTime && (!decision.isCharged || state.budget.take(state.nowMs))) {
    state.countRepeat(action);
    return { ...decision, waitMs };
  }
  state.countDenied();
  return { ...decision, waitMs, action: 'surface', denied: hasTime ? 'budget' : 'deadline' };
}
