import type { Cluster, Destination } from '../snapshot.ts';
import { ActiveHealth } from './active-health.ts';
import { createBalancer, type Balancer } from './balancer.ts';
import type { AttemptResult } from './circuit-breaker.ts';
import type { DestinationCondition } from './cluster-status.ts';
import { DestinationState } from './destination-state.ts';
import { PassiveHealth } from './passive-health.ts';

/** A destination that asks to be spared is spared for at most this time. */
const MAX_REST_MS = 60_000;

/** The destinations of a cluster: which are fit, and which one is next. What is known of those that stay outlives reloads. */
export class DestinationSet {
  readonly #random: () => number;
  readonly #onChange: (fitCount: number) => void;
  #cluster: Cluster;
  #balancer: Balancer;
  #all: readonly DestinationState[] = [];
  #fit: readonly DestinationState[] = [];
  /** When a destination that is left out comes back by itself. */
  #changesMs = Infinity;
  #isPanicking = false;

  /** `onChange`: another number of destinations is used from now on. */
  constructor(cluster: Cluster, nowMs: number, random: () => number, onChange: (fitCount: number) => void) {
    this.#onChange = onChange;
    this.#random = random;
    this.#cluster = cluster;
    this.#balancer = createBalancer(cluster.balancing, random);
    this.configure(cluster, nowMs);
  }

  configure(cluster: Cluster, nowMs: number): void {
    if (cluster.balancing.kind !== this.#cluster.balancing.kind)
      this.#balancer = createBalancer(cluster.balancing, this.#random);
    this.#cluster = cluster;
    const known = new Map(this.#all.map((one) => [one.destination.name, one]));
    this.#all = cluster.destinations.map((destination) => {
      const state = known.get(destination.name) ?? new DestinationState(destination);
      state.destination = destination;
      this.#watchOver(state, nowMs);
      return state;
    });
    this.#refresh(nowMs);
  }

  get all(): readonly DestinationState[] {
    return this.#all;
  }

  /** Fewer are fit than the cluster can do with, so all are used. */
  get isPanicking(): boolean {
    return this.#isPanicking;
  }

  /** The next destination for the key, none of those `tried` while there is another; undefined without destinations. */
  choose(tried: readonly Destination[], key: number, nowMs: number): DestinationState | undefined {
    if (this.#all.length < 2) return this.#all[0];
    if (nowMs >= this.#changesMs) this.#refresh(nowMs);
    let fit = this.#fit;
    if (tried.length > 0) fit = without(tried, fit) ?? without(tried, this.#all) ?? fit;
    const max = this.#cluster.concurrency?.maxPerDestination ?? Infinity;
    if (max !== Infinity) fit = fit.filter(({ inFlight }) => inFlight < max);
    return this.#balancer.pick(fit, key);
  }

  /** An attempt on the destination is over. */
  tell(state: DestinationState, result: AttemptResult, nowMs: number): void {
    const { passive } = state;
    if (passive === undefined || this.#all.length < 2 || !passive.isSuspect(result, nowMs)) return;
    const ejected = this.#all.filter((one) => (one.passive?.ejectedUntilMs ?? 0) > nowMs).length;
    if ((ejected + 1) * 100 > this.#all.length * this.#cluster.health.maxEjectedPercent) return;
    passive.eject(nowMs);
    this.#refresh(nowMs);
  }

  /** A health check of the destination is over. */
  checked(state: DestinationState, hasPassed: boolean, nowMs: number): void {
    const { active } = this.#cluster.health;
    if (active !== undefined && state.active?.report(hasPassed, active, nowMs) === true) this.#refresh(nowMs);
  }

  /** The destination asked to be spared for so long. */
  rest(state: DestinationState, restMs: number, nowMs: number): void {
    state.restsUntilMs = nowMs + Math.min(restMs, MAX_REST_MS);
    this.#refresh(nowMs);
  }

  conditions(nowMs: number): readonly DestinationCondition[] {
    return this.#all.map((one) => ({
      name: one.destination.name,
      state: conditionOf(one, nowMs),
      inFlight: one.inFlight,
      ejections: one.passive?.ejections ?? 0,
    }));
  }

  #watchOver(state: DestinationState, nowMs: number): void {
    const { passive, active } = this.#cluster.health;
    if (passive === undefined) state.passive = undefined;
    else if (state.passive === undefined) state.passive = new PassiveHealth(passive);
    else state.passive.configure(passive);
    if (active === undefined) state.active = undefined;
    else state.active ??= new ActiveHealth(nowMs);
  }

  #refresh(nowMs: number): void {
    const fit = this.#all.filter((one) => one.isFit(nowMs));
    const isEnough =
      fit.length > 0 && fit.length * 100 >= this.#all.length * this.#cluster.health.panicPercent;
    this.#isPanicking = !isEnough && this.#all.length > 1;
    this.#fit = isEnough ? fit : this.#all;
    this.#onChange(this.#fit.length);
    this.#changesMs = Infinity;
    for (const { outUntilMs } of this.#all) {
      if (outUntilMs > nowMs && outUntilMs < this.#changesMs) this.#changesMs = outUntilMs;
    }
  }
}

/** Undefined if nobody is left. */
function without(
  tried: readonly Destination[],
  states: readonly DestinationState[],
): readonly DestinationState[] | undefined {
  const others = states.filter(({ destination }) => !tried.some(({ name }) => name === destination.name));
  return others.length === 0 ? undefined : others;
}

function conditionOf(state: DestinationState, nowMs: number): DestinationCondition['state'] {
  if (state.active?.isPassing === false) return 'failing';
  if ((state.passive?.ejectedUntilMs ?? 0) > nowMs) return 'ejected';
  return state.restsUntilMs > nowMs ? 'resting' : 'fit';
}
