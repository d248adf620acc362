/** Where the proxy reads the time; both in milliseconds. */
export interface Clock {
  /** Never goes back; has no meaning beyond differences. */
  monotonicMs(): number;
  /** Since 1970, UTC. */
  epochMs(): number;
}

export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  epochMs: () => Date.now(),
};
