import type { Clock } from '../clock.ts';
import type { Attempt, Exchange, ExchangeDriver, FlushState } from '../exchange.ts';
import {
  decideFallback,
  isFallbackStatus,
  idempotencyOf,
  isRepeatable,
} from '../fallback/decide-fallback.ts';
import type { BodyFraming } from '../http1/body-framing.ts';
import type { Fields } from '../http1/fields.ts';
import type { ResponseHead } from '../http1/response-head.ts';
import type { Cluster, Destination, Idempotency } from '../snapshot.ts';
import type { DestinationChooser } from './destination-chooser.ts';
import type { Deadlines } from '../deadlines.ts';
import type { ReplayBudget } from '../fallback/replay-buffer.ts';
import { requestLines, responseLines, trailerLines, wantsTrailers } from './headers.ts';
import { statusOf, type Failure } from './outcome.ts';
import { ResponseHold } from './response-hold.ts';
import type { AttemptEvents, AttemptHandle, ConnectionChoice, Transport } from './transport.ts';
import { acceptsWebSocket, UPGRADE_LINES, webSocketKey } from './upgrade.ts';

export interface ForwardingContext {
  readonly transport: Transport;
  readonly chooser: DestinationChooser;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  /** What all exchanges together may keep for another attempt. */
  readonly budget: ReplayBudget;
  onFinished(exchange: Exchange): void;
}

/**
 * Brings an exchange from its chosen side to its end: attempts, the decision after each that failed, and the relay of the one that answers.
 *
 * At most one retry (another destination, or a new connection instead of a stale one) and one fallback; each decision is noted with its proof.
 */
export class Forwarding implements AttemptEvents, ExchangeDriver {
  readonly #exchange: Exchange;
  readonly #context: ForwardingContext;
  readonly #upgradeKey: string | undefined;
  readonly #idempotency: Idempotency;
  #cluster: Cluster | undefined;
  #destination: Destination | undefined;
  #handle: AttemptHandle | undefined;
  #attempt: Attempt | undefined;
  #hold: ResponseHold | undefined;
  #mayRetry = true;
  #isFinished = false;

  constructor(exchange: Exchange, context: ForwardingContext) {
    this.#exchange = exchange;
    this.#context = context;
    this.#upgradeKey = webSocketKey(exchange.head);
    this.#idempotency = idempotencyOf(exchange.method, exchange.head.fields, exchange.match);
    exchange.driver = this;
  }

  /** Sends the exchange to its chosen side. */
  start(): void {
    this.#try(this.#exchange.cluster, this.#connections);
  }

  /** A stale pooled connection costs a retry: without one left, or without a right to it, none may be stale. */
  get #connections(): ConnectionChoice {
    if (!isRepeatable(this.#exchange.method, this.#idempotency)) return 'proven';
    return this.#mayRetry ? 'any' : 'fresh';
  }

  #try(cluster: Cluster | undefined, connections: ConnectionChoice): void {
    const exchange = this.#exchange;
    this.#cluster = cluster;
    const destination = cluster && this.#context.chooser.next(cluster, this.#destination);
    this.#destination = destination;
    if (cluster === undefined || destination === undefined) {
      this.#surface('connect/target/no-destination');
      return;
    }
    const attempt: Attempt = {
      cluster: cluster.name,
      destination: destination.name,
      startedMs: this.#context.clock.monotonicMs(),
      outcome: undefined,
      status: undefined,
      isReusedSocket: false,
      sentBytes: 0,
      durationMs: 0,
      firstByteMs: undefined,
    };
    this.#attempt = attempt;
    exchange.attempts.push(attempt);
    const upgrade = this.#upgradeKey === undefined ? '' : UPGRADE_LINES;
    const lines = requestLines(exchange, cluster, destination) + upgrade;
    const { method, path, query, body } = exchange;
    const target = query === '' ? path : path + query;
    const mayWaitForBody = !exchange.head.expectsContinue;
    const request = { cluster, destination, method, target, lines, body, connections, mayWaitForBody };
    this.#handle = this.#context.transport.send(request, this);
  }

  // --- what the attempt reports ------------------------------------------------------------------------------------------------------------------------

  onInterim(head: ResponseHead): void {
    this.#exchange.response.interim(head.status, head.reason, responseLines(head, false));
  }

