/** How long a client may take; milliseconds. */
export interface ClientTimeouts {
  /** From the first byte of a head to its last. */
  readonly headMs: number;
  /** Between requests, and before the first. */
  readonly keepAliveMs: number;
  /** Longest silence in a request body. */
  readonly bodyIdleMs: number;
  /** Longest time in which a client takes nothing of what is pending for it. */
  readonly writeIdleMs: number;
  /** How long a closed connection still reads, so that the last response is not lost in a reset. */
  readonly lingerMs: number;
}

export const defaultClientTimeouts: ClientTimeouts = {
  headMs: 5000,
  keepAliveMs: 75_000,
  bodyIdleMs: 30_000,
  writeIdleMs: 120_000,
  lingerMs: 2000,
};
