import { randomBytes } from 'node:crypto';
import type { ClientTimeouts } from './client-timeouts.ts';
import type { Clock } from './clock.ts';
import { ClusterTransport } from './cluster-transport.ts';
import { Deadlines } from './deadlines.ts';
import { Exchange, type ClientPeer, type ClientResponse } from './exchange.ts';
import { ReplayBudget, ReplayBuffer, type BodySource } from './fallback/replay-buffer.ts';
import type { ForwardingContext } from './forward/forwarding.ts';
import type { HeadLimits } from './http1/head-buffer.ts';
import type { RequestHead } from './http1/request-head.ts';
import type { HttpProxyLibrary } from './forward/http-proxy/http-proxy-library.ts';
import { AccessLog, type LogSink } from './observe/access-log.ts';
import { ExchangeMeter } from './observe/exchange-meter.ts';
import { Telemetry, type TelemetryApi } from './observe/telemetry.ts';
import { headLimits } from './head-limits.ts';
import { ClusterStates } from './resilience/cluster-states.ts';
import { HealthChecks } from './resilience/health-checks.ts';
import { runExchange } from './pipeline.ts';
import type { ExchangeHost } from './server.ts';
import type { Snapshot } from './snapshot.ts';
import { clientOrigin } from './trust/client-origin.ts';
import { requestId } from './trust/request-id.ts';

/** What a proxy does not make itself. */
interface Surroundings {
  readonly clock: Clock;
  readonly random: () => number;
  readonly telemetry: TelemetryApi | undefined;
  readonly httpProxy?: HttpProxyLibrary | undefined;
}

/** The live state of one proxy: the snapshot in force, connections to the destinations, replay budget, log. Makes exchanges and sees them off. */
export class LiveState implements ExchangeHost, ForwardingContext {
  readonly timeouts: ClientTimeouts;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  readonly transport: ClusterTransport;
  readonly meter = new ExchangeMeter();
  readonly clusters: ClusterStates;
  readonly random: () => number;
  readonly telemetry: Telemetry | undefined;
  limits: HeadLimits;
  budget: ReplayBudget;
  readonly #checks: HealthChecks;
  readonly #log: AccessLog;
  readonly #idPrefix = randomBytes(6).toString('hex');
  #snapshot: Snapshot;
  #count = 0;
  #isChecking = false;

  constructor(
    snapshot: Snapshot,
    log: LogSink,
    { clock, random, telemetry, httpProxy }: Surroundings,
    timeouts: ClientTimeouts,
  ) {
    this.#snapshot = snapshot;
    this.timeouts = timeouts;
    this.clock = clock;
    this.random = random;
    this.telemetry = telemetry && new Telemetry(telemetry);
    this.deadlines = new Deadlines(clock);
    this.limits = headLimits(snapshot);
    this.transport = new ClusterTransport(snapshot, this.deadlines, clock, httpProxy);
    this.clusters = new ClusterStates(snapshot, this.deadlines, random);
    this.#checks = new HealthChecks(this.clusters, this.deadlines, random);
    this.budget = new ReplayBudget(snapshot.limits.replayTotalBytes);
    this.#log = new AccessLog(log);
  }

  /** Exchanges may come: from now on destinations are checked where that is configured. */
  begin(): void {
    this.#isChecking = true;
    this.#checks.follow(this.#snapshot);
  }

  /** Exchanges that begin from now on see the new snapshot; those in flight keep theirs. */
  swap(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.limits = headLimits(snapshot);
    this.budget = new ReplayBudget(snapshot.limits.replayTotalBytes);
    this.transport.retain(snapshot);
    this.clusters.retain(snapshot);
    if (this.#isChecking) this.#checks.follow(snapshot);
  }

  open(client: ClientPeer, head: RequestHead, response: ClientResponse, source: BodySource) {
    const snapshot = this.#snapshot;
    const body = new ReplayBuffer(head.framing, snapshot.limits.replayBytes, this.budget, source);
    const { trust } = snapshot;
    const isTrusted = trust.isAnybodyTrusted && trust.proxies.has(client.address);
    const exchange = new Exchange({
      id:
        (isTrusted ? requestId(head.fields) : undefined) ??
        `${this.#idPrefix}-${(++this.#count).toString(36)}`,
      snapshot,
      client,
      origin: isTrusted ? clientOrigin(client, head.fields, trust) : undefined,
      head,
      body,
      response,
      startedMs: this.clock.monotonicMs(),
      startedEpochMs: this.clock.epochMs(),
    });
    return { exchange, body };
  }

  run(exchange: Exchange): void {
    this.meter.began();
    runExchange(exchange, this);
  }

  onFinished(exchange: Exchange): void {
    exchange.body.release();
    const durationMs = this.clock.monotonicMs() - exchange.startedMs;
    this.meter.finished(exchange, durationMs);
    this.telemetry?.finished(exchange, durationMs);
    this.#log.exchange(exchange, durationMs);
  }

  refused(client: ClientPeer, status: number, reason: string): void {
    this.meter.refused(status, reason);
    this.#log.refused(client, this.clock.epochMs(), status, reason);
  }

  /** Nothing is left to run: closes the connections to the destinations and writes out the log. */
  close(): void {
    this.#checks.stop();
    this.transport.close();
    this.#log.flush();
  }
}