  onResponse(head: ResponseHead, framing: BodyFraming): void {
    const attempt = this.#attempt;
    if (attempt !== undefined) {
      attempt.status = head.status;
      attempt.firstByteMs = this.#context.clock.monotonicMs() - attempt.startedMs;
    }
    if (head.status === 101) this.#openTunnel(head, framing);
    else if (!isFallbackStatus(head.status) || !this.#isAnsweredElsewhere(head.status)) {
      if (this.#mayHold(head, framing)) this.#hold = this.#holdBack(head, framing);
      else this.#relay(head, framing);
    }
  }

  onBodyBytes(bytes: Buffer): void {
    if (this.#hold?.take(bytes) === true) return;
    this.#releaseHold();
    this.#exchange.response.write(bytes);
  }

  onFlush(): FlushState {
    const state = this.#exchange.response.flush();
    this.#hold?.wait();
    return state;
  }

  onEnd(trailers: Fields | undefined): void {
    if (this.#isFinished) return;
    this.#releaseHold();
    this.#record(this.#attempt?.status === 101 ? 'tunnelled' : 'answered');
    this.#exchange.response.end(trailers !== undefined && this.#keepsTrailers ? trailerLines(trailers) : '');
    this.#finish();
  }

  onFailure(failure: Failure): void {
    if (this.#isFinished) return;
    this.#dropHold();
    this.#record(failure);
    const action = this.#decide(failure);
    if (action === 'retry') {
      this.#mayRetry = false;
      this.#try(this.#cluster, 'fresh');
    } else if (action === 'fallback') {
      this.#fallBack();
    } else {
      this.#surface(failure);
    }
  }

  // --- what the client does ----------------------------------------------------------------------------------------------------------------------------

  resume(): void {
    this.#handle?.resume();
  }

  cancel(failure: Failure): void {
    if (this.#isFinished) return;
    this.#dropHold();
    this.#handle?.abort();
    this.#record(failure);
    this.#surface(failure);
  }

  // --- what becomes of it ------------------------------------------------------------------------------------------------------------------------------

  #relay(head: ResponseHead, framing: BodyFraming): void {
    const { response } = this.#exchange;
    if (isEventStream(head)) this.#handle?.mayBeSilent();
    this.#exchange.status = head.status;
    const hasTrailers = framing.kind === 'chunked' && this.#keepsTrailers;
    response.start(head.status, head.reason, responseLines(head, hasTrailers), framing);
  }

  /** Only where a failure in mid-response could still be answered elsewhere; never a stream of events, nor what is known not to fit. */
  #mayHold(head: ResponseHead, framing: BodyFraming): boolean {
    const { fallback, method, body, snapshot } = this.#exchange;
    const fits = framing.kind !== 'length' || framing.bytes <= snapshot.limits.replayBytes;
    return (
      fallback !== undefined &&
      fits &&
      body.isReplayable &&
      isRepeatable(method, this.#idempotency) &&
      !isEventStream(head)
    );
  }

  #holdBack(head: ResponseHead, framing: BodyFraming): ResponseHold {
    const { deadlines, budget } = this.#context;
    const capBytes = this.#exchange.snapshot.limits.replayBytes;
    return new ResponseHold(head, framing, { capBytes, budget, deadlines }, () => {
      this.#releaseHold();
      this.#exchange.response.flush();
    });
  }

  #releaseHold(): void {
    const hold = this.#hold;
    if (hold === undefined) return;
    this.#hold = undefined;
    this.#relay(hold.head, hold.framing);
    for (const bytes of hold.open()) this.#exchange.response.write(bytes);
  }

  #dropHold(): void {
    this.#hold?.open();
    this.#hold = undefined;
  }

  #openTunnel(head: ResponseHead, framing: BodyFraming): void {
    const key = this.#upgradeKey;
    if (key === undefined || !acceptsWebSocket(head, key)) {
      this.#handle?.abort();
      this.onFailure('upgrade/target/garbage');
      return;
    }
    this.#exchange.status = 101;
    const lines = responseLines(head, false) + UPGRADE_LINES;
    this.#exchange.response.start(101, head.reason, lines, framing);
    this.#exchange.body.becomeTunnel();
  }

  #isAnsweredElsewhere(status: number): boolean {
    if (this.#decide(status) !== 'fallback') return false;
    this.#handle?.abort();
    this.#record('discarded');
    this.#fallBack();
    return true;
  }

  #fallBack(): void {
    const fallback = this.#exchange.fallback;
    this.#exchange.fallback = undefined;
    this.#try(fallback, this.#connections);
  }

  #decide(result: Failure | number): 'fallback' | 'retry' | 'surface' | 'cut' {
    const exchange = this.#exchange;
    const handle = this.#handle;
    const isUnanswered = result === 'request/target/reset' || result === 'request/target/closed';
    const decision = decideFallback({
      method: exchange.method,
      idempotency: this.#idempotency,
      result,
      sentBytes: handle?.sentBytes ?? 0,
      wasStale: isUnanswered && handle?.isReusedSocket === true,
      isReplayable: exchange.body.isReplayable,
      isResponseStarted: exchange.response.isStarted,
      mayRetry: this.#mayRetry && this.#couldDiffer,
      hasFallback: exchange.fallback !== undefined,
    });
    exchange.notes.push(decision);
    return decision.action;
  }

  /** A retry would take another destination, or another connection than a pooled one. */
  get #couldDiffer(): boolean {
    return (this.#cluster?.destinations.length ?? 0) > 1 || this.#handle?.isReusedSocket === true;
  }

  #surface(failure: Failure): void {
    const { response } = this.#exchange;
    this.#exchange.driver = undefined;
    if (response.isStarted) {
      this.#exchange.isCut = true;
      response.cut();
    } else {
      this.#exchange.status = statusOf(failure);
      if (this.#exchange.status === 499) response.cut();
      else response.problem(this.#exchange.status, failure.includes('/target/'));
    }
    this.#finish();
  }

  #record(outcome: Attempt['outcome']): void {
    const attempt = this.#attempt;
    const handle = this.#handle;
    if (attempt === undefined || attempt.outcome !== undefined) return;
    attempt.outcome = outcome;
    attempt.sentBytes = handle?.sentBytes ?? 0;
    attempt.isReusedSocket = handle?.isReusedSocket ?? false;
    attempt.durationMs = this.#context.clock.monotonicMs() - attempt.startedMs;
  }

  get #keepsTrailers(): boolean {
    return wantsTrailers(this.#exchange.head.fields);
  }

  #finish(): void {
    this.#isFinished = true;
    this.#exchange.driver = undefined;
    this.#context.onFinished(this.#exchange);
  }
}

function isEventStream(head: ResponseHead): boolean {
  return head.fields.first('content-type')?.toLowerCase().startsWith('text/event-stream') === true;
}
