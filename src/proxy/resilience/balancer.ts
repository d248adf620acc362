import type { BalancingPolicy } from './balancing-policy.ts';
import type { DestinationState } from './destination-state.ts';

/**
 * Chooses one of some destinations that are all fit; undefined where there are none. `key`: of the request, for the hash; 32 bits.
 * Linear in the number of destinations at most; allocates nothing.
 */
export interface Balancer {
  pick(fit: readonly DestinationState[], key: number): DestinationState | undefined;
}

/** `random` gives 0 (included) to 1 (excluded). */
export function createBalancer(policy: BalancingPolicy, random: () => number): Balancer {
  if (policy.kind === 'round-robin') return new Rotation();
  if (policy.kind === 'least-requests') return { pick: (fit) => leastBusy(fit, random) };
  if (policy.kind === 'power-of-two') return { pick: (fit) => lessBusyOfTwo(fit, random) };
  return { pick: (fit, key) => nextOfHash(fit, key, policy.maxLoadPercent) };
}

class Rotation implements Balancer {
  #turn = 0;

  pick(fit: readonly DestinationState[]): DestinationState | undefined {
    return fit[this.#turn++ % fit.length];
  }
}

/** The one of two at random that has less to do. Source: M. Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", 2001. */
function lessBusyOfTwo(fit: readonly DestinationState[], random: () => number): DestinationState | undefined {
  const count = fit.length;
  if (count < 2) return fit[0];
  const first = Math.floor(random() * count);
  const second = (first + 1 + Math.floor(random() * (count - 1))) % count;
  const [one, other] = [fit[first], fit[second]];
  return one !== undefined && other !== undefined && other.inFlight < one.inFlight ? other : one;
}

/** The one that has least to do; the search begins anywhere, so that equals take turns. */
function leastBusy(fit: readonly DestinationState[], random: () => number): DestinationState | undefined {
  const start = Math.floor(random() * fit.length);
  let least = fit[start];
  for (let step = 1; step < fit.length; step++) {
    const one = fit[(start + step) % fit.length];
    if (one !== undefined && least !== undefined && one.inFlight < least.inFlight) least = one;
  }
  return least;
}

/**
 * The destination that scores highest for the key and is not overloaded. Whoever comes or goes moves only its own keys.
 *
 * Sources: D. Thaler, C. Ravishankar, "Using name-based mappings to increase hit rates", 1998 (highest random weight); V. Mirrokni, M. Thorup, M. Zadimoghaddam,
 * "Consistent Hashing with Bounded Loads", 2018.
 */
function nextOfHash(
  fit: readonly DestinationState[],
  key: number,
  maxLoadPercent: number,
): DestinationState | undefined {
  let total = 1;
  for (const { inFlight } of fit) total += inFlight;
  const capacity = Math.ceil((total * maxLoadPercent) / (100 * fit.length));
  let best: DestinationState | undefined;
  let bestScore = -1;
  for (const one of fit) {
    if (one.inFlight >= capacity) continue;
    const score = mixed(key ^ one.hash);
    if (score <= bestScore) continue;
    best = one;
    bestScore = score;
  }
  return best;
}

/** The last step of MurmurHash3 (A. Appleby, 2008): every bit of the input changes half of the bits of the result. */
function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
