import type { Deadlines } from '../deadlines.ts';
import { headLimits } from '../head-limits.ts';
import type { HeadLimits } from '../http1/head-buffer.ts';
import type { Snapshot } from '../snapshot.ts';
import type { ClusterState } from './cluster-state.ts';
import type { ClusterStates } from './cluster-states.ts';
import type { DestinationState } from './destination-state.ts';
import { HealthProbe } from './health-probe.ts';

/** The first checks are spread over this time, or over the interval if that is shorter. */
const FIRST_WITHIN_MS = 1000;

interface Round {
  timer: NodeJS.Timeout | undefined;
  probe: HealthProbe | undefined;
}

/** Asks the destinations of every cluster that wants it, one check after the other for each of them. */
export class HealthChecks {
  readonly #clusters: ClusterStates;
  readonly #deadlines: Deadlines;
  readonly #random: () => number;
  readonly #rounds = new Map<DestinationState, Round>();
  #limits: HeadLimits | undefined;

  constructor(clusters: ClusterStates, deadlines: Deadlines, random: () => number) {
    this.#clusters = clusters;
    this.#deadlines = deadlines;
    this.#random = random;
  }

  /** Begins, or goes on with what the clusters know of a new snapshot. */
  follow(snapshot: Snapshot): void {
    this.#limits = headLimits(snapshot);
    const wanted = new Map<DestinationState, ClusterState>();
    for (const state of this.#clusters.all()) {
      if (state.cluster.health.active === undefined) continue;
      for (const destination of state.destinations.all) wanted.set(destination, state);
    }
    for (const [destination, round] of this.#rounds)
      if (!wanted.has(destination)) this.#end(destination, round);
    for (const [destination, state] of wanted)
      if (!this.#rounds.has(destination)) this.#begin(destination, state);
  }

  stop(): void {
    for (const [destination, round] of this.#rounds) this.#end(destination, round);
  }

  #begin(destination: DestinationState, state: ClusterState): void {
    const round: Round = { timer: undefined, probe: undefined };
    this.#rounds.set(destination, round);
    const intervalMs = state.cluster.health.active?.intervalMs ?? 0;
    this.#later(round, this.#random() * Math.min(intervalMs, FIRST_WITHIN_MS), () =>
      this.#check(destination, state, round),
    );
  }

  #check(destination: DestinationState, state: ClusterState, round: Round): void {
    const { active } = state.cluster.health;
    const limits = this.#limits;
    if (active === undefined || limits === undefined) return;
    const whom = { cluster: state.cluster, destination: destination.destination };
    round.probe = new HealthProbe(whom, active, { deadlines: this.#deadlines, limits }, (hasPassed) => {
      state.destinations.checked(destination, hasPassed, state.nowMs);
      const waitMs = active.intervalMs * (0.9 + 0.2 * this.#random());
      this.#later(round, waitMs, () => this.#check(destination, state, round));
    });
  }

  #later(round: Round, waitMs: number, next: () => void): void {
    round.timer = setTimeout(next, waitMs).unref();
  }

  #end(destination: DestinationState, { timer, probe }: Round): void {
    clearTimeout(timer);
    probe?.cancel();
    this.#rounds.delete(destination);
  }
}
