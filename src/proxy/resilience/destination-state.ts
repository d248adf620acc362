import type { Destination } from '../snapshot.ts';

/** What is known of one destination while the proxy runs; it outlives reloads that keep the address. */
export class DestinationState {
  destination: Destination;
  inFlight = 0;

  constructor(destination: Destination) {
    this.destination = destination;
  }
}
