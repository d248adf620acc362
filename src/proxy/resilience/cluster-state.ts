import type { Deadlines, Watched } from '../deadlines.ts';
import type { Failure } from '../forward/outcome.ts';
import { bucketKey, murmur3, type BucketRequest } from '../routing/bucket.ts';
import type { Cluster, Destination } from '../snapshot.ts';
import type { BalancingPolicy } from './balancing-policy.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import type { ClusterStatus } from './cluster-status.ts';
import { ConcurrencyLimit } from './concurrency-limit.ts';
import { DestinationSet } from './destination-set.ts';
import type { DestinationState } from './destination-state.ts';
import { RetryBudget } from './retry-budget.ts';

/** What a cluster wants to know of an attempt before it lets it in. */
export interface VisitRequest {
  /** No harm is done if the attempt fails half-way. */
  readonly mayRepeat: boolean;
  /** The exchange was meant for another cluster. */
  readonly isFallback: boolean;
  /** Where attempts failed: not there again, if there is another. */
  readonly tried: readonly Destination[];
  readonly client: BucketRequest & { readonly path: string };
}

/** What a cluster knows of itself while the proxy runs: who is there, who waits, how it fared. It outlives reloads that keep its name. */
export class ClusterState implements Watched {
  readonly name: string;
  readonly budget: RetryBudget;
  readonly limit: ConcurrencyLimit;
  readonly destinations: DestinationSet;
  /** Undefined where none is configured. */
  breaker: CircuitBreaker | undefined;
  deadlineMs = Infinity;
  readonly #deadlines: Deadlines;
  readonly #refusals = new Map<Failure, number>();
  #cluster: Cluster;
  #retries = 0;
  #fallbacks = 0;
  #denied = 0;

  constructor(cluster: Cluster, deadlines: Deadlines, random: () => number) {
    this.#cluster = cluster;
    this.name = cluster.name;
    this.budget = new RetryBudget(cluster.retry);
    this.limit = new ConcurrencyLimit(cluster.concurrency);
    this.#deadlines = deadlines;
    this.destinations = new DestinationSet(cluster, deadlines.nowMs, random, (fitCount) =>
      this.#bound(fitCount),
    );
    this.configure(cluster);
  }

  /** Follows a new snapshot; what is known of destinations that stay is kept. */
  configure(cluster: Cluster): void {
    this.budget.configure(cluster.retry);
    if (cluster.breaker === undefined) this.breaker = undefined;
    else if (this.breaker === undefined) this.breaker = new CircuitBreaker(cluster.breaker);
    else this.breaker.configure(cluster.breaker);
    this.#cluster = cluster;
    this.destinations.configure(cluster, this.nowMs);
  }

  /** As the newest snapshot has it. */
  get cluster(): Cluster {
    return this.#cluster;
  }

  /** Coarse monotonic time, as the deadlines see it. */
  get nowMs(): number {
    return this.#deadlines.nowMs;
  }

  /** The destination of the next attempt; undefined where there is none with room. */
  choose({ tried, client }: VisitRequest): DestinationState | undefined {
    const { balancing } = this.#cluster;
    const key = balancing.kind === 'consistent-hash' ? hashOf(balancing, client) : 0;
    return this.destinations.choose(tried, key, this.nowMs);
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

  /** Of as many destinations as are used, together never more than each may have: then there is always one with room. */
  #bound(fitCount: number): void {
    const { concurrency } = this.#cluster;
    if (concurrency === undefined) return this.limit.configure(undefined);
    const maxConcurrent = Math.min(concurrency.maxConcurrent, concurrency.maxPerDestination * fitCount);
    this.limit.configure({ ...concurrency, maxConcurrent });
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
      isPanicking: this.destinations.isPanicking,
      destinations: this.destinations.conditions(nowMs),
    };
  }
}

/** What the hash of a policy makes of a request. */
function hashOf(policy: BalancingPolicy, client: VisitRequest['client']): number {
  return murmur3(Buffer.from(policy.isByPath ? client.path : bucketKey(policy, client)), 0);
}
