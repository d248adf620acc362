import type { Clock } from '../clock.ts';
import type { Attempt, Exchange, ExchangeDriver, FlushState } from '../exchange.ts';
import { unusableAnswer, type AttemptEnd } from '../fallback/decide-fallback.ts';
import type { BodyFraming } from '../http1/body-framing.ts';
import type { Fields } from '../http1/fields.ts';
import type { ResponseHead } from '../http1/response-head.ts';
import type { ClusterState } from '../resilience/cluster-state.ts';
import type { ClusterStates } from '../resilience/cluster-states.ts';
import { Visit, type Guest } from '../resilience/visit.ts';
import type { Cluster, Destination } from '../snapshot.ts';
import { ExchangeTimer, type TimerOwner } from './exchange-timer.ts';
import { targetOn } from '../filters/filters-on.ts';
import type { Telemetry } from '../observe/telemetry.ts';
import { requestLines } from './headers.ts';
import { resultOf, statusOf, type Failure, type Outcome } from './outcome.ts';
import { RepeatDecider, type PaidDecision } from './repeat-decider.ts';
import { isEventStream, ResponseRelay, type RelayContext } from './response-relay.ts';
import { retryAfterMs } from './retry-after.ts';
import type { AttemptEvents, AttemptHandle, ConnectionChoice, Transport } from './transport.ts';
import { acceptsWebSocket, UPGRADE_LINES, webSocketKey } from './upgrade.ts';

/** Of an answer that somebody else might give better, where the route set does not say. */
const UNAVAILABLE: readonly number[] = [502, 503, 504];
const NOT_TRIED: readonly Destination[] = [];

export interface ForwardingContext extends RelayContext {
  readonly transport: Transport;
  readonly clusters: ClusterStates;
  readonly clock: Clock;
  /** Undefined where no traces are made. */
  readonly telemetry: Telemetry | undefined;
  /** 0 (included) to 1 (excluded). */
  readonly random: () => number;
  onFinished(exchange: Exchange): void;
}

/**
 * Brings an exchange from its chosen side to its end: attempts, the decision after each that failed, and the relay of the one that answers.
 *
 * A few retries on a cluster and one fallback to another; each decision is noted with its proof, and what costs a backend work is paid from its budget.
 */
export class Forwarding implements AttemptEvents, ExchangeDriver, Guest, TimerOwner {
  readonly #exchange: Exchange;
  readonly #context: ForwardingContext;
  readonly #upgradeKey: string | undefined;
  readonly #decider: RepeatDecider;
  readonly #relay: ResponseRelay;
  #cluster: Cluster | undefined;
  #state: ClusterState | undefined;
  #visit: Visit | undefined;
  #destination: Destination | undefined;
  /** Where attempts on the present cluster failed. */
  #tried = NOT_TRIED;
  #handle: AttemptHandle | undefined;
  #attempt: Attempt | undefined;
  #connections: ConnectionChoice = 'fresh';
  /** Undefined where the exchange may take as long as it likes. */
  #timer: ExchangeTimer | undefined;
  #pause: NodeJS.Timeout | undefined;
  #isFinished = false;

  constructor(exchange: Exchange, context: ForwardingContext) {
    this.#exchange = exchange;
    this.#context = context;
    this.#upgradeKey = webSocketKey(exchange.head);
    this.#decider = new RepeatDecider(exchange);
    this.#relay = new ResponseRelay(exchange, context);
    exchange.driver = this;
  }

  /** Sends the exchange to its chosen side. */
  start(): void {
    const { match, body, cluster } = this.#exchange;
    const timeouts = match?.routeSet.timeouts;
    if (timeouts !== undefined)
      this.#timer = new ExchangeTimer(timeouts, body, this.#context.deadlines, this);
    this.#arrive(cluster, false);
  }

  // --- attempts ----------------------------------------------------------------------------------------------------------------------------------------

