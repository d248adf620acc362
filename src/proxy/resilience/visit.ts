import type { Failure } from '../forward/outcome.ts';
import type { Destination } from '../snapshot.ts';
import { REFUSED, type AttemptResult } from './circuit-breaker.ts';
import type { ClusterState, VisitRequest } from './cluster-state.ts';
import type { Visitor } from './concurrency-limit.ts';
import type { DestinationState } from './destination-state.ts';

/** Who asks for a destination; is answered once, at once or after a wait. */
export interface Guest {
  onAdmitted(destination: Destination, hasWaited: boolean): void;
  onRefused(failure: Failure): void;
}

/** One attempt's stay at a cluster, from the question whether it may come in to its end. */
export class Visit implements Visitor {
  readonly isFallback: boolean;
  waitsUntilMs = 0;
  readonly #request: VisitRequest;
  readonly #cluster: ClusterState;
  readonly #guest: Guest;
  #destination: DestinationState | undefined;
  #pass = REFUSED;

  constructor(cluster: ClusterState, request: VisitRequest, guest: Guest) {
    this.#cluster = cluster;
    this.#request = request;
    this.#guest = guest;
    this.isFallback = request.isFallback;
  }

  /** Asks. An open breaker refuses before anybody waits. */
  begin(): void {
    const cluster = this.#cluster;
    if (cluster.breaker?.isOpen(cluster.nowMs) === true) return this.#refuse('connect/target/breaker-open');
    const admission = cluster.limit.enter(this, cluster.nowMs);
    if (admission === 'in') this.#start(false);
    else if (admission === 'full') this.#refuse('connect/target/overloaded');
    else if (admission === 'reserved') this.#refuse('connect/target/reserved');
    else cluster.watchQueue();
  }

  onAdmitted(): void {
    this.#start(true);
  }

  onGivenUp(): void {
    this.#refuse('connect/target/queue-timeout');
  }

  /** The attempt is over, or is none of those that are counted any more (a tunnel). Further calls do nothing. */
  end(result: AttemptResult): void {
    const { breaker, limit, destinations, nowMs } = this.#cluster;
    limit.withdraw(this);
    const destination = this.#destination;
    if (destination === undefined) return;
    this.#destination = undefined;
    destination.inFlight--;
    destinations.tell(destination, result, nowMs);
    breaker?.leave(this.#pass, result, nowMs);
    limit.leave(this.isFallback);
  }

  /** The destination asked to be spared for so long; 0: it did not. */
  rest(restMs: number): void {
    const { destinations, nowMs } = this.#cluster;
    if (this.#destination !== undefined && restMs > 0) destinations.rest(this.#destination, restMs, nowMs);
  }

  #start(hasWaited: boolean): void {
    const { breaker, limit, nowMs } = this.#cluster;
    const destination = this.#cluster.choose(this.#request);
    const pass = breaker === undefined ? 0 : breaker.enter(nowMs, this.#request.mayRepeat);
    if (pass === REFUSED || destination === undefined) {
      if (pass !== REFUSED) breaker?.leave(pass, 'neither', nowMs);
      limit.leave(this.isFallback);
      return this.#refuse(
        destination === undefined ? 'connect/target/no-destination' : 'connect/target/breaker-open',
      );
    }
    this.#pass = pass;
    this.#destination = destination;
    destination.inFlight++;
    this.#guest.onAdmitted(destination.destination, hasWaited);
  }

  #refuse(failure: Failure): void {
    this.#cluster.countRefusal(failure);
    this.#guest.onRefused(failure);
  }
}
