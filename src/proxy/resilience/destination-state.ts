import { murmur3 } from '../routing/bucket.ts';
import type { Destination } from '../snapshot.ts';
import type { ActiveHealth } from './active-health.ts';
import type { PassiveHealth } from './passive-health.ts';

/** What is known of one destination while the proxy runs; it outlives reloads that keep the address. */
export class DestinationState {
  destination: Destination;
  inFlight = 0;
  /** Of its name. */
  readonly hash: number;
  /** It asked to be spared until then (Retry-After). */
  restsUntilMs = 0;
  /** Undefined where nobody looks. */
  passive: PassiveHealth | undefined;
  active: ActiveHealth | undefined;

  constructor(destination: Destination) {
    this.destination = destination;
    this.hash = murmur3(Buffer.from(destination.name), 0);
  }

  /** Left out by what its attempts told, or by its own wish, until then. */
  get outUntilMs(): number {
    return Math.max(this.passive?.ejectedUntilMs ?? 0, this.restsUntilMs);
  }

  isFit(nowMs: number): boolean {
    return this.active?.isPassing !== false && this.outUntilMs <= nowMs;
  }
}
