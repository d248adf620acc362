import type { Deadlines, Watched } from '../deadlines.ts';
import type { Failure } from '../forward/outcome.ts';
import type { Cluster, Destination } from '../snapshot.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import type { ClusterStatus } from './cluster-status.ts';
import { ConcurrencyLimit } from './concurrency-limit.ts';
import { DestinationState } from './destination-state.ts';
import { RetryBudget } from './retry-budget.ts';

/** What a cluster wants to know of an attempt before it lets it in. */
export interface VisitRequest {
  /** No harm is done if the attempt fails half-way. */
  readonly mayRepeat: boolean;
  /** The exchange was meant for another cluster. */
  readonly isFallback: boolean;
  /** Where the attempt before failed: not there again, if there is another. */
  readonly failed: Destination | undefined;
}

/** What a cluster knows of itself while the proxy runs: who is there, who waits, how it fared. It outlives reloads that keep its name. */
export class ClusterState implements Watched {
  readonly name: string;
  readonly budget: RetryBudget;
  readonly limit: ConcurrencyLimit;
  /** Undefined where none is configured. */
  breaker: CircuitBreaker | undefined;
  deadlineMs = Infinity;
  readonly #deadlines: Deadlines;
  readonly #refusals = new Map<Failure, number>();
  #destinations: readonly DestinationState[] = [];
  #turn = 0;
  #retries = 0;
  #fallbacks = 0;
  #denied = 0;

  constructor(cluster: Cluster, deadlines: Deadlines) {
    this.name = cluster.name;
    this.budget = new RetryBudget(cluster.retry);
    this.limit = new ConcurrencyLimit(cluster.concurrency);
    this.#deadlines = deadlines;
    this.configure(cluster);
  }

  /** Follows a new snapshot; what is known of destinations that stay is kept. */
  configure(cluster: Cluster): void {
    this.budget.configure(cluster.retry);
    this.limit.configure(cluster.concurrency);
    if (cluster.breaker === undefined) this.breaker = undefined;
    else if (this.breaker === undefined) this.breaker = new CircuitBreaker(cluster.breaker);
    else this.breaker.configure(cluster.breaker);
    this.#destinations = cluster.destinations.map((destination) => {
      const known = this.#destinations.find((one) => one.destination.name === destination.name);
      if (known === undefined) return new DestinationState(destination);
      known.destination = destination;
      return known;
    });
  }

  /** Coarse monotonic time, as the deadlines see it. */
  get nowMs(): number {
    return this.#deadlines.nowMs;
  }

  /** The destination of the next attempt; undefined for a cluster without destinations. */
  choose({ failed }: VisitRequest): DestinationState | undefined {
    const all = this.#destinations;
    if (all.length < 2) return all[0];
    const turn = this.#turn % all.length;
    this.#turn = turn + 1;
    const chosen = all[turn];
    return chosen?.destination === failed ? all[(turn + 1) % all.length] : chosen;
  }

  /** Somebody waits: from now on, look whether he waits too long. */
  watchQueue(): void {
    this.deadlineMs = this.limit.expire(this.nowMs);
    this.#deadlines.watch(this);
  }

  onDeadline(): void {
    this.deadlineMs = this.limit.expire(this.nowMs);
    if (this.deadlineMs === Infinity) this.#deadlines.unwatch(this);
  }

  countRefusal(failure: Failure): void {
    this.#refusals.set(failure, (this.#refusals.get(failure) ?? 0) + 1);
  }

  countRepeat(action: 'retry' | 'fallback'): void {
    if (action === 'retry') this.#retries++;
    else this.#fallbacks++;
  }

  countDenied(): void {
    this.#denied++;
  }

  /** In how many seconds a refused client may come back, at least 1. */
  get retryAfterS(): number {
    return Math.max(1, Math.ceil((this.breaker?.waitMs(this.nowMs) ?? 0) / 1000));
  }

  status(): ClusterStatus {
    const { nowMs } = this;
    return {
      name: this.name,
      breaker: this.breaker?.state(nowMs) ?? 'off',
      inFlight: this.limit.inFlight,
      waiting: this.limit.waiting,
      budgetLeft: this.budget.left(nowMs),
      retries: this.#retries,
      fallbacks: this.#fallbacks,
      deniedRepeats: this.#denied,
      refusals: Object.fromEntries([...this.#refusals].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      destinations: this.#destinations.map(({ destination, inFlight }) => ({
        name: destination.name,
        inFlight,
      })),
    };
  }
}