  #arrive(cluster: Cluster | undefined, isFallback: boolean): void {
    if (cluster === undefined) return this.#surface('connect/target/no-destination');
    this.#cluster = cluster;
    this.#state = this.#context.clusters.of(cluster);
    this.#state.budget.request(this.#state.nowMs);
    this.#destination = undefined;
    this.#tried = NOT_TRIED;
    this.#try(isFallback, this.#firstConnections(cluster));
  }

  /** A stale pooled connection costs a retry: without one left, or without a right to it, none may be stale. */
  #firstConnections(cluster: Cluster): ConnectionChoice {
    if (!this.#decider.isRepeatableHere) return 'proven';
    return this.#decider.hasRetries(cluster) ? 'any' : 'fresh';
  }

  #try(isFallback: boolean, connections: ConnectionChoice): void {
    const state = this.#state;
    if (state === undefined) return;
    this.#connections = connections;
    this.#handle = undefined;
    this.#attempt = {
      cluster: state.name,
      destination: '',
      startedMs: this.#context.clock.monotonicMs(),
      outcome: undefined,
      status: undefined,
      isReusedSocket: false,
      sentBytes: 0,
      queuedMs: 0,
      durationMs: 0,
      firstByteMs: undefined,
    };
    this.#exchange.attempts.push(this.#attempt);
    const request = {
      mayRepeat: this.#decider.isRepeatableHere,
      isFallback,
      tried: this.#tried,
      client: this.#exchange,
    };
    this.#visit = new Visit(state, request, this);
    this.#visit.begin();
  }

  onAdmitted(destination: Destination, hasWaited: boolean): void {
    const [exchange, cluster, attempt] = [this.#exchange, this.#cluster, this.#attempt];
    if (cluster === undefined || attempt === undefined) return;
    this.#destination = destination;
    attempt.destination = destination.name;
    if (hasWaited) attempt.queuedMs = this.#context.clock.monotonicMs() - attempt.startedMs;
    const upgrade = this.#upgradeKey === undefined ? '' : UPGRADE_LINES;
    exchange.traceLines = this.#context.telemetry?.beginAttempt(exchange, attempt);
    const lines = requestLines(exchange, cluster, destination) + upgrade;
    const { method, body } = exchange;
    const target = targetOn(exchange, cluster.name);
    const mayWaitForBody = !exchange.head.expectsContinue;
    const connections = this.#connections;
    const request = { cluster, destination, method, target, lines, body, connections, mayWaitForBody };
    this.#timer?.beginAttempt(this.#decider.mayFallBack ? 1 : 0);
    this.#handle = this.#context.transport.send(request, this);
  }

  onRefused(failure: Failure): void {
    this.onFailure(failure);
  }

  // --- what the attempt reports ------------------------------------------------------------------------------------------------------------------------

  onInterim(head: ResponseHead): void {
    this.#relay.interim(head);
  }

  onResponse(head: ResponseHead, framing: BodyFraming): void {
    const attempt = this.#attempt;
    if (attempt !== undefined) {
      attempt.status = head.status;
      attempt.firstByteMs = this.#context.clock.monotonicMs() - attempt.startedMs;
    }
    if (head.status === 503) this.#visit?.rest(retryAfterMs(head.fields, this.#context.clock.epochMs()));
    if (head.status === 101) return this.#openTunnel(head, framing);
    if (this.#isAnsweredElsewhere(head)) return;
    this.#timer?.endAttempt();
    if (isEventStream(head)) this.#openEventStream(head, framing);
    else if (this.#mayHold(framing)) this.#relay.hold(head, framing);
    else this.#relay.start(head, framing);
  }

  onBodyBytes(bytes: Buffer): void {
    this.#relay.write(bytes);
  }

  onFlush(): FlushState {
    return this.#relay.flush();
  }

  onEnd(trailers: Fields | undefined): void {
    if (this.#isFinished) return;
    this.#record(this.#attempt?.status === 101 ? 'tunnelled' : 'answered');
    this.#relay.end(trailers);
    this.#finish();
  }

  onFailure(failure: Failure): void {
    if (this.#isFinished) return;
    this.#relay.drop();
    this.#record(failure);
    this.#timer?.endAttempt();
    if (!this.#isRepeated(this.#decide(failure))) this.#surface(failure);
  }

  onAttemptOverdue(): void {
    this.#handle?.abort();
    this.onFailure('request/target/deadline');
  }

  onExchangeOverdue(): void {
    this.cancel(this.#exchange.response.isStarted ? 'response/proxy/deadline' : 'request/proxy/deadline');
  }

  // --- what the client does ----------------------------------------------------------------------------------------------------------------------------

  resume(): void {
    this.#handle?.resume();
  }

  cancel(failure: Failure): void {
    if (this.#isFinished) return;
    this.#relay.drop();
    this.#handle?.abort();
    this.#record(failure);
    this.#surface(failure);
  }

  // --- what becomes of it ------------------------------------------------------------------------------------------------------------------------------

  /** Only where a failure in mid-response could still be answered elsewhere, and never what is known not to fit. */
  #mayHold(framing: BodyFraming): boolean {
    const { limits } = this.#exchange.snapshot;
    return (framing.kind !== 'length' || framing.bytes <= limits.replayBytes) && this.#decider.mayFallBack;
  }

  /** What stays open for long is none of the attempts that a cluster has at one time. */
  #openEventStream(head: ResponseHead, framing: BodyFraming): void {
    this.#handle?.mayBeSilent();
    this.#timer?.stop();
    this.#visit?.end('passed');
    this.#relay.start(head, framing);
  }

  #openTunnel(head: ResponseHead, framing: BodyFraming): void {
    const key = this.#upgradeKey;
    if (key === undefined || !acceptsWebSocket(head, key)) {
      this.#handle?.abort();
      this.onFailure('upgrade/target/garbage');
      return;
    }
    this.#timer?.stop();
    this.#visit?.end('passed');
    this.#relay.tunnel(head, framing);
  }

  #isAnsweredElsewhere({ status, fields }: ResponseHead): boolean {
    const { match } = this.#exchange;
    const unusable = unusableAnswer(status, fields, match?.routeSet.fallbackStatuses ?? UNAVAILABLE);
    if (unusable === undefined) return false;
    const decision = this.#decide(unusable);
    if (decision.action !== 'fallback' && decision.action !== 'retry') return false;
    this.#handle?.abort();
    this.#record('discarded');
    this.#timer?.endAttempt();
    return this.#isRepeated(decision);
  }

  #isRepeated({ action, isImmediate, waitMs }: PaidDecision): boolean {
    // A stale connection says nothing against its destination.
    if (!isImmediate && this.#destination !== undefined) this.#tried = [...this.#tried, this.#destination];
    if (action === 'fallback') this.#fallBack();
    else if (action !== 'retry') return false;
    else if (waitMs === 0) this.#retry();
    else this.#pause = setTimeout(() => this.#retry(), waitMs);
    return true;
  }

  #retry(): void {
    this.#try(this.#cluster !== this.#exchange.cluster, 'fresh');
  }

  #fallBack(): void {
    const { fallback } = this.#exchange;
    this.#exchange.fallback = undefined;
    this.#arrive(fallback, true);
  }

  #decide(result: AttemptEnd): PaidDecision {
    const [cluster, state] = [this.#cluster, this.#state];
    if (cluster === undefined || state === undefined) throw new Error('nothing was attempted');
    const attempt = { cluster, state, destination: this.#destination, handle: this.#handle };
    return this.#decider.decide(result, attempt, this.#timer, this.#context.random);
  }

  #surface(failure: Failure): void {
    const { response } = this.#exchange;
    this.#exchange.driver = undefined;
    if (response.isStarted) {
      this.#exchange.isCut = true;
      response.cut();
    } else {
      const status = statusOf(failure);
      this.#exchange.status = status;
      if (status === 499) response.cut();
      else response.problem(status, failure.includes('/target/'), this.#retryAfterS(status));
    }
    this.#finish();
  }

  #retryAfterS(status: number): number | undefined {
    return status === 503 ? (this.#state?.retryAfterS ?? 1) : undefined;
  }

  #record(outcome: Outcome): void {
    const attempt = this.#attempt;
    const handle = this.#handle;
    if (attempt === undefined || attempt.outcome !== undefined) return;
    attempt.outcome = outcome;
    attempt.sentBytes = handle?.sentBytes ?? 0;
    attempt.isReusedSocket = handle?.isReusedSocket ?? false;
    attempt.durationMs = this.#context.clock.monotonicMs() - attempt.startedMs;
    this.#visit?.end(resultOf(outcome, attempt.status));
  }

  #finish(): void {
    clearTimeout(this.#pause);
    this.#timer?.stop();
    this.#isFinished = true;
    this.#exchange.driver = undefined;
    this.#context.onFinished(this.#exchange);
  }
}
